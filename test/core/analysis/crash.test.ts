import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import { configurationOf, type Files, snapshotOf } from '../../support/analysis.ts';
import { containerRule, everyService, serviceRule } from './madeUpRules.ts';
import { deployment } from './shown.ts';

const FILES: Files = {
  'compose.yaml': 'services:\n  one: {image: x}\n  two: {image: y}\n  three: {image: z}\n',
  'other/compose.yaml': 'services:\n  two: {image: x}\n  four: {image: x}\n',
};

/** Fails on the service `two`, after it has already said something of it. */
const fragile = serviceRule('made/fragile', ({ name, entry }, { report }) => {
  report({ span: entry.keySpan, message: `made/fragile: ${name}` });
  if (name === 'two') throw new TypeError(`no ${name}`);
});

function judge(
  rules: readonly AnyRule[],
  files = FILES,
): { messages: string[]; crashes: [string, unknown][] } {
  const crashes: [string, unknown][] = [];
  const analyzer = new Analyzer(rules, (rule, error) => crashes.push([rule.id, error]));
  const { findings } = analyzer.analyzeAtOnce(snapshotOf(files), configurationOf());
  return { messages: [...findings.values()].flat().map((each) => each.message), crashes };
}

describe('a rule that throws', () => {
  it('loses what it says of that target, and nothing else', () => {
    const { messages } = judge([everyService('made/first'), fragile, everyService('made/last')]);
    expect(messages).toEqual([
      'made/first: one',
      'made/fragile: one',
      'made/last: one',
      'made/first: two',
      'made/last: two',
      'made/first: three',
      'made/fragile: three',
      'made/last: three',
      'made/first: two',
      'made/last: two',
      'made/first: four',
      'made/fragile: four',
      'made/last: four',
    ]);
  });

  it('is told of by its name, with its error, each time', () => {
    const { crashes } = judge([fragile]);
    expect(crashes).toEqual([
      ['made/fragile', new TypeError('no two')],
      ['made/fragile', new TypeError('no two')],
    ]);
  });

  it('may throw what is no error', () => {
    const odd = serviceRule('made/odd', () => {
      throw undefined;
    });
    expect(judge([odd, everyService('made/up')])).toMatchObject({
      messages: expect.arrayContaining(['made/up: one']),
      crashes: Array(5).fill(['made/odd', undefined]),
    });
  });

  it('does not keep rules for other targets from theirs', () => {
    const containers = containerRule('made/containers', () => {
      throw new Error('no containers');
    });
    const files = { ...FILES, 'api.yaml': deployment() };
    const { messages, crashes } = judge([containers, everyService('made/up')], files);
    expect(messages).toHaveLength(5);
    expect(crashes).toEqual([['made/containers', new Error('no containers')]]);
  });

  it('finds again what it can, once its target is mended', () => {
    const crashes: string[] = [];
    const analyzer = new Analyzer([fragile], (rule) => crashes.push(rule.id));
    const configuration = configurationOf();
    const text = 'services:\n  two: {image: x}\n';
    const messages = (files: Files): string[] =>
      [...analyzer.analyzeAtOnce(snapshotOf(files), configuration).findings.values()]
        .flat()
        .map((each) => each.message);
    expect(messages({ 'compose.yaml': text })).toEqual([]);
    expect(messages({ 'compose.yaml': text.replace('two', 'to') })).toEqual(['made/fragile: to']);
    expect(crashes).toEqual(['made/fragile']);
  });
});
