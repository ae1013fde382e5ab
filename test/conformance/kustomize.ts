import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { KustomizeBuilder } from '../../server/src/core/kustomize/build/build.ts';
import { TOPICS } from '../core/kustomize/build/cases/index.ts';
import { askAll, difference, hasKubectl, kubectl } from '../core/kustomize/build/kubectl.ts';
import {
  buildOf,
  type KustomizeCase,
  type Outcome,
  outcomeOf,
} from '../core/kustomize/build/kustomizeCase.ts';
import { randomCase } from '../core/kustomize/build/random.ts';
import { DiskSource } from '../core/kustomize/build/sources.ts';

/**
 * Compares the build of kustomizations with `kubectl kustomize`: for the cases of the tests, for random bases and
 * overlays (as many as the first argument says), and for the kustomizations in PLUMBLINE_CORPORA. `--write` takes down
 * what kubectl says as what the tests expect; `--seed <number>` draws the same random ones again.
 */
if (!hasKubectl()) {
  console.error('There is no kubectl with Kustomize 5.5 to compare with.');
  process.exit(2);
}
const words = process.argv.slice(2);
const count = Number(words.find((word) => /^\d+$/.test(word)) ?? 500);
const seed = words.includes('--seed') ? Number(words[words.indexOf('--seed') + 1]) : Date.now() % 2 ** 31;
let first: string | undefined;

function report(what: string, results: readonly (string | undefined)[], note = ''): void {
  const agreeing = results.filter((each) => each === undefined).length;
  console.log(`${what}: ${agreeing} of ${results.length} agree${note}`);
  first ??= results.find((each) => each !== undefined);
}

/** What differs between kubectl's outcome and ours; what is incomplete is compared with nothing. */
function compare(name: string, theirs: Outcome | undefined, files: KustomizeCase): string | undefined {
  const build = buildOf(files);
  if (build.incomplete) return undefined;
  const found = difference(theirs, outcomeOf(build));
  return found === undefined ? undefined : `${name}\n  ${found}\n  ${JSON.stringify(files.files)}`;
}

for (const [topic, cases] of Object.entries(TOPICS)) {
  const answers = await askAll(cases);
  if (words.includes('--write')) {
    const expected = Object.fromEntries(cases.map((each, index) => [each.name, answers[index]]));
    const path = `test/core/kustomize/build/cases/${topic}.expected.gen.json`;
    writeFileSync(path, `${JSON.stringify(expected, null, 1)}\n`);
  }
  report(
    `cases, ${topic}`,
    cases.map((each, index) => compare(each.name, answers[index], each)),
  );
}

const random = fc
  .sample(randomCase, { numRuns: count, seed })
  .map((files, index): KustomizeCase => ({ name: `random ${index}`, files, root: 'over' }));
const answers = await askAll(random);
const refused = answers.filter((each) => each === 'refused').length;
report(
  'random',
  random.map((each, index) => compare(each.name, answers[index], each)),
  ` (seed ${seed}; kubectl refuses ${refused})`,
);

const corpora = process.env['PLUMBLINE_CORPORA'];
if (corpora !== undefined && existsSync(corpora)) {
  const builder = new KustomizeBuilder(new DiskSource());
  const results: (string | undefined)[] = [];
  for (const path of readdirSync(corpora, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/(?:^|\/)kustomization\.ya?ml$|(?:^|\/)Kustomization$/.test(path)) continue;
    const file = join(corpora, path);
    const build = builder.build(pathToFileURL(file).href);
    const theirs = await kubectl(dirname(file));
    const found = build.incomplete ? undefined : difference(theirs, outcomeOf(build));
    results.push(found === undefined ? undefined : `${path}\n  ${found}`);
  }
  report('corpora', results);
}

if (first !== undefined) console.log(`\nthe first difference: ${first}`);
process.exitCode = first === undefined ? 0 : 1;
