// npm test: every check and every suite; the last line is `N passed, N failed, N skipped`.
// With CI=true or --no-skips a skipped test fails the run. --quick (npm run check) leaves VS Code out.
import { provision } from '../test/e2e/host/provision.mjs';
import { closingLine, lineOf, skippedSuite } from './test/outcome.mjs';
import { check, program, vitest } from './test/suites.mjs';

const quick = process.argv.includes('--quick');
const strict = process.env.CI === 'true' || process.argv.includes('--no-skips');
const start = Date.now();

const outcomes = [];
function settle(outcome) {
  outcomes.push(outcome);
  console.log(lineOf(outcome));
  if (outcome.output !== '') console.log(`${outcome.output.trimEnd()}\n`);
}

const tool = (name) => `node_modules/.bin/${name}`;
const node = process.execPath;
const checks = [
  () => check('types', tool('tsc'), ['-p', '.']),
  () => check('build and size budget', node, ['esbuild.mjs']),
  () => check('lint and format', tool('biome'), ['ci', '--error-on-warnings', '.']),
  () => check('layers', tool('depcruise'), ['client/src', 'server/src', 'shared/src']),
  () => check('dead code', tool('knip'), ['--no-config-hints']),
  () => check('generated files', node, ['scripts/generateAll.mjs', '--check']),
  () => check('file length', node, ['scripts/lineLimit.mjs']),
];

async function takeChecks() {
  for (let next = checks.shift(); next; next = checks.shift()) settle(await next());
}

const [needs] = await Promise.all([
  provision({ install: !quick, log: (line) => console.log(`        ${line}`) }),
  takeChecks(),
  takeChecks(),
]);

settle(await vitest(needs.env));
if (!quick) {
  const suites = [
    ['VS Code extension host', ['test/e2e/run.mjs']],
    ['oldest VS Code extension host', ['test/e2e/run.mjs', '--oldest']],
    ['VS Code with the .vsix', ['test/e2e/drive.mjs']],
  ];
  for (const [name, command] of suites) {
    const missing = needs.missing.find(({ what }) => what === 'vscode');
    settle(missing ? skippedSuite(name, missing.why) : await program(name, command, needs.env));
  }
}

const notes = outcomes.flatMap((outcome) => outcome.notes);
if (notes.length > 0) {
  console.log('\nNOT EVERYTHING RAN. Skipped:');
  for (const note of notes) console.log(`  ${note}`);
  for (const { what, why } of needs.missing) console.log(`  (no ${what}: ${why})`);
}
const broken = outcomes.filter((outcome) => outcome.failed > 0).map(({ name }) => name);
if (broken.length > 0) console.log(`\nFAILED: ${broken.join(', ')}`);
if (strict && notes.length > 0) console.log('\nA skipped test fails this run (CI=true or --no-skips).');
console.log(`\n${((Date.now() - start) / 1000).toFixed(0)} s`);
console.log(closingLine(outcomes));
process.exitCode = broken.length > 0 || (strict && outcomes.some(({ skipped }) => skipped > 0)) ? 1 : 0;
