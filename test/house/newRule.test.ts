import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COPIED = [
  'client/src',
  'server',
  'shared',
  'schemas',
  'docs/rules',
  'scripts',
  'test/rules',
  'test/support',
  'README.md',
  'package.json',
  'tsconfig.json',
  'biome.json',
  '.gitignore',
  'vitest.config.mts',
];

/** CONTRIBUTING.md's "A rule in five minutes", followed to the letter in a copy of the repository. */
describe('npm run new-rule', () => {
  let copy = '';

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'plumbline-new-rule-'));
    for (const each of COPIED) cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  });

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  function node(...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  }

  const newRule = (...args: string[]) => node('scripts/runTs.mjs', 'scripts/newRule.ts', ...args);

  it('writes rules that lint, are generated from, and whose examples pass', () => {
    const ids = ['compose/owner-label', 'kubernetes/owner-label'];
    for (const id of ids) expect(newRule(id)).toMatchObject({ status: 0 });

    const files = ids.map((id) => `server/src/rules/${id}.ts`);
    const lint = node('node_modules/@biomejs/biome/bin/biome', 'check', ...files);
    expect(lint.status, lint.output).toBe(0);
    const generated = node('scripts/generateAll.mjs');
    expect(generated.status, generated.output).toBe(0);
    for (const id of ids) {
      expect(readFileSync(path.join(copy, `docs/rules/${id}.md`), 'utf8')).toContain('CHANGEME');
      expect(readFileSync(path.join(copy, 'README.md'), 'utf8')).toContain(id);
    }
    const tests = node('node_modules/vitest/vitest.mjs', 'run', 'test/rules', '-t', 'owner-label');
    expect(tests.output).toContain('20 passed');
    expect(tests.status, tests.output).toBe(0);
  }, 60_000);

  it('never overwrites a rule', () => {
    const file = path.join(copy, 'server/src/rules/compose/privileged.ts');
    const before = readFileSync(file, 'utf8');
    const { status, output } = newRule('compose/privileged');
    expect(status).toBe(2);
    expect(output).toContain('nothing was written');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it.each([
    [[], 'give the id'],
    [['docker/thing'], '"docker/thing" is no id'],
    [['compose/../../escape'], 'is no id'],
    [['compose/Upper'], 'is no id'],
    [['compose/a', 'compose/b'], 'one rule'],
  ])('says what is wrong with %j', (args, message) => {
    const { status, output } = newRule(...args);
    expect(status).toBe(2);
    expect(output).toContain(message);
    expect(output).toContain('usage: npm run new-rule');
  });
});
