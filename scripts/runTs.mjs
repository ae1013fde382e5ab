// Runs a TypeScript file: node scripts/runTs.mjs FILE [arguments...]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [entry, ...rest] = process.argv.slice(2);
if (!entry) {
  console.error('usage: node scripts/runTs.mjs FILE [arguments...]');
  process.exit(2);
}
const folder = path.resolve(import.meta.dirname, '../node_modules/.cache/plumbline');
mkdirSync(folder, { recursive: true });
const outfile = path.join(folder, `${path.basename(entry, '.ts')}-${process.pid}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // The packages go in too: Node.js does not find every path in them that the bundler does.
  mainFields: ['module', 'main'],
  banner: {
    js: "import { createRequire as requireIn } from 'node:module'; const require = requireIn(import.meta.url);",
  },
  logLevel: 'warning',
  sourcemap: 'inline',
});
process.argv = [process.argv[0], path.resolve(entry), ...rest];
const { rmSync } = await import('node:fs');
process.on('exit', () => rmSync(outfile, { force: true }));
await import(pathToFileURL(outfile).href);
