import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../../server/src/core/analysis/engineRules.ts';
import type { SettingsLayer } from '../../../server/src/core/config/configuration.ts';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';
import { locate } from '../../../server/src/core/model/file.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';

const URI = 'file:///workspace/.plumbline.yaml';

function read(text: string) {
  return readConfiguration(URI, text, RULES, Object.values(ENGINE_RULES));
}

/** What a file sets. */
function layerOf(text: string): SettingsLayer | undefined {
  const { layer, problems } = read(text);
  expect(problems.map((each) => each.message)).toEqual([]);
  return layer;
}

/** What is wrong, as the text that is marked and the words for it. */
function problemsOf(text: string): string[] {
  const { file, layer, problems } = read(text);
  if (problems.length > 0) expect(layer, 'a file with problems sets nothing').toBeUndefined();
  return problems.map(({ span, message }) => {
    const place = locate(file, span);
    return `${text.slice(place?.start, place?.end)}: ${message}`;
  });
}

describe('a configuration file', () => {
  it('sets what each key says', () => {
    const text =
      'preset: strict\nignore:\n  - vendor/**\n  - "*.gen.yaml"\nmaxFileSize: 1024\n' +
      'rules:\n  compose/privileged: hint\n  kubernetes/liveness-probe:\n    level: error\n  compose/memory-limit:\n    level: warning\n    options:\n      amount: 256M\n  yaml/duplicate-key: warning\n';
    expect(layerOf(text)).toEqual({
      preset: 'strict',
      ignore: ['vendor/**', '*.gen.yaml'],
      maxFileSize: 1024,
      rules: {
        'compose/privileged': { level: 'hint' },
        'kubernetes/liveness-probe': { level: 'error' },
        'compose/memory-limit': { level: 'warning', options: { amount: '256M' } },
        'yaml/duplicate-key': { level: 'warning' },
      },
    });
    expect(layerOf(text.replaceAll('\n', '\r\n'))).toEqual(layerOf(text));
    expect(layerOf(`\uFEFF---\n# ours\n${text}`)).toEqual(layerOf(text));
  });

  it.each([
    ['nothing', ''],
    ['comments', '# preset: strict\n'],
    ['a mark', '---\n'],
    ['an empty mapping', '{}\n'],
    ['keys without values', 'preset:\nrules:\nignore:\nmaxFileSize:\n'],
  ])('that has only %s sets nothing, and nothing is wrong with it', (_, text) => {
    expect(layerOf(text)).toEqual({});
  });

  it.each(['error', 'warning', 'information', 'hint', 'off', '"off"', "'off'", 'false'])(
    'takes %s for a level',
    (word) => {
      const level = word === 'false' ? 'off' : word.replace(/["']/g, '');
      expect(layerOf(`rules: {compose/privileged: ${word}}`)).toEqual({
        rules: { 'compose/privileged': { level } },
      });
    },
  );

  it('leaves keys that start with x- to their owners', () => {
    expect(layerOf('x-team: {a: [1]}\npreset: all\n')).toEqual({ preset: 'all' });
  });

  it('takes values from anchors', () => {
    const text = 'x-level: &level hint\nrules:\n  compose/privileged: *level\n';
    expect(layerOf(text)).toEqual({ rules: { 'compose/privileged': { level: 'hint' } } });
  });
});

describe('a name that is not known', () => {
  it.each([
    ['prest: strict\n', 'prest: There is no setting "prest". Did you mean "preset"?', 'preset'],
    ['ignored: []\n', 'ignored: There is no setting "ignored". Did you mean "ignore"?', 'ignore'],
    [
      'environment: {}\n',
      'environment: There is no setting "environment". Did you mean "environments"?',
      'environments',
    ],
    ['preset: strct\n', 'strct: Not a preset: use one of recommended, strict, all.', 'strict'],
    ['preset: everything\n', 'everything: Not a preset: use one of recommended, strict, all.', undefined],
    [
      'rules:\n  compose/privledged: error\n',
      'compose/privledged: There is no rule "compose/privledged". Did you mean "compose/privileged"?',
      'compose/privileged',
    ],
    [
      'rules:\n  "yaml/sintax": error\n',
      '"yaml/sintax": There is no rule "yaml/sintax". Did you mean "yaml/syntax"?',
      'yaml/syntax',
    ],
    ['rules:\n  privileged: error\n', 'privileged: There is no rule "privileged".', undefined],
    [
      'rules:\n  compose/privileged: warn\n',
      'warn: Not a level: use one of error, warning, information, hint, off.',
      undefined,
    ],
    [
      'rules:\n  compose/privileged: {level: warnin}\n',
      'warnin: Not a level: use one of error, warning, information, hint, off.',
      'warning',
    ],
    [
      'rules:\n  compose/privileged: {levels: hint}\n',
      'levels: There is no key of a rule "levels". Did you mean "level"?',
      'level',
    ],
    [
      'rules:\n  compose/memory-limit:\n    options: {amout: 1G}\n',
      'amout: There is no option of this rule "amout". Did you mean "amount"?',
      'amount',
    ],
    [
      'rules:\n  compose/privileged:\n    options: {amount: 1G}\n',
      'amount: There is no option of this rule "amount".',
      undefined,
    ],
    ['rules:\n  yaml/syntax:\n    options: {a: 1}\n', 'a: There is no option of this rule "a".', undefined],
  ])('is marked, with the one that is meant: %j', (text, problem, suggestion) => {
    expect(problemsOf(text)).toEqual([problem]);
    expect(read(text).problems[0]?.suggestion).toBe(suggestion);
  });
});

describe('a value of the wrong kind', () => {
  it.each([
    ['[preset]\n', '[preset]: A mapping with "preset", "rules" or "ignore" is expected here.'],
    ['strict\n', 'strict: A mapping with "preset", "rules" or "ignore" is expected here.'],
    ['preset: [strict]\n', '[strict]: Not a preset: use one of recommended, strict, all.'],
    ['rules: strict\n', 'strict: A mapping of rule ids to levels is expected here.'],
    [
      'rules: [compose/privileged]\n',
      '[compose/privileged]: A mapping of rule ids to levels is expected here.',
    ],
    [
      'rules: {compose/privileged: 1}\n',
      '1: Not a level: use one of error, warning, information, hint, off.',
    ],
    [
      'rules: {compose/privileged: [off]}\n',
      '[off]: Not a level: use one of error, warning, information, hint, off.',
    ],
    ['rules: {compose/memory-limit: {options: 5}}\n', '5: A mapping of options is expected here.'],
    [
      'rules: {compose/memory-limit: {options: [amount]}}\n',
      '[amount]: A mapping of options is expected here.',
    ],
    ['rules: {compose/memory-limit: {options: {amount: [1G]}}}\n', '[1G]: A text is expected here.'],
    ['rules: {compose/memory-limit: {options: {amount: {}}}}\n', '{}: A text is expected here.'],
    ['rules: {compose/image-tag: {options: {movingTags: latest}}}\n', 'latest: A list is expected here.'],
    ['rules: {compose/image-tag: {options: {movingTags: [a, [b]]}}}\n', '[b]: A text is expected here.'],
    ['ignore: vendor\n', 'vendor: A list of globs is expected here.'],
    ['ignore: {a: b}\n', '{a: b}: A list of globs is expected here.'],
    ['ignore: [a, [b]]\n', '[b]: A glob is expected here.'],
    ['ignore: [""]\n', '"": A glob is expected here.'],
    ['maxFileSize: many\n', 'many: A whole number of characters, 1024 or more, is expected here.'],
    ['maxFileSize: "4096"\n', '"4096": A whole number of characters, 1024 or more, is expected here.'],
    ['maxFileSize: 1023\n', '1023: A whole number of characters, 1024 or more, is expected here.'],
    ['maxFileSize: 2048.5\n', '2048.5: A whole number of characters, 1024 or more, is expected here.'],
    ['maxFileSize: [4096]\n', '[4096]: A whole number of characters, 1024 or more, is expected here.'],
  ])('is marked: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('is told of each, in the order of the file', () => {
    const text = 'preset: al\nrules:\n  compose/x: off\n  compose/privileged: loud\nignore: 1\n';
    expect(problemsOf(text).map((each) => each.split(':')[0])).toEqual(['al', 'compose/x', 'loud', '1']);
  });
});

describe('a configuration file that is no YAML', () => {
  it.each([
    ['preset: [strict\n', 't'],
    ['preset: strict\n\tignore: []\n', '\t'],
    ['rules: {\n', '{'],
    ['a: *b\n', '*b'],
  ])('says where, and sets nothing: %j', (text, marked) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(`${marked}: `)).toBe(true);
  });

  it('is one that sets a key twice', () => {
    expect(problemsOf('preset: strict\npreset: all\n')).toEqual([
      'preset: The key "preset" is already set above: only one of the two counts.',
    ]);
  });
});

describe('options', () => {
  it('are what the rule is given', () => {
    expect(layerOf('rules: {compose/memory-limit: {options: {amount: 512}}}\n')).toEqual({
      rules: { 'compose/memory-limit': { options: { amount: '512' } } },
    });
    expect(layerOf('rules: {compose/image-tag: {options: {movingTags: [beta, dev]}}}\n')).toEqual({
      rules: { 'compose/image-tag': { options: { movingTags: ['beta', 'dev'] } } },
    });
    expect(layerOf('rules:\n  compose/memory-limit:\n    options:\n')).toEqual({
      rules: { 'compose/memory-limit': { options: {} } },
    });
  });
});
