// npm run generate [-- --check]: the rule index first, then all that is made from the rules.
import { spawnSync } from 'node:child_process';

for (const script of ['scripts/generateIndex.ts', 'scripts/generate.ts']) {
  const { status } = spawnSync(process.execPath, ['scripts/runTs.mjs', script, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
