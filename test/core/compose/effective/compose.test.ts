import { describe, expect, test } from 'vitest';
import { TOPICS } from './cases/index.ts';
import { errorsOf, modelOf, outcomeOf } from './composeCase.ts';
import { expectedOf } from './expected.ts';
import { ask, inTurns, oracle } from './oracle.ts';

for (const [topic, cases] of Object.entries(TOPICS)) {
  const expected = expectedOf(topic);

  describe(`${topic}, as Docker Compose has it`, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (name, each) => {
      expect(outcomeOf(each)).toEqual(expected[name]);
    });
  });

  const refused = cases.filter((each) => each.at !== undefined && 'refused' in (expected[each.name] ?? {}));

  if (refused.length === 0) continue;
  describe(`${topic}: where it is refused`, () => {
    test.each(refused.map((each) => [each.name, each] as const))('%s', (_, each) => {
      const errors = errorsOf(modelOf(each));
      const file = each.in ?? errors[0]?.file;
      expect(errors).toContainEqual({ text: each.at, file, message: expect.any(String) });
    });
  });
}

test('every case has a name of its own', () => {
  for (const cases of Object.values(TOPICS)) {
    const names = cases.map((each) => each.name);
    expect(names).toEqual([...new Set(names)]);
  }
});

const tool = oracle();

describe.skipIf(tool === undefined)('what is written down is what Docker Compose says today', () => {
  test.each(Object.entries(TOPICS))('%s', { timeout: 120_000 }, async (topic, cases) => {
    const answers = await inTurns(cases, (each) => ask(tool ?? '', each));
    const said = Object.fromEntries(cases.map((each, index) => [each.name, answers[index]?.outcome]));
    expect(said).toEqual(expectedOf(topic));
  });
});
