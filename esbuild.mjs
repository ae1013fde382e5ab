// node esbuild.mjs [--dev] [--watch]: bundles the extension, the language server and the command line.
import { chmodSync, rmSync, statSync } from 'node:fs';
import { build, context } from 'esbuild';
import { buildSchemas } from './scripts/schemas/build.mjs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const KB = 1024;

const bundles = [
  // The language client library alone takes 350 KB of it.
  { entry: 'client/src/extension.ts', out: 'dist/extension.js', budget: 400, external: ['vscode'] },
  { entry: 'server/src/lsp/main.ts', out: 'dist/server.js', budget: 1536 },
  { entry: 'server/src/cli/main.ts', out: 'dist/cli.js', budget: 1536, banner: '#!/usr/bin/env node' },
];
/** All schemas together; packed they are a tenth of it. */
const SCHEMA_BUDGET = 2560;

const options = ({ entry, out, external = [], banner }) => ({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The ES modules of the dependencies, where they have them: what is not used falls away.
  mainFields: ['module', 'main'],
  external,
  minify: !dev,
  sourcemap: dev,
  legalComments: 'none',
  logLevel: 'warning',
  ...(banner ? { banner: { js: banner } } : {}),
});

/** Prints one begin and one end for all bundles that are built at the same time: an editor's task waits for them. */
function announcer() {
  let running = 0;
  return {
    name: 'announcer',
    setup(bundle) {
      bundle.onStart(() => {
        running += 1;
        if (running === 1) console.log('[watch] build started');
      });
      bundle.onEnd(() => {
        running -= 1;
        if (running === 0) console.log('[watch] build finished');
      });
    },
  };
}

async function watchAll() {
  await buildSchemas();
  const plugins = [announcer()];
  const contexts = await Promise.all(bundles.map((bundle) => context({ ...options(bundle), plugins })));
  await Promise.all(contexts.map((each) => each.watch()));
}

async function buildAll() {
  const builds = await Promise.allSettled(bundles.map((bundle) => build(options(bundle))));
  // esbuild has said what is wrong, and where.
  if (builds.some(({ status }) => status === 'rejected')) {
    process.exitCode = 1;
    return;
  }
  chmodSync('dist/cli.js', 0o755);
  for (const { out, budget } of bundles) {
    if (!dev) rmSync(`${out}.map`, { force: true });
    const size = Math.ceil(statSync(out).size / KB);
    const over = !dev && size > budget;
    console.log(`${out}  ${size} KB${dev ? '' : ` of ${budget} KB`}`);
    if (over) complain(out, budget);
  }
  const schemas = await buildSchemas();
  const size = Math.ceil(schemas.reduce((sum, file) => sum + statSync(file).size, 0) / KB);
  console.log(`dist/schemas/  ${size} KB of ${SCHEMA_BUDGET} KB`);
  if (size > SCHEMA_BUDGET) complain('dist/schemas/', SCHEMA_BUDGET);
}

function complain(out, budget) {
  console.error(`${out} is over its budget of ${budget} KB. See what came in, or raise it in esbuild.mjs.`);
  process.exitCode = 1;
}

await (watch ? watchAll() : buildAll());
