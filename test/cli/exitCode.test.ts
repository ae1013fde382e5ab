import { describe, expect, it } from 'vitest';
import { Folder, rowsOf } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE, WITH_WARNING } from './manifests.ts';

const FILES = {
  'clean/compose.yaml': CLEAN,
  'error/compose.yaml': WITH_ERROR,
  'warning/compose.yaml': WITH_WARNING,
  'note/compose.yaml': WITH_NOTE,
};

describe('the exit code', () => {
  it.each([
    [0, ['clean']],
    [1, ['note']],
    [1, ['warning']],
    [1, ['error']],
    [1, ['.']],
    [0, ['note', '--severity', 'warning']],
    [0, ['note', 'warning', '--severity', 'error']],
    [1, ['note', 'warning', '--severity', 'warning']],
    [1, ['error', '--severity', 'error']],
    [1, ['note', '--severity', 'information']],
    [0, ['note', '--max-warnings', '0']],
    [1, ['warning', '--max-warnings', '0']],
    [0, ['warning', '--max-warnings', '1']],
    [1, ['error', '--max-warnings', '1']],
    [0, ['warning', '--max-warnings', '0', '--severity', 'error']],
    [0, ['warning', '--preset', 'recommended', '--max-warnings=1']],
    [1, ['warning', '--preset', 'strict', '--max-warnings=1']],
    [2, ['error', '--max-warnings', 'many']],
    [2, ['error', 'nowhere']],
    [2, ['clean', '--config', 'nowhere.yaml']],
  ])('is %i for %j', async (code, argv) => {
    expect((await new Folder(FILES).lint(...argv)).code).toBe(code);
  });

  it('is 0 for a folder with nothing to check', async () => {
    expect(await new Folder({ 'notes.txt': 'version: "3"\n' }).lint()).toMatchObject({
      code: 0,
      out: 'No findings. 0 files checked.\n',
      err: '',
    });
  });

  it('is the same in every format', async () => {
    const folder = new Folder(FILES);
    for (const format of ['stylish', 'json', 'jsonl', 'sarif', 'github']) {
      expect((await folder.lint('error', '--format', format)).code, format).toBe(1);
      expect((await folder.lint('clean', '--format', format)).code, format).toBe(0);
    }
  });
});

describe('--severity', () => {
  const quietest = async (severity: string) => {
    const { out } = await new Folder(FILES).lint('--severity', severity, '--format', 'jsonl');
    return [...out.matchAll(/"severity":"(\w+)"/g)].map(([, word]) => word).sort();
  };

  it('leaves out what is quieter', async () => {
    expect(await quietest('error')).toEqual(['error']);
    expect(await quietest('warning')).toEqual(['error', 'warning']);
    expect(await quietest('information')).toEqual(['error', 'information', 'warning']);
    expect(await quietest('hint')).toEqual(['error', 'information', 'warning']);
  });

  it('takes what is left for all there is', async () => {
    const { out } = await new Folder(FILES).lint('--severity', 'error');
    expect(out).toMatch(/\n1 finding \(1 error\), 1 with a fix\. 4 files checked\.\n$/);
  });
});

describe('--preset', () => {
  it('says how loud a rule is', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_WARNING });
    const severity = async (...argv: string[]) =>
      rowsOf((await folder.lint('--format', 'jsonl', ...argv)).out).find(
        ({ rule }) => rule === 'compose/image-tag',
      )?.severity;
    expect(await severity()).toBe('warning');
    expect(await severity('--preset', 'recommended')).toBe('warning');
    expect(await severity('--preset', 'strict')).toBe('error');
    expect(await severity('--preset', 'all')).toBe('error');
  });

  it('counts more than the one in the configuration file', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_WARNING, '.plumbline.yaml': 'preset: strict\n' });
    expect((await folder.lint()).out).toContain('  error  ');
    expect((await folder.lint('--preset', 'recommended')).out).toContain('  warning  ');
  });
});
