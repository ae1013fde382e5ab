import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

function message(text: string): string | undefined {
  return parseYaml(text).problems[0]?.message;
}

const COMMON: readonly (readonly [slip: string, text: string, words: RegExp])[] = [
  ['a colon is missing at the end', 'a:\n  b: c\n  ports\n', /^A colon is missing here/],
  [
    'a colon has no blank behind it',
    'a:\n  C: d\n  A:b\n',
    /^A colon is missing here: .* a blank behind it\.$/,
  ],
  [
    'a colon is missing above more',
    'a:\n  ports\n    - c\n  b: d\n',
    /is a colon, a comma or a quote missing/,
  ],
  ['a key is indented too little', 'a:\n  b: 1\n c: 2\n', /^This line is indented otherwise/],
  ['a key is indented too much', 'a:\n  b: 1\n   c: 2\n', /^The line below is indented as if/],
  ['a key of an item is indented too little', 'a:\n  - b: 1\n   c: 2\n', /^This line is not indented like/],
  ['an item is indented too little', 'a:\n  - b\n - c\n', /^This list item does not fit/],
  ['an item stands among keys', 'a: 1\n- b\n', /^This list item does not fit/],
  ['a list begins beside its key', 'a: - b\n', /^A list can not begin on the line of its key/],
  ['a brace is not closed', 'a: {b: 1\nc: 2\n', /^A "\{" is not closed/],
  ['a brace is not closed at the root', '{b: 1\n', /^A "\{" is not closed/],
  ['a bracket is not closed', 'a:\n  b: [x, y\n  c: 1\n', /^A "\[" is not closed/],
  ['a brace is not opened', 'a: }\n', /^This "\}" closes nothing/],
  ['a bracket is closed twice', 'a: [b]]\n', /^This "\]" closes nothing/],
  ['a comma is missing', 'a: ["b" "c"]\n', /^A comma is missing/],
  ['a comma is missing in a mapping', 'a: {b: 1 c: 2}\n', /^A comma is missing/],
  ['a comma is too many', 'a: [b,,c]\n', /^This comma has no value/],
  ['a tab indents a key', 'a:\n\tb: 1\n', /^A tab is used/],
  ['a tab indents within braces', 'a: {\n\tb: 1\n}\n', /^A tab is used/],
  ['a tab indents a text', 'a:\n  b: |\n\ttext\n', /^A tab is used/],
  ['a double quote is not closed', 'a: "b\nc: 1\n', /^A text in double quotes is not closed/],
  ['a single quote is not closed', "a: 'b\nc: 1\n", /^A text in single quotes is not closed/],
  ['a quote stands within its like', "a: 'it's'\n", /^This does not belong to the value/],
  ['a colon stands in a value', 'command: echo foo: bar\n', /^A second "key:" on one line/],
  ['a value begins with a reserved character', 'a: @b\n', /^A value can not begin with this character/],
  ['a value begins with an asterisk', 'a: *\n', /^This alias has no name/],
  ['a comment has no blank', 'a: "b"#c\n', /^A comment needs a blank/],
  ['a text begins behind its mark', 'a: |x\n  y\n', /^A text after "\|" or ">"/],
  ['a backslash is no escape', 'a: "\\d"\n', /^This is no escape sequence/],
  ['a merge is not settled', 'x:\n  b: 1\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n', /merge conflict/],
];

describe('what is said of a syntax error', () => {
  it.each(COMMON)('is plain where %s', (_, text, words) => {
    expect(message(text)).toMatch(words);
    expect(message(text.replaceAll('\n', '\r\n'))).toMatch(words);
  });

  it('is one sentence of ours, and never the text', () => {
    const known = new Set<string>();
    const words = [
      'hunter22',
      '"',
      "'",
      ':',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\n',
      '\n  ',
      '\n    ',
      '\t',
    ];
    const more = ['|', '>', '&', '*', '!', '%', '@', '#', '?', '---', '...', '\\', '`', '<<: ', 'swordfish'];
    const piece = fc.constantFrom(...words, ...more);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const said = message(pieces.join(''));
        if (said === undefined) return;
        known.add(said);
        expect(said).not.toMatch(/hunter22|swordfish/);
        expect(said).toMatch(/^[A-Z].*[.?]$/);
        expect(said.length).toBeLessThanOrEqual(140);
      }),
      { numRuns: 3000 },
    );
    expect(known.size).toBeGreaterThan(15);
  });
});
