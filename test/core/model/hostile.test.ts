import { describe, expect, it } from 'vitest';
import { readFile } from '../../../server/src/core/model/file.ts';
import { dataOf } from '../../../server/src/core/model/read.ts';

/** Of the largest file that is read by default, a third: what grows faster than the text shows here too. */
const SIZE = 700_000;

function repeated(part: string, size = SIZE): string {
  return part.repeat(Math.ceil(size / part.length)).slice(0, size);
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

const HOSTILE: readonly (readonly [string, () => string])[] = [
  ...[
    '[',
    '{',
    '[a, ',
    '{a: ',
    '- ',
    '? ',
    'a: ',
    '&a ',
    '&a *a ',
    '!t ',
    '*a ',
    ':',
    ': ',
    '%',
    '---\n',
    '...\n',
    '\t',
    '\0',
    '\r',
    'a: 1\r',
    'a: 1\n',
    '- a\n',
    '- *a\n',
    '\n',
    '# c\r\n',
    'a:\n',
    '?\n',
    '\uFEFF',
    '\ud800: \udc00\n',
  ].map((part): readonly [string, () => string] => [JSON.stringify(part), () => repeated(part)]),
  ['a double quote that is not closed', () => `a: "${repeated('b\n')}`],
  ['a bracket that is not closed, and blank lines', () => `a: [${repeated('\n')}`],
  ['comment lines with CRLF before a document', () => `${repeated('# c\r\n')}a: 1\r\n---\r\nb: 2\r\n`],
  ['a literal of blank lines', () => `a: |+\n${repeated('\n')}`],
  ['a map with 50,000 keys', () => numbered(50_000, (index) => `key${index}: value ${index}`)],
  ['levels of indentation', () => numbered(1900, (index) => `${' '.repeat(index)}a:`)],
  [
    'an alias bomb',
    () =>
      `a0: &a0 [${repeated('x,', 20)}]\n${numbered(30, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)}`,
  ],
  [
    'merge keys that multiply',
    () => `a: &a\n${numbered(5000, (i) => `  k${i}: 1`)}\nb:\n${repeated('- <<: *a\n', 300_000)}`,
  ],
  [
    'binary',
    () => String.fromCharCode(...Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 256)).repeat(40),
  ],
];

describe('hostile input', () => {
  it.each(HOSTILE)('is read or refused in bounded time: %s', (_, make) => {
    const text = make();
    const start = performance.now();
    const file = readFile('file:///x.yaml', text);
    // About a second on the machine it was tuned on; a loaded one gets more.
    expect(performance.now() - start).toBeLessThan(6000);
    expect(file.documents.length).toBeGreaterThan(0);
    for (const { document } of file.documents.slice(0, 10)) if (document.root) dataOf(document.root);
  });

  it('is read where it is 100 levels deep', () => {
    for (const text of [
      `${'['.repeat(100)}${']'.repeat(100)}`,
      numbered(100, (index) => `${' '.repeat(index)}a:`),
    ]) {
      const { document } = readFile('file:///x.yaml', text).documents[0] ?? {};
      expect(document?.problems).toEqual([]);
      expect(document?.root).toBeDefined();
    }
  });

  it.each([10_000, 1_000_000])('is refused where it is %i levels deep', (levels) => {
    const { document } =
      readFile('file:///x.yaml', '['.repeat(levels) + ']'.repeat(levels)).documents[0] ?? {};
    expect(document?.problems[0]?.message).toMatch(/nested too deeply/);
    expect(document?.root).toBeUndefined();
  });

  it('of many documents is refused as a whole', () => {
    const { documents } = readFile('file:///x.yaml', '---\na: 1\n'.repeat(20_000));
    expect(documents).toHaveLength(1);
    expect(documents[0]?.document.problems[0]?.message).toMatch(/documents/);
  });

  it('does not hinder the other documents of a file', () => {
    const { documents } = readFile('file:///x.yaml', `${'['.repeat(5000)}\n---\na: 1\n`);
    expect(documents.map(({ document }) => document.root !== undefined)).toEqual([false, true]);
  });
});
