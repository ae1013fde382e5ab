import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../../server/src/core/analysis/engineRules.ts';
import { type Completion, completionsAt } from '../../../server/src/core/config/completions.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';

/** What is offered where a text has a `|`. */
function offered(marked: string): Completion[] {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return completionsAt(text, offset, RULES, Object.values(ENGINE_RULES));
}

const labels = (marked: string): string[] => offered(marked).map((each) => each.label);

const KEYS = [
  'preset',
  'rules',
  'ignore',
  'maxFileSize',
  'kubernetesVersion',
  'environments',
  'policies',
  'external',
  'overrides',
  'exceptions',
  'secrets',
];
const LEVELS = ['error', 'warning', 'information', 'hint', 'off'];
const IDS = [...RULES.map((rule) => rule.id), ...Object.keys(ENGINE_RULES)];

describe('what can be written', () => {
  it.each([
    ['in an empty file', '|'],
    ['while the key is typed', 'pre|'],
    ['in quotes', '"ru|'],
    ['below another key', 'preset: all\n|'],
    ['below what is nested', 'rules:\n  compose/privileged:\n    level: off\n|'],
    ['above another key', '|\npreset: all\n'],
    ['in a file with CRLF', 'preset: all\r\n|\r\n'],
    ['below a comment', '# rules:\n|'],
    ['at the end of a file that is broken elsewhere', 'rules: [\n|'],
  ])('are the settings %s', (_, marked) => {
    expect(labels(marked)).toEqual(KEYS);
  });

  it('are the presets, with what each is for', () => {
    for (const marked of [
      'preset: |',
      'preset:|',
      'preset: str|',
      '"preset": |',
      'rules:\n  a/b: off\npreset: |\n',
    ]) {
      expect(labels(marked), marked).toEqual(['recommended', 'strict', 'all']);
    }
    expect(offered('preset: |')[0]).toEqual({
      label: 'recommended',
      kind: 'value',
      detail: 'What hardly any team disagrees with.',
      insertText: 'recommended',
    });
  });

  it.each([
    ['rules:\n  |'],
    ['rules:\n  compose/priv|'],
    ['rules:\n    |\n'],
    ['rules:\n  compose/privileged: off\n  |\npreset: all\n'],
    ['rules:\n  compose/memory-limit:\n    options:\n      amount: 1G\n  |'],
    ['rules:\r\n  |\r\n'],
    ['# note: x\nrules:\n\n  # more\n  |'],
  ])('are the ids of all rules under "rules": %j', (marked) => {
    expect(labels(marked)).toEqual(IDS);
  });

  it('are ids with what each rule finds', () => {
    const found = offered('rules:\n  |').find((each) => each.label === 'compose/privileged');
    expect(found).toEqual({
      label: 'compose/privileged',
      kind: 'key',
      detail: 'Service runs privileged',
      insertText: 'compose/privileged: ',
    });
  });

  it.each([
    ['rules:\n  compose/privileged: |'],
    ['rules:\n  compose/privileged: o|'],
    ['rules:\n  "compose/privileged": |'],
    ['rules:\n  yaml/syntax: |'],
    ['rules:\n  compose/memory-limit:\n    level: |'],
    ['rules:\n  compose/memory-limit:\n    options:\n      amount: 1G\n    level: |'],
  ])('are the levels of a rule: %j', (marked) => {
    expect(labels(marked)).toEqual(LEVELS);
  });

  it('quotes the level that older YAML takes for a boolean', () => {
    expect(offered('rules:\n  compose/privileged: |').at(-1)).toMatchObject({
      label: 'off',
      insertText: '"off"',
    });
  });

  it('are the level and the options inside of a rule', () => {
    expect(labels('rules:\n  compose/memory-limit:\n    |')).toEqual(['level', 'environments', 'options']);
    expect(labels('rules:\n  compose/privileged:\n    |')).toEqual(['level', 'environments']);
    expect(labels('rules:\n  compose/memory-limit:\n    options:\n      |')).toEqual(['amount']);
    const inserted = offered('rules:\n  compose/memory-limit:\n    |').map((each) => each.insertText);
    expect(inserted).toEqual(['level: ', 'environments:', 'options:']);
    expect(offered('rules:\n  compose/memory-limit:\n    options:\n      |')[0]?.detail).toBe(
      'The limit that the fix sets.',
    );
  });

  it.each([
    ['in a list', 'ignore:\n  - |'],
    ['behind a number', 'maxFileSize: |'],
    ['under a rule that there is not', 'rules:\n  compose/none:\n    |'],
    ['under a setting that there is not', 'other:\n  |'],
    ['behind a value that there is not', 'other: |'],
    ['behind what is finished', 'preset: all |'],
    ['in a comment', '# preset: |'],
    ['under a scalar', 'rules:\n  compose/privileged: off\n    |x: y |'.replace(' |', '')],
    ['between two words', 'some words |'],
  ])('is nothing %s', (_, marked) => {
    expect(labels(marked)).toEqual([]);
  });

  it('offers what the file then takes without a complaint', () => {
    for (const key of offered('|')) expect(key.insertText.trim()).toBe(`${key.label}:`);
    for (const { label } of offered('rules:\n  |')) expect(IDS).toContain(label);
  });
});
