import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/core/text/lineIndex.ts';

const text = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', '\r', '\r\n', '😀', '\u2028', '\uFEFF'),
  maxLength: 40,
});

describe('LineIndex', () => {
  it('counts the lines that the protocol counts', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(new LineIndex(value).lineCount).toBe(value.split(/\r\n|\n|\r/).length);
      }),
    );
  });

  it('finds the way back from a position to its offset', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 45 }), (value, at) => {
        const index = new LineIndex(value);
        const offset = Math.min(at, value.length);
        const back = index.offsetAt(index.positionAt(offset));
        // Between CR and LF there is no position: the line ends before both.
        const inside = value[offset - 1] === '\r' && value[offset] === '\n';
        expect(back).toBe(inside ? offset - 1 : offset);
      }),
    );
  });

  it('gives each line its text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const index = new LineIndex(value);
        const lines = value.split(/\r\n|\n|\r/);
        for (const [line, content] of lines.entries()) {
          const start = index.offsetAt({ line, character: 0 });
          expect(value.slice(start, index.lineEnd(line))).toBe(content);
        }
      }),
    );
  });

  it('moves what lies outside to the ends', () => {
    const index = new LineIndex('ab\ncd');
    expect(index.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(index.positionAt(99)).toEqual({ line: 1, character: 2 });
    expect(index.offsetAt({ line: -1, character: 5 })).toBe(0);
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(index.offsetAt({ line: 9, character: 0 })).toBe(5);
  });
});
