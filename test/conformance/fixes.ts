import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { lintFix } from './fixes/lintFix.ts';
import { Oracles } from './fixes/oracles.ts';
import { FixProperty } from './fixes/property.ts';
import { fixTrials, type Trial, wideTrials } from './fixes/trials.ts';
import { VARIANTS, type Variant, Workspace } from './fixes/workspace.ts';
import { COMPOSE } from './fixes/workspaces/compose.ts';
import { KUSTOMIZE } from './fixes/workspaces/kustomize.ts';

/**
 * Makes every fix that is offered, each by itself, in copies of the fixtures and of the repositories in PLUMBLINE_CORPORA, and
 * checks that it does what it says and no more, that Docker Compose and kubectl still build what they built, and that
 * our merged models are theirs. `--only <text>` picks trials, `--in <text>` repositories; `--quick` asks no tools.
 */
const words = process.argv.slice(2);
const option = (name: string): string => (words.includes(name) ? (words[words.indexOf(name) + 1] ?? '') : '');
const [only, within] = [option('--only'), option('--in')];
const oracles = words.includes('--quick') ? undefined : new Oracles();

interface Source {
  readonly name: string;
  readonly copy: (variant: Variant) => Promise<Workspace>;
}

const folders = [resolve('test/fixtures'), process.env['PLUMBLINE_CORPORA'] ?? '']
  .filter((folder) => folder !== '' && existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((folder) => statSync(folder).isDirectory());
const sources = [
  ...Object.entries({ ...KUSTOMIZE, ...COMPOSE }).map(
    ([name, files]): Source => ({ name, copy: (variant) => Workspace.ofFiles(files, variant) }),
  ),
  ...folders.map(
    (folder): Source => ({ name: basename(folder), copy: (variant) => Workspace.of(folder, variant) }),
  ),
].filter(({ name }) => name.includes(within));

let applied = 0;
let violations = 0;
const note = (name: string, faults: readonly string[]): void => {
  if (faults.length === 0) return;
  violations++;
  console.log(`- ${name}\n${faults.map((each) => `    ${each}`).join('\n')}`);
};

for (const { name, copy } of sources) {
  for (const [how, variant] of Object.entries(VARIANTS)) {
    if (!how.includes(option('--as'))) continue;
    const workspace = await copy(variant);
    const from = `${name} ${how}:`;
    const known = violations;
    const start = performance.now();
    let tried = 0;
    // The other ways to write the files change nothing for the tools.
    const asked = how === 'as it is' ? oracles : undefined;
    const property = new FixProperty(workspace, asked);
    const attempt = async (trial: Trial): Promise<void> => {
      if (!trial.name.includes(only)) return;
      tried++;
      note(`${from} ${trial.name}`, await property.faultsOf(trial));
    };
    try {
      for (const trial of fixTrials(workspace)) await attempt(trial);
      for (const trial of wideTrials(workspace)) await attempt(trial);
      if (only === '') {
        const { changed, faults } = await lintFix(workspace, property, asked);
        note(`${from} lint --fix`, faults);
        tried += changed;
      }
    } finally {
      workspace.remove();
    }
    applied += tried;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`${from} ${tried} fixes, ${violations - known} violations (${seconds} s)`);
  }
}
const runs =
  oracles === undefined ? 'no tools asked' : `${oracles.runs} answers of Docker Compose and kubectl`;
console.log(`fixes: ${applied} applied, ${violations} violations (${runs})`);
process.exitCode = violations === 0 ? 0 : 1;
