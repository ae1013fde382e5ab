import { describe, expect, it } from 'vitest';
import { call, Folder, rowsOf } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE } from './manifests.ts';

describe('--stdin', () => {
  it('judges what it is given, by its content', async () => {
    const folder = new Folder();
    const { code, out } = await folder.lintText(WITH_NOTE, '--stdin', '--format', 'jsonl');
    expect(rowsOf(out)).toMatchObject([{ file: 'stdin.yaml', line: 1, rule: 'compose/version-field' }]);
    expect(code).toBe(1);
    expect((await folder.lintText(CLEAN, '--stdin')).out).toBe('No findings. 1 file checked.\n');
    expect((await folder.lintText('a: 1\n', '--stdin')).out).toBe('No findings. 0 files checked.\n');
    expect(await folder.lintText('', '--stdin')).toMatchObject({ code: 0, err: '' });
  });

  it('leaves the files of the folder out of the report', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE, 'other/compose.yaml': WITH_NOTE });
    const { out } = await folder.lintText(CLEAN, '--stdin-filename', 'compose.yaml');
    expect(out).toBe('No findings. 1 file checked.\n');
  });

  it('reads nothing from standard input where it is not asked to', async () => {
    expect((await new Folder({ 'compose.yaml': CLEAN }).lint()).code).toBe(0);
  });
});

describe('--stdin-filename', () => {
  const rows = async (folder: Folder, text: string, file: string) =>
    rowsOf((await folder.lintText(text, '--stdin-filename', file, '--format', 'jsonl')).out);

  it('is enough to have standard input read, and is the name in the report', async () => {
    expect(await rows(new Folder(), WITH_NOTE, 'a/compose.yaml')).toMatchObject([{ file: 'a/compose.yaml' }]);
  });

  it('has the text judged in that file’s place, by its configuration', async () => {
    const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    spec:
      containers: [{name: api, image: "example/api:1", securityContext: {privileged: true}}]
`;
    const folder = new Folder({
      'live/kustomization.yaml': 'resources: [all.yaml]\npatches: [{path: api.yaml}]\n',
      'live/api.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
      '.plumbline.yaml': 'rules: {kubernetes/privileged-container: warning}\n',
    });
    expect(await rows(folder, patch, 'live/api.yaml')).toMatchObject([
      { rule: 'kubernetes/privileged-container', severity: 'warning' },
    ]);
    expect((await rows(folder, patch, 'other/api.yaml')).length).toBeGreaterThan(1);
  });

  it('may be one that is ignored, but not one that is to be left alone', async () => {
    const folder = new Folder({ '.gitignore': 'gen/\n', '.plumbline.yaml': 'ignore: [charts]\n' });
    expect(await rows(folder, WITH_NOTE, 'gen/compose.yaml')).toHaveLength(1);
    expect(await rows(folder, WITH_NOTE, 'charts/compose.yaml')).toEqual([]);
  });

  it('may name a file in a folder that is not there', async () => {
    const folder = new Folder({ 'cwd/x.txt': '' });
    expect(await rows(folder, WITH_NOTE, 'new/deep/compose.yaml')).toMatchObject([
      { file: 'new/deep/compose.yaml' },
    ]);
    const far = '/no-such-folder/deep/compose.yaml';
    const argv = ['lint', '--stdin-filename', far, '--format', 'jsonl'];
    const { code, out, err } = await call(argv, { cwd: folder.at('cwd'), input: WITH_NOTE });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(rowsOf(out)).toMatchObject([{ rule: 'compose/version-field' }]);
  });
});

describe('--stdin with --fix', () => {
  const fix = (folder: Folder, text: string, ...argv: string[]) =>
    folder.lintText(text, '--stdin-filename', 'compose.yaml', '--fix', ...argv);

  it('prints the fixed text alone, and the report beside it', async () => {
    const { code, out, err } = await fix(new Folder(), WITH_NOTE + WITH_ERROR.slice(CLEAN.length));
    expect(out).toBe(WITH_ERROR);
    expect(err).toMatch(/^compose\.yaml\n {2}11:17 {2}error {4}.*\n\n1 finding \(1 error\)/);
    expect(code).toBe(1);
  });

  it('prints the report in the format that is asked for', async () => {
    const { err } = await fix(new Folder(), WITH_ERROR, '--format', 'jsonl');
    expect(rowsOf(err)).toMatchObject([{ file: 'compose.yaml', line: 11, rule: 'compose/privileged' }]);
  });

  it('writes no file', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE });
    expect((await fix(folder, WITH_NOTE)).out).toBe(CLEAN);
    expect(folder.read('compose.yaml')).toBe(WITH_NOTE);
  });

  it.each([
    ['there is nothing to mend', CLEAN],
    ['what there is is no safe fix', WITH_ERROR],
    ['the lines end as on Windows', CLEAN.replaceAll('\n', '\r\n')],
    ['it is nothing that is judged', '\uFEFFjust: text\r\n\n\n'],
    ['it is no YAML', 'services: [\n  {'],
    ['it is empty', ''],
  ])('prints the text unchanged where %s', async (_, text) => {
    expect((await fix(new Folder(), text)).out).toBe(text);
  });

  it('prints the text unchanged where the file is to be left alone', async () => {
    const folder = new Folder({ '.plumbline.yaml': 'ignore: [compose.yaml]\n' });
    expect(await fix(folder, WITH_NOTE)).toMatchObject({ code: 0, out: WITH_NOTE });
  });

  it('prints the text unchanged where the name says nothing to us', async () => {
    const { out } = await new Folder().lintText(WITH_NOTE, '--stdin-filename', 'notes.txt', '--fix');
    expect(out).toBe(WITH_NOTE);
  });
});
