import { describe, expect, it } from 'vitest';
import { findingsOf, placeOf } from '../../support/analysis.ts';
import { deployment, PRIVILEGED, shown } from './shown.ts';

describe('a syntax error', () => {
  const text =
    'services:\n  api:\n    image: nginx:1.25\n    environment:\n      A: b\n      C: d\n    ports:\n      - "80:80"\n  db:\n    image: postgres:16\n';

  it.each([
    ['a tab before a key', '      C: d', '\tC: d', '6:1-2'],
    ['a tab before an item', '      C: d', '\t- d', '6:1-2'],
    ['a colon that is missing', 'ports:', 'ports', '7:5-10'],
    ['a colon without a blank', 'A: b', 'A:b', '5:7-10'],
    ['too little indentation', '    ports', '   ports', '7:1-2'],
    ['too much indentation', '    ports', '     ports', '7:1-2'],
    ['a second colon', 'A: b', 'A: b: c', '5:10-11'],
    ['a double quote that is not closed', 'A: b', 'A: "b', '5:11-12'],
    ['a bracket that is not closed', 'A: b', 'A: [b', '6:7-8'],
    ['a brace that is not closed', 'A: b', 'A: {b', '6:7-8'],
    ['a bracket that is not opened', 'A: b', ']', '5:7-8'],
    ['a reserved character', 'A: b', 'A: @b', '5:10-11'],
    ['an alias without an anchor', 'A: b', 'A: *b', '5:10-12'],
    ['an item in a mapping', '      C: d', '      - d', '6:1-2'],
    ['two lines that became one', 'environment:\n      A', 'environment: A', '4:18-19'],
  ])('is one finding on one line: %s', (_, good, bad, place) => {
    const broken = text.replace(good, bad);
    for (const each of [broken, broken.replaceAll('\n', '\r\n')]) {
      const files = { 'compose.yaml': each };
      const found = findingsOf(files).filter(({ ruleId }) => ruleId === 'yaml/syntax');
      expect(found.map((finding) => placeOf(finding, files))).toEqual([`compose.yaml:${place}`]);
      expect(found[0]?.severity).toBe('error');
      expect(found[0]?.message).toMatch(/^[A-Z].*[.!?]$/);
    }
  });

  it('silences what is missing, and what stands behind it', () => {
    const before = 'services:\n  db:\n    image: postgres:16\n    privileged: true\n';
    const text = `${before}  api:\n    ports: [\n    privileged: true\n`;
    expect(shown({ 'compose.yaml': text }).filter((each) => !each.endsWith('yaml/syntax'))).toEqual([
      'compose.yaml:4:17-21 compose/privileged',
    ]);
    expect(shown({ 'compose.yaml': before }, {}, 'compose/healthcheck-missing')).toHaveLength(1);
  });

  it('silences nothing in the other documents of its file', () => {
    const broken = deployment('ports: [\n');
    const fine = deployment('securityContext: {privileged: true}\n');
    const found = shown({ 'all.yaml': `${fine}---\n${broken}---\n${fine}` });
    expect(found.filter((each) => /syntax|privileged-container/.test(each))).toEqual([
      'all.yaml:15:41-45 kubernetes/privileged-container',
      'all.yaml:31:18-19 yaml/syntax',
      'all.yaml:47:41-45 kubernetes/privileged-container',
    ]);
    expect(found.filter((each) => each.includes('liveness'))).toHaveLength(2);
  });

  it('is found where nothing of the document can be read, by the looks of it', () => {
    expect(shown({ 'stack.yaml': 'services:\n  api:\n\t- x\n' })).toEqual(['stack.yaml:3:1-2 yaml/syntax']);
    const pod = 'apiVersion: v1\nkind: Pod\n}\n';
    expect(shown({ 'pod.yaml': pod }).map((each) => each.split(' ')[1])).toEqual(['yaml/syntax']);
  });

  it.each(['compose.yaml', 'docker-compose.prod.yml'])(
    'is found in %s whatever the rest of it is: its name says what it is to be',
    (name) => {
      expect(shown({ [name]: 'foo: [' })).toEqual([`${name}:1:6-7 yaml/syntax`]);
      expect(shown({ 'stack.yaml': 'foo: [' })).toEqual([]);
    },
  );

  it('can be made quieter', () => {
    const text = `${PRIVILEGED}    ports: [\n`;
    const severity = (level: 'hint' | 'off') =>
      findingsOf({ 'compose.yaml': text }, { rules: { 'yaml/syntax': { level } } })
        .filter((each) => each.ruleId === 'yaml/syntax')
        .map((each) => each.severity);
    expect(severity('hint')).toEqual(['hint']);
    expect(severity('off')).toEqual([]);
  });
});

describe('a key that is set twice', () => {
  it('is found at the second, and shows the first', () => {
    const text = 'services:\n  api:\n    image: a:1\n    user: me\n    image: b:1\n';
    const [found] = findingsOf({ 'compose.yaml': text }).filter(
      (each) => each.ruleId === 'yaml/duplicate-key',
    );
    expect(found && placeOf(found, { 'compose.yaml': text })).toBe('compose.yaml:5:5-10');
    expect(found?.message).toBe('The key "image" is already set above: only one of the two counts.');
    expect(found?.related.map(({ location }) => location.start)).toEqual([text.indexOf('image')]);
  });

  it('is found as often as it is repeated, and silences no rule', () => {
    const text = PRIVILEGED.replace('    priv', '    image: b:1\n    image: c:1\n    priv');
    const found = shown({ 'compose.yaml': text });
    expect(found.filter((each) => each.includes('duplicate'))).toEqual([
      'compose.yaml:4:5-10 yaml/duplicate-key',
      'compose.yaml:5:5-10 yaml/duplicate-key',
    ]);
    expect(found.some((each) => each.endsWith('compose/privileged'))).toBe(true);
    expect(found.some((each) => each.endsWith('compose/healthcheck-missing'))).toBe(true);
  });

  it('is none where the keys stand in different mappings or documents', () => {
    const text = `${PRIVILEGED}---\n${PRIVILEGED}`;
    expect(shown({ 'compose.yaml': text }, {}, 'yaml/')).toEqual([]);
  });
});

describe('files that are too much', () => {
  it('says once that a file is too large, and judges nothing in it', () => {
    const text = `${PRIVILEGED}${'# padding\n'.repeat(200)}`;
    expect(shown({ 'compose.yaml': text }, { maxFileSize: 1024 })).toEqual([
      'compose.yaml:1:1-10 yaml/too-large',
    ]);
    expect(shown({ 'compose.yaml': text }, { maxFileSize: text.length }, 'yaml/')).toEqual([]);
  });

  it('names both sizes so that they differ', () => {
    const message = (size: number, maxFileSize: number): string | undefined =>
      findingsOf({ 'compose.yaml': PRIVILEGED.padEnd(size, '#') }, { maxFileSize })[0]?.message;
    expect(message(1500, 1024)).toBe(
      'This file has 1,500 characters, more than the limit of 1,024: Plumbline does not check it.',
    );
    expect(message(2_100_000, 2_097_152)).toBe(
      'This file has 2,100,000 characters, more than the limit of 2,097,152: Plumbline does not check it.',
    );
  });

  it('does not speak of large files that are none of its business', () => {
    const setting = { maxFileSize: 1024 };
    expect(shown({ 'data.yaml': 'a: 1\n'.repeat(1000) }, setting)).toEqual([]);
    const off = { ...setting, rules: { 'yaml/too-large': { level: 'off' as const } } };
    expect(shown({ 'compose.yaml': PRIVILEGED.padEnd(2000, '#') }, off)).toEqual([]);
  });

  it('says once that a file has too many documents', () => {
    const found = findingsOf({ 'all.yaml': 'apiVersion: v1\nkind: Pod\n---\n'.repeat(10_001) });
    expect(found).toMatchObject([{ ruleId: 'yaml/syntax', location: { start: 0 } }]);
    expect(found[0]?.message).toContain('more than 10000 documents');
  });

  it('says once that aliases expand without bound, and calls no suppression there unused', () => {
    const bomb = Array.from(
      { length: 8 },
      (_, i) => `x-${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`,
    ).join('');
    const text = `x-0: &a0 [1]\n${bomb}${PRIVILEGED}# plumbline-disable-file compose/privileged\n`;
    const found = findingsOf({ 'compose.yaml': text });
    expect(found).toMatchObject([{ ruleId: 'yaml/alias-expansion', severity: 'warning' }]);
  });
});
