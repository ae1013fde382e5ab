import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from './cases/index.ts';
import { askAll, hasKubectl } from './kubectl.ts';
import { buildOf, errorsOf, type KustomizeCase, type Outcome, outcomeOf } from './kustomizeCase.ts';
import { randomCase } from './random.ts';

/** What kubectl said of the cases of a topic; `npm run conformance` writes it down. */
function expectedOf(topic: string): Readonly<Record<string, Outcome>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'cases', `${topic}.expected.gen.json`), 'utf8'));
}

for (const [topic, cases] of Object.entries(TOPICS)) {
  const expected = expectedOf(topic);

  describe(`${topic}, as kubectl has it`, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (name, each) => {
      const build = buildOf(each);
      expect(outcomeOf(build)).toEqual(expected[name]);
      expect(errorsOf(build)).toEqual(each.refused === undefined ? [] : [each.refused]);
    });
  });
}

const kubectlHere = hasKubectl();

describe.skipIf(!kubectlHere)('kubectl still says so', () => {
  test.each(Object.entries(TOPICS))('%s', { timeout: 120_000 }, async (topic, cases) => {
    const answers = await askAll(cases);
    const said = Object.fromEntries(cases.map((each, index) => [each.name, answers[index]]));
    expect(said).toEqual(expectedOf(topic));
  });

  test('of random bases and overlays, too', { timeout: 120_000 }, async () => {
    const cases = fc
      .sample(randomCase, { numRuns: 50, seed: 2026 })
      .map((files, index): KustomizeCase => ({ name: String(index), files, root: 'over' }));
    const answers = await askAll(cases);
    const ours = cases.map((each) => outcomeOf(buildOf(each)));
    expect(ours).toEqual(answers);
  });
});
