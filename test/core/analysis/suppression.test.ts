import { describe, expect, it } from 'vitest';
import { findingsOf, type Setting } from '../../support/analysis.ts';
import { everyService, serviceRule } from './madeUpRules.ts';
import { PRIVILEGED, shown } from './shown.ts';

const PLAIN = serviceRule('made/plain', ({ node }, { report }) =>
  report({ span: node.span, message: 'Found here.' }),
);
const ONLY: Setting = { only: [everyService('made/up'), everyService('made/other')] };

/** Of a Compose file with one service, the rules that find it; comments stand above, beside and below its key. */
function found(above: string, beside = '', setting: Setting = ONLY): string[] {
  const text = `services:\n${above}  api:${beside}\n    image: example/api:1.4.2\n`;
  return findingsOf({ 'compose.yaml': text }, setting).map((each) => each.ruleId);
}

const BOTH = ['made/up', 'made/other'];

describe('a comment that suppresses', () => {
  it.each([
    ['the next line', '  # plumbline-disable-next-line made/up\n', ''],
    ['its own line', '', ' # plumbline-disable-line made/up'],
    ['the file it stands in', '  # plumbline-disable-file made/up\n  # more\n\n', ''],
    ['the next line, with a reason', '  # plumbline-disable-next-line made/up -- we know it\n', ''],
    [
      'the next line, with a date to come',
      '  # plumbline-disable-next-line made/up -- ok until 2026-01-02\n',
      '',
    ],
    ['until today, which counts', '  # plumbline-disable-next-line made/up -- until 2026-01-01\n', ''],
    ['without a blank behind the mark', '  #plumbline-disable-next-line made/up\n', ''],
    ['behind other words', '', ' # see the wiki # plumbline-disable-line made/up'],
    ['from the first column', '# plumbline-disable-next-line made/up\n', ''],
    ['several rules, one of which is meant', '  # plumbline-disable-next-line yaml/syntax, made/up\n', ''],
  ])('silences %s', (_, above, beside) => {
    expect(found(above, beside).filter((id) => id.startsWith('made/'))).toEqual(['made/other']);
  });

  it.each([
    ['several rules', 'made/up, made/other'],
    ['several rules without a blank', 'made/up,made/other'],
    ['several rules without a comma', 'made/up made/other'],
    ['all rules', '*'],
    ['all rules, by naming none', ''],
    ['all rules with a reason', '-- a reason'],
  ])('silences %s', (_, rules) => {
    expect(found(`  # plumbline-disable-next-line ${rules}\n`)).toEqual([]);
    expect(found('', ` # plumbline-disable-line ${rules}`)).toEqual([]);
    expect(found(`  # plumbline-disable-file ${rules}\n`)).toEqual([]);
  });

  it('silences in a file with CRLF and in one without an end of its last line', () => {
    const crlf =
      '# plumbline-disable-file made/up\r\nservices:\r\n  api: {image: x} # plumbline-disable-line made/other';
    expect(findingsOf({ 'compose.yaml': crlf }, ONLY)).toEqual([]);
  });

  it('stacks with others above one line', () => {
    const first = '  # plumbline-disable-next-line made/up -- one\n';
    const second = '  # plumbline-disable-next-line made/other -- two\n';
    expect(found(first + second)).toEqual([]);
    expect(found(`${first}  # any comment between\n${second}  # and below\n`)).toEqual([]);
  });

  it('does not reach past the next line that is no comment', () => {
    expect(found('  # plumbline-disable-next-line made/up\n\n')).toContain('made/up');
    expect(found('  # plumbline-disable-next-line made/up\n  other: {image: y}\n')).toEqual([
      'made/other',
      'made/up',
      'made/other',
    ]);
    const below = 'services:\n  api: {image: x}\n# plumbline-disable-line made/up\n';
    expect(shown({ 'compose.yaml': below }, ONLY, 'made/')).toHaveLength(2);
  });

  it('silences what starts on its line only', () => {
    const text =
      'services:\n  api:\n    image: example/api:1.4.2 # plumbline-disable-line made/plain\n    user: me # plumbline-disable-line made/plain\n';
    expect(shown({ 'compose.yaml': text }, { only: [PLAIN] })).toEqual([
      'compose.yaml:4:39-49 plumbline/suppression-unused',
    ]);
  });

  it('silences nothing in other documents', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n  containers: []\n';
    const bundle = `${pod}---\n${pod.replace('true', 'true # plumbline-disable-line kubernetes/host-network')}`;
    expect(shown({ 'pods.yaml': bundle }, {}, 'kubernetes/host-network')).toEqual([
      'pods.yaml:5:16-20 kubernetes/host-network',
    ]);
  });

  it('silences in all documents of its file, and is used as soon as it does in one', () => {
    const pod = (name: string, more = '') =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers: []\n${more}`;
    const network = '  hostNetwork: true\n';
    const comment = '# plumbline-disable-file kubernetes/host-network\n';
    const rules = ['kubernetes/host-network', 'plumbline/'];
    const found = (text: string) =>
      shown({ 'pods.yaml': text }).filter((each) => rules.some((rule) => each.includes(rule)));
    expect(found(`${comment}${pod('a')}---\n${pod('b', network)}---\n${pod('c', network)}`)).toEqual([]);
    expect(found(`${pod('a', network)}---\n${pod('b')}${comment}`)).toEqual([]);
    expect(found(`${pod('a', network)}---\n${comment}`)).toEqual([]);
    expect(found(`${comment}${pod('a')}---\n${pod('b')}`)).toEqual([
      'pods.yaml:1:26-49 plumbline/suppression-unused',
    ]);
    expect(found(`${comment}${pod('a')}---\n${pod('b', '  volumes: [\n')}`)).toEqual([]);
    const line = comment.replace('-file', '-line');
    expect(found(`${line}${pod('a')}---\n${pod('b', network)}`)).toHaveLength(2);
  });

  it.each([
    ['a literal block', 'note: |\n        one\n        two\n'],
    ['a folded block with a comment', 'note: >- # folded\n        one\n\n        two\n'],
    ['a tagged block', 'note: !!str |\n        one\n        two\n'],
    ['double quotes', 'note: "one\n        two"\n'],
    ['single quotes', "note: 'one\n        two'\n"],
    ['a plain text', 'note: one\n        two\n'],
    ['an item', '- |\n        one\n        two\n'],
  ])('silences all lines of a text that begins on the next line: %s', (_, value) => {
    const rule = serviceRule('made/lines', ({ node }, { report }) => {
      const { source } = node.span;
      for (const { index } of source.text.matchAll(/two/g)) {
        report({ span: { source, start: index, end: index + 3 }, message: 'Found here.' });
      }
    });
    const comment = '      # plumbline-disable-next-line made/lines\n';
    const text = `services:\n  api:\n    labels:\n${comment}      ${value}`;
    const setting: Setting = { only: [rule] };
    expect(shown({ 'compose.yaml': text }, setting)).toEqual([]);
    const more = `${text}    command: two\n`;
    expect(shown({ 'compose.yaml': more }, setting, 'made/')).toHaveLength(1);
    const without = text.replace(comment, '');
    expect(shown({ 'compose.yaml': without }, setting, 'made/')).toHaveLength(1);
  });

  it('silences syntax errors and other findings of the engine', () => {
    const twice = PRIVILEGED.replace(
      '    priv',
      '    # plumbline-disable-next-line yaml/duplicate-key\n    image: x\n    priv',
    );
    expect(shown({ 'compose.yaml': twice }, {}, 'yaml/')).toEqual([]);
    expect(shown({ 'compose.yaml': twice.replace('-next-line', '-file') }, {}, 'yaml/')).toEqual([]);
  });

  it.each([
    ['double quotes', '"# plumbline-disable-file made/up"'],
    ['single quotes', "'# plumbline-disable-file made/up'"],
    ['a literal block', '|\n        # plumbline-disable-file made/up\n        text'],
    ['a folded block', '>-\n        text\n        # plumbline-disable-file made/up'],
    ['quotes over several lines', '"text\n        # plumbline-disable-file made/up"'],
    ['a plain word', 'word#plumbline-disable-file made/up'],
  ])('is none inside %s', (_, value) => {
    const text = `services:\n  api:\n    labels:\n      note: ${value}\n`;
    expect(findingsOf({ 'compose.yaml': text }, ONLY).map((each) => each.ruleId)).toEqual(BOTH);
  });

  it('is none where the words are others', () => {
    for (const words of [
      'plumbline-disable made/up',
      'plumbline-disable-all',
      'plumbline: disable-next-line made/up',
    ]) {
      expect(found(`  # ${words}\n`)).toEqual(BOTH);
    }
  });
});
