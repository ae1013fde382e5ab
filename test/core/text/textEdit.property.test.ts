import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, composeEdits, overlap, type PlainEdit } from '../../../server/src/core/text/textEdit.ts';

/** Edits that do not overlap, in a text of a length. */
function editsIn(length: number): fc.Arbitrary<PlainEdit[]> {
  const place = fc.nat({ max: length });
  return fc.array(fc.tuple(place, place, fc.string({ maxLength: 4 })), { maxLength: 5 }).map((tuples) => {
    const result: PlainEdit[] = [];
    for (const [a, b, newText] of tuples) {
      const edit = { start: Math.min(a, b), end: Math.max(a, b), newText };
      if (!result.some((other) => overlap(edit, other) || touches(edit, other))) result.push(edit);
    }
    return result;
  });
}

function touches(a: PlainEdit, b: PlainEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** A text, and rounds of edits, each made against the result of the one before. */
const rounds = fc.string({ maxLength: 30 }).chain((text) => {
  const more = (at: string, left: number): fc.Arbitrary<PlainEdit[][]> =>
    left === 0
      ? fc.constant([])
      : editsIn(at.length).chain((edits) =>
          more(applyEdits(at, edits), left - 1).map((rest): PlainEdit[][] => [edits, ...rest]),
        );
  return fc.nat({ max: 4 }).chain((left) => more(text, left).map((list) => ({ text, list })));
});

describe('composeEdits', () => {
  it('does what the rounds do one after the other', () => {
    fc.assert(
      fc.property(rounds, ({ text, list }) => {
        const sequential = list.reduce((at, edits) => applyEdits(at, edits), text);
        expect(applyEdits(text, composeEdits(text, list))).toBe(sequential);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves alone what no round touches', () => {
    const composed = composeEdits('abcdef', [
      [{ start: 1, end: 2, newText: 'X' }],
      [{ start: 4, end: 4, newText: 'Y' }],
    ]);
    expect(composed).toEqual([
      { start: 1, end: 2, newText: 'X' },
      { start: 4, end: 4, newText: 'Y' },
    ]);
  });

  it('forgets what a later round takes away again', () => {
    expect(
      composeEdits('ab', [[{ start: 1, end: 1, newText: 'X' }], [{ start: 1, end: 2, newText: '' }]]),
    ).toEqual([]);
  });
});

describe('applyEdits', () => {
  it('keeps every character outside the edits', () => {
    const cases = fc
      .string({ maxLength: 30 })
      .chain((text) => editsIn(text.length).map((edits) => ({ text, edits })));
    fc.assert(
      fc.property(cases, ({ text, edits }) => {
        const result = applyEdits(text, edits);
        let shift = 0;
        let at = 0;
        for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
          expect(result.slice(at + shift, edit.start + shift)).toBe(text.slice(at, edit.start));
          shift += edit.newText.length - (edit.end - edit.start);
          at = edit.end;
        }
        expect(result.slice(at + shift)).toBe(text.slice(at));
      }),
    );
  });

  it('takes insertions at one place in the order given', () => {
    const at = (newText: string): PlainEdit => ({ start: 1, end: 1, newText });
    expect(applyEdits('ab', [at('1'), at('2')])).toBe('a12b');
  });

  it('refuses edits that overlap', () => {
    const edits = [
      { start: 0, end: 2, newText: '' },
      { start: 1, end: 3, newText: '' },
    ];
    expect(() => applyEdits('abc', edits)).toThrow(RangeError);
  });
});
