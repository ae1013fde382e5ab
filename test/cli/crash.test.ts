import { describe, expect, it, vi } from 'vitest';
import type * as index from '../../server/src/rules/index.gen.ts';
import { Folder, rowsOf } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE } from './manifests.ts';

vi.mock('../../server/src/rules/index.gen.ts', async (importOriginal) => {
  const { defineRule } = await import('../../server/src/core/rule/rule.ts');
  const original = await importOriginal<typeof index>();
  const about = {
    category: 'correctness',
    levels: { recommended: 'warning', strict: 'warning' },
    since: '0.0.0',
    docs: { why: 'A rule with a fault in it.', references: [] },
    examples: { good: [], bad: [] },
  } as const;
  const throws = defineRule({
    ...about,
    id: 'compose/throws',
    title: 'Throws for one service',
    target: 'service',
    check({ name, node }, { report }) {
      report({ span: node.span, message: `Half of what there is to say of "${name}".` });
      if (name === 'api') throw new TypeError('there is no such thing');
    },
  });
  const fixThrows = defineRule({
    ...about,
    id: 'compose/fix-throws',
    title: 'Has a fix that throws',
    target: 'service',
    check({ name, node }, { report }) {
      const fixes = (): never => {
        throw new RangeError('this can not be edited');
      };
      if (name === 'broken') report({ span: node.span, message: 'This is to be mended.', fixes });
    },
  });
  return { ...original, RULES: [throws, fixThrows, ...original.RULES] };
});

const BROKEN = CLEAN.replace('api:', 'broken:');

const twoServices = (text: string) =>
  `${text}${CLEAN.slice(CLEAN.indexOf('  api:')).replace('api:', 'web:')}`;

describe('a rule that throws', () => {
  it('is told of by its name, and the exit code is 2', async () => {
    const { code, err } = await new Folder({ 'compose.yaml': CLEAN }).lint();
    expect(err).toBe('plumbline: the rule compose/throws failed and was left out: there is no such thing\n');
    expect(code).toBe(2);
  });

  it('is told of once, however often it throws', async () => {
    const folder = new Folder({ 'a/compose.yaml': CLEAN, 'b/compose.yaml': CLEAN, 'compose.yaml': CLEAN });
    expect((await folder.lint()).err.match(/left out/g)).toHaveLength(1);
  });

  it('keeps no other rule from being heard, in any file', async () => {
    const folder = new Folder({ 'a/compose.yaml': WITH_ERROR, 'b/compose.yaml': WITH_NOTE });
    const { code, out } = await folder.lint('--format', 'jsonl');
    expect(rowsOf(out).map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'a/compose.yaml compose/privileged',
      'b/compose.yaml compose/version-field',
    ]);
    expect(code).toBe(2);
  });

  it('is heard where it does not throw', async () => {
    const folder = new Folder({ 'compose.yaml': twoServices(CLEAN) });
    const { out } = await folder.lint('--format', 'jsonl');
    expect(rowsOf(out).map(({ message }) => message)).toEqual(['Half of what there is to say of "web".']);
  });

  it('does not keep the others from being fixed', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE });
    expect((await folder.lint('--fix')).code).toBe(2);
    expect(folder.read('compose.yaml')).toBe(CLEAN);
  });

  it('can be switched off', async () => {
    const folder = new Folder({
      'compose.yaml': CLEAN,
      '.plumbline.yaml': 'rules: {compose/throws: "off"}\n',
    });
    expect(await folder.lint()).toMatchObject({ code: 0, err: '' });
  });
});

describe('a rule whose fix throws', () => {
  const quiet = 'rules: {compose/throws: "off"}\n';

  it('is told of, and its finding and all others are there', async () => {
    const folder = new Folder({
      'a/compose.yaml': BROKEN,
      'b/compose.yaml': WITH_NOTE,
      '.plumbline.yaml': quiet,
    });
    const { code, out, err } = await folder.lint('--format', 'jsonl');
    expect(rowsOf(out).map(({ rule, fixable }) => [rule, fixable])).toEqual([
      ['compose/fix-throws', false],
      ['compose/version-field', true],
    ]);
    expect(err).toBe(
      'plumbline: the rule compose/fix-throws failed and was left out: this can not be edited\n',
    );
    expect(code).toBe(2);
  });

  it('does not keep the others from being fixed', async () => {
    const folder = new Folder({
      'compose.yaml': WITH_NOTE.replace('api:', 'broken:'),
      '.plumbline.yaml': quiet,
    });
    expect((await folder.lint('--fix')).code).toBe(2);
    expect(folder.read('compose.yaml')).toBe(BROKEN);
  });
});
