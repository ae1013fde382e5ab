import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from './cases/index.ts';
import { modelOf, one, outcomeOf, web } from './composeCase.ts';

const cases = Object.values(TOPICS).flat();

/** A text with a piece taken out, doubled or put somewhere else. */
function damaged(text: string, [from, length, to, how]: readonly [number, number, number, number]): string {
  const start = from % (text.length + 1);
  const piece = text.slice(start, start + (length % 12));
  const rest = text.slice(0, start) + text.slice(start + piece.length);
  const place = to % (rest.length + 1);
  if (how % 3 === 0) return rest;
  return how % 3 === 1
    ? text.slice(0, start) + piece + text.slice(start)
    : rest.slice(0, place) + piece + rest.slice(place);
}

test('no text throws', () => {
  const nat = fc.nat({ max: 5000 });
  fc.assert(
    fc.property(
      fc.nat({ max: cases.length - 1 }),
      fc.array(fc.tuple(nat, nat, nat, nat), { minLength: 1, maxLength: 4 }),
      (index, hits) => {
        const each = cases[index];
        if (!each) return;
        const files = Object.fromEntries(
          Object.entries(each.files).map(([path, text]) => [
            path,
            hits.reduce((all, hit) => damaged(all, hit), text),
          ]),
        );
        const model = modelOf({ ...each, files });
        expect(model.refused).toBe(model.problems.some((problem) => problem.kind === 'error'));
        for (const { span } of model.problems) expect(span.start).toBeLessThanOrEqual(span.end);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what would grow without bound', () => {
  test('includes that fan out', () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 30; level++) {
      files[`l${level}.yaml`] =
        `include: [{path: l${level + 1}.yaml, env_file: e.env}, {path: l${level + 1}.yaml}]\nservices: {s${level}: {image: x}}`;
    }
    expect(modelOf(one('', 'include: [l0.yaml]', { files: { ...files, 'e.env': '' } })).refused).toBe(true);
  });

  test('a long chain of extends', () => {
    const services = Array.from(
      { length: 5000 },
      (_, index) => `  s${index}: {extends: s${index + 1}}\n`,
    ).join('');
    expect(modelOf(one('', `services:\n${services}  s5000: {image: x}\n`)).refused).toBe(true);
  });

  test('a long chain of dependencies', () => {
    const services = Array.from(
      { length: 3000 },
      (_, index) => `  s${index}: {image: x, depends_on: [s${index + 1}]}\n`,
    ).join('');
    expect(modelOf(one('', `services:\n${services}  s3000: {image: x}\n`)).refused).toBe(false);
  });

  test('ranges of ports', () => {
    const ports = Array.from({ length: 100 }, () => '"1-65535:1-65535"').join(', ');
    expect(modelOf(one('', web(`image: x\nports: [${ports}]`))).refused).toBe(true);
  });

  test('variables in variables', () => {
    const big = 'x'.repeat(100_000);
    const uses = '$BIG'.repeat(9);
    const lines = Array.from({ length: 300 }, (_, index) => `  k${index}: "${uses}"\n`).join('');
    expect(modelOf(one('', `x-a:\n${lines}services: {a: {image: x}}`, { shell: { BIG: big } })).refused).toBe(
      true,
    );
    expect(
      modelOf(one('', web(`image: x\nhostname: "${'${A:-'.repeat(2000)}${'}'.repeat(2000)}"`))).refused,
    ).toBe(true);
  });

  test('aliases of aliases', () => {
    const levels = Array.from(
      { length: 20 },
      (_, index) => `x-${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`,
    ).join('');
    expect(modelOf(one('', `x-0: &a0 [a, b]\n${levels}services: {a: {image: x}}`)).refused).toBe(true);
  });

  test('keys that every object has', () => {
    const each = one(
      '',
      web(
        'image: x\nlabels: {constructor: a, __proto__: b, toString: c}\nenvironment: [__proto__=a]',
        '  constructor: {image: y, depends_on: [toString]}\n  toString: {image: z}\n',
      ),
    );
    expect(() => outcomeOf(each)).not.toThrow();
    expect(modelOf(each).refused).toBe(false);
  });
});
