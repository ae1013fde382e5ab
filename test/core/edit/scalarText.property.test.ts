import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { literalLines, scalarText } from '../../../server/src/core/edit/scalarText.ts';

const NASTY = [
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'true',
  'null',
  '~',
  '',
  ' ',
  'a ',
  ' 12e3',
  '0o7',
  '0x1F',
  '0b1',
  '1_000',
  '08:00',
  '1:30:00',
  '12',
  '-1',
  '+1',
  '.5',
  '1.',
  '1e3',
  'e9',
  'E+9',
  '.inf',
  '-.INF',
  '.NaN',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '<<',
  '=',
  '---',
  '...',
  '--- a',
  '-',
  '- a',
  '-a',
  '?',
  '? a',
  '?a',
  ':',
  ': a',
  ':a',
  'a:',
  'a: b',
  'a:b',
  'a #b',
  'a#b',
  '#a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '"a"',
  "'a'",
  '[a]',
  '{a}',
  'a,b',
  'a]',
  'a}',
  'a\nb',
  'a\tb',
  '\u0000',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ud800',
  '😀',
  'é',
  '127.0.0.1',
  '1.2.3',
  '/a/b',
  'C:\\x',
  '$VAR',
  '${VAR:-x}',
  '%PATH%',
  '1.0',
  '10Gi',
  '0.5',
  '100m',
  'a\\nb',
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...' \t\n\r:#-?,[]{}&*!|>\'"%@`~=<.019eEx_+yYnNoft/\\$'), maxLength: 8 }),
);
const quote = fc.constantFrom<'"' | "'">('"', "'");

function read(yaml: string, version: '1.1' | '1.2'): unknown {
  return parse(yaml, { version, logLevel: 'error' });
}

describe('scalarText', () => {
  it.each(['1.1', '1.2'] as const)('writes any string so that YAML %s reads it back', (version) => {
    fc.assert(
      fc.property(text, quote, fc.boolean(), (value, mark, always) => {
        const block = scalarText(value, { quote: mark, flow: false, always });
        expect(read(`a: ${block}\nb: 1\n`, version)).toEqual({ a: value, b: 1 });
        expect(read(`- ${block} # c\n`, version)).toEqual([value]);
        const flow = scalarText(value, { quote: mark, flow: true, always });
        expect(read(`[${flow}, {a: ${flow}}, {${flow}: 1}]`, version)).toEqual([
          value,
          { a: value },
          { [value]: 1 },
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it('writes any string as a key', () => {
    fc.assert(
      fc.property(text, quote, (value, mark) => {
        const key = scalarText(value, { quote: mark, flow: false });
        expect(read(`${key}: 1\n`, '1.2')).toEqual({ [value]: 1 });
      }),
      { numRuns: 2000 },
    );
  });

  it.each(NASTY.slice(0, 6))('quotes %j, which YAML 1.1 takes for a boolean', (value) => {
    expect(scalarText(value, { quote: '"', flow: false })).toBe(`"${value}"`);
  });

  it.each(['nginx:1.25', '127.0.0.1', '/var/run', '10Gi', '100m', 'a b', 'http://x/y'])(
    'leaves %j as it is',
    (value) => {
      expect(scalarText(value, { quote: '"', flow: true })).toBe(value);
    },
  );

  it('writes numbers, booleans and null', () => {
    const form = { quote: '"', flow: false } as const;
    expect([1, -0.5, 1e21, Infinity, -Infinity, true, null].map((each) => scalarText(each, form))).toEqual([
      '1',
      '-0.5',
      '1e+21',
      '.inf',
      '-.inf',
      'true',
      'null',
    ]);
  });
});

describe('literalLines', () => {
  it('gives lines that come back as the text they stand for', () => {
    const lines = fc.array(fc.oneof(fc.constantFrom('', 'a', '  b', '# c', 'd: e', '\tx', ' '), text), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(lines, fc.boolean(), (parts, ends) => {
        const value = parts.join('\n') + (ends ? '\n' : '');
        const [header, ...rest] = literalLines(value) ?? [];
        if (header === undefined) return;
        const body = rest.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
        expect(read(`a: ${header}\n${body}\nb: 1\n`, '1.2')).toEqual({ a: value, b: 1 });
      }),
      { numRuns: 2000 },
    );
  });

  it('is for text of several lines', () => {
    expect(literalLines('a\nb\n')).toEqual(['|', 'a', 'b']);
    expect(literalLines('a\nb')).toEqual(['|-', 'a', 'b']);
    expect(literalLines('a\n')).toBeUndefined();
    expect(literalLines('a\n\n')).toBeUndefined();
    expect(literalLines(' a\nb')).toBeUndefined();
  });
});
