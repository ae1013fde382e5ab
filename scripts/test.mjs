// npm test: every check and every suite. The last line is `N passed, N failed, N skipped`.
// With CI=true or --no-skips a skipped test is a failure. --quick leaves VS Code out.
import { existsSync } from 'node:fs';
import { check, counted, skippedSuite, vitest } from './test/suites.mjs';

const quick = process.argv.includes('--quick');
const strict = process.env.CI === 'true' || process.argv.includes('--no-skips');
const node = process.execPath;
const bin = (name) => `node_modules/.bin/${name}`;

const results = [];
function settle(outcome) {
  results.push(outcome);
  const mark = outcome.failed > 0 ? 'FAILED ' : outcome.skipped > 0 ? 'skipped' : 'ok     ';
  console.log(
    `${mark} ${outcome.name}  ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped  (${outcome.seconds.toFixed(1)} s)`,
  );
  if (outcome.output) console.log(outcome.output);
}

const provision = quick
  ? undefined
  : import('../test/e2e/host/provision.mjs').then((module) => module.provision());
const needs = provision ? await provision : { compose: process.env.PLUMBLINE_COMPOSE };
const env = {
  ...(needs.compose ? { PLUMBLINE_COMPOSE: needs.compose } : {}),
  ...(needs.kubectl ? { PLUMBLINE_KUBECTL: needs.kubectl } : {}),
  ...(needs.host ? { PLUMBLINE_VSCODE_HOST: needs.host } : {}),
};

settle(await check('build and size budget', node, ['esbuild.mjs']));
const light = async () => {
  settle(await check('drift of generated files', node, ['scripts/generateAll.mjs', '--check']));
  settle(await check('layers', bin('depcruise'), ['client/src', 'server/src', 'shared/src']));
  settle(await check('lint and format', bin('biome'), ['ci', '--error-on-warnings', '.']));
  settle(await check('dead code', bin('knip'), []));
  settle(await check('file length', node, ['scripts/lineLimit.mjs']));
};
const types = async () => settle(await check('types', bin('tsc'), ['-p', '.']));
await Promise.all([light(), types()]);
settle(await vitest(env, ['--coverage']));
if (!quick) {
  for (const [name, script] of [
    ['VS Code extension host', 'test/e2e/run.mjs'],
    ['VS Code with the .vsix', 'test/e2e/drive.mjs'],
  ]) {
    if (!existsSync(script)) throw new Error(`${script} is missing.`);
    settle(
      needs.host
        ? await counted(name, node, [script], env)
        : skippedSuite(name, needs.why ?? 'there is no VS Code host'),
    );
  }
}

const total = (key) => results.reduce((sum, outcome) => sum + outcome[key], 0);
const notes = results.flatMap((outcome) => outcome.notes);
if (notes.length > 0) console.log(`\nNOT EVERYTHING RAN:\n${notes.map((note) => `  ${note}`).join('\n')}`);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(total);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || (strict && skipped > 0) ? 1 : 0;
