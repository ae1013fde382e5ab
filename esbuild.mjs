// node esbuild.mjs [--dev] [--watch]: bundles the extension, the language server and the command line.
import { statSync } from 'node:fs';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const KB = 1024;

const bundles = [
  { entry: 'client/src/extension.ts', out: 'dist/extension.js', budget: 300 * KB, external: ['vscode'] },
  { entry: 'server/src/lsp/main.ts', out: 'dist/server.js', budget: 1536 * KB, external: [] },
  {
    entry: 'server/src/cli/main.ts',
    out: 'dist/cli.js',
    budget: 1536 * KB,
    external: [],
    banner: '#!/usr/bin/env node',
  },
];

const options = ({ entry, out, external, banner }) => ({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external,
  minify: !dev,
  sourcemap: dev,
  legalComments: 'none',
  logLevel: 'warning',
  ...(banner ? { banner: { js: banner } } : {}),
});

if (watch) {
  const begin = {
    name: 'watch-messages',
    setup: (b) => {
      b.onStart(() => console.log('[watch] build started'));
      b.onEnd(() => console.log('[watch] build finished'));
    },
  };
  for (const bundle of bundles) await (await context({ ...options(bundle), plugins: [begin] })).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(options(bundle))));
  let over = false;
  for (const { out, budget } of bundles) {
    const { size } = statSync(out);
    const verdict = dev
      ? ''
      : size > budget
        ? `OVER its budget of ${budget / KB} KB`
        : `of ${budget / KB} KB`;
    console.log(`${out}  ${(size / KB).toFixed(0)} KB ${verdict}`);
    over ||= !dev && size > budget;
  }
  if (over) process.exitCode = 1;
}
