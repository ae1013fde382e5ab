import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readDocument } from '../../../server/src/core/model/document.ts';
import { type Data, dataOf } from '../../../server/src/core/model/read.ts';
import { splitDocuments } from '../../../server/src/core/yaml/splitDocuments.ts';
import { corpusFiles, fixtureFiles } from '../../support/corpora.ts';
import { canonical } from '../../support/graph.ts';
import { decisions, writeYaml } from '../../support/yamlText.ts';

const lines = fc.array(
  fc.constantFrom(
    '---',
    '--- a',
    '--- # c',
    '...',
    '... # c',
    'a: 1',
    '- b',
    '# c',
    '',
    '  ',
    '%YAML 1.2',
    '---a',
    ' ---',
    '"x',
    '---\r',
    '\u2028---',
    '\tx',
  ),
  { maxLength: 10 },
);

function values(text: string): string[] {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' }).map((each) =>
    canonical(each.toJS({ maxAliasCount: -1 }) as Data),
  );
}

function ours(text: string): string[] {
  return splitDocuments(text).map(({ start, end }) => {
    const { root } = readDocument('file:///x.yaml', text.slice(start, end));
    return root ? canonical(dataOf(root)) : 'null';
  });
}

describe('splitDocuments', () => {
  it('gives every character to exactly one document', () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '\uFEFF'),
        (list, eol, mark) => {
          const text = mark + list.join(eol);
          const ranges = splitDocuments(text);
          expect(ranges.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
          for (const [index, { start }] of ranges.entries()) expect(start).toBe(ranges[index - 1]?.end ?? 0);
          expect(ranges.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('cuts generated streams as the YAML library does', () => {
    fc.assert(
      fc.property(decisions(120), (numbers) => {
        // At the very end of a file the library gives a block scalar a line end that is not there.
        const text = writeYaml(numbers).replace(/\n?$/, '\n');
        // And it stumbles over a byte order mark before a dash.
        expect(ours(text)).toEqual(values(text.replace('\uFEFF', '')));
      }),
      { numRuns: 800 },
    );
  });

  it('cuts public files as the YAML library does', () => {
    for (const { path, text } of [...fixtureFiles(), ...corpusFiles()].slice(0, 200)) {
      const parsed = parseAllDocuments(text, { logLevel: 'silent' });
      if (text.length > 100_000 || parsed.some((each) => 'errors' in each && each.errors.length > 0))
        continue;
      // A template's `{{ x }}` is a mapping as a key, of which there is no data to compare.
      if (text.includes('{{')) continue;
      if (/[|>][-+\d]*(?: #.*)?\r?\n.*[^\n]$/s.test(text)) continue;
      expect(
        ours(text).filter((each) => each !== 'null'),
        path,
      ).toEqual(values(text).filter((each) => each !== 'null'));
    }
  });

  it.each([
    ['', ['']],
    ['a\n---\nb\n', ['a\n', '---\nb\n']],
    ['# c\n---\na\n', ['# c\n---\na\n']],
    ['%YAML 1.2\n---\na\n...\n# after\n', ['%YAML 1.2\n---\na\n...\n# after\n']],
    ['a\n...\nb\n', ['a\n...\n', 'b\n']],
    ['a\n...\n# c\n---\nb\n', ['a\n...\n', '# c\n---\nb\n']],
    ['---\n---\n', ['---\n', '---\n']],
    ['\uFEFF---\na\n', ['\uFEFF---\na\n']],
    ['a: |\n  ---\n b\n', ['a: |\n  ---\n b\n']],
    ['a: "\n---\nb"\n', ['a: "\n', '---\nb"\n']],
  ])('cuts %j', (text, parts) => {
    expect(splitDocuments(text).map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  });
});
