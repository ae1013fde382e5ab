import { promises as fs, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, Folder } from './folder.ts';
import { WITH_NOTE } from './manifests.ts';

/** The one finding of {@link WITH_NOTE}. */
const note = (file: string) => `${file}:1:1 compose/version-field`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('which files are read', () => {
  it('those below the working directory, in the order of their names', async () => {
    const folder = new Folder({
      'b/compose.yml': WITH_NOTE,
      'a/docker-compose.yaml': WITH_NOTE,
      'a.yaml': WITH_NOTE,
      '.github/compose.yaml': WITH_NOTE,
    });
    const all = ['.github/compose.yaml', 'a/docker-compose.yaml', 'a.yaml', 'b/compose.yml'].map(note);
    expect((await folder.findings()).sort()).toEqual([...all].sort());
    expect(await folder.findings('.')).toEqual(await folder.findings());
  });

  it('none of other names, none that others put there, and none that is not ours', async () => {
    const folder = new Folder({
      'node_modules/x/compose.yaml': WITH_NOTE,
      '.git/compose.yaml': WITH_NOTE,
      '.terraform/compose.yaml': WITH_NOTE,
      'compose.yaml.bak': WITH_NOTE,
      'notes.yaml': 'version: "3"\n',
    });
    expect((await folder.lint()).out).toBe('No findings. 0 files checked.\n');
  });

  it('no links to folders: they may lead in circles', async () => {
    const folder = new Folder({ 'sub/compose.yaml': WITH_NOTE });
    symlinkSync(folder.path, folder.at('sub/round'), 'dir');
    expect(await folder.findings()).toEqual([note('sub/compose.yaml')]);
  });
});

describe('.gitignore', () => {
  const FILES = {
    '.gitignore': 'generated/\n*.local.yaml\n!keep.local.yaml\n',
    'compose.yaml': WITH_NOTE,
    'my.local.yaml': WITH_NOTE,
    'keep.local.yaml': WITH_NOTE,
    'generated/compose.yaml': WITH_NOTE,
    'generated/other/compose.yaml': WITH_NOTE,
    'sub/.gitignore': '/compose.yaml\n',
    'sub/compose.yaml': WITH_NOTE,
    'sub/deep/compose.yaml': WITH_NOTE,
  };

  it('is respected, in folders of every depth', async () => {
    expect((await new Folder(FILES).findings()).sort()).toEqual(
      ['compose.yaml', 'keep.local.yaml', 'sub/deep/compose.yaml'].map(note),
    );
  });

  it('does not hold for a file that is named', async () => {
    const folder = new Folder(FILES);
    expect(await folder.findings('my.local.yaml')).toEqual([note('my.local.yaml')]);
    expect(await folder.findings('sub/compose.yaml')).toEqual([note('sub/compose.yaml')]);
  });

  it('does not hold for a file that is named in a folder that is left out', async () => {
    const folder = new Folder(FILES);
    expect(await folder.findings('generated/compose.yaml')).toEqual([note('generated/compose.yaml')]);
    expect((await folder.findings('.', 'generated/compose.yaml')).sort()).toEqual(
      ['compose.yaml', 'generated/compose.yaml', 'keep.local.yaml', 'sub/deep/compose.yaml'].map(note),
    );
  });

  it('does not hold for a folder that is named', async () => {
    expect((await new Folder(FILES).findings('generated')).sort()).toEqual(
      ['generated/compose.yaml', 'generated/other/compose.yaml'].map(note),
    );
  });

  it('counts also where only a folder below it is named', async () => {
    const folder = new Folder({ '.gitignore': '*.local.yaml\n', 'sub/my.local.yaml': WITH_NOTE });
    expect(await folder.findings('sub')).toEqual([]);
  });
});

describe('a file that is named', () => {
  it('is judged alone, though with all that is around it', async () => {
    const folder = new Folder({
      'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers: [{name: api, image: "example/api:1", ports: [{containerPort: 8000}]}]
`,
      'service.yaml': `apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports: [{port: 80, targetPort: 8080}]
`,
    });
    expect(await folder.findings('service.yaml')).toEqual([
      'service.yaml:6:34 kubernetes/service-target-port-invalid',
    ]);
    expect(await folder.findings('service.yaml', '--isolated')).toEqual([
      'service.yaml:5:3 kubernetes/service-dangling',
    ]);
  });

  it('may be a link to a file', async () => {
    const folder = new Folder({ 'real/stack.txt': WITH_NOTE });
    symlinkSync(folder.at('real/stack.txt'), folder.at('compose.yaml'));
    expect(await folder.findings('compose.yaml')).toEqual([note('compose.yaml')]);
  });

  it('is not there where it is a link to itself', async () => {
    const folder = new Folder();
    symlinkSync('compose.yaml', folder.at('compose.yaml'));
    expect(await folder.lint('compose.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no file or folder "compose.yaml".'),
    });
    expect((await folder.lint()).code).toBe(0);
  });
});

describe('several paths', () => {
  const FILES = {
    'one/.plumbline.yaml': 'rules: {compose/version-field: warning}\n',
    'one/compose.yaml': WITH_NOTE,
    'two/.git/HEAD': '',
    'two/.plumbline.yaml': 'rules: {compose/version-field: error}\n',
    'two/deep/compose.yaml': WITH_NOTE,
  };

  it('are each judged by the rules of their own workspace', async () => {
    const { out, code } = await new Folder(FILES).lint('two/deep', 'one/compose.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(/^two\/deep\/compose\.yaml\n {2}1:1 {2}error {4}/);
    expect(out).toMatch(/\none\/compose\.yaml\n {2}1:1 {2}warning {2}/);
    expect(out).toMatch(/\n2 findings \(1 error, 1 warning\), 2 with a fix\. 2 files checked\.\n$/);
  });

  it('may lie in folders that no repository and no configuration is above', async () => {
    const folder = new Folder({ 'a/compose.yaml': WITH_NOTE, 'b/compose.yaml': WITH_NOTE });
    rmSync(folder.at('.git'), { recursive: true });
    const { out } = await call(['lint', '../a', '--format', 'github'], { cwd: folder.at('b') });
    expect(out).toMatch(/^::notice file=\.\.\/a\/compose\.yaml,/);
  });

  it('make no file count twice', async () => {
    const folder = new Folder(FILES);
    const once = ['one/compose.yaml', 'two/deep/compose.yaml'].map(note);
    expect((await folder.findings('one', 'one/compose.yaml', 'two', './two/')).sort()).toEqual(once);
    expect((await folder.findings('.', 'two', 'one')).sort()).toEqual(once);
    expect((await folder.findings('--isolated', '.', 'two')).sort()).toEqual(once);
    expect((await folder.lint('.', 'two', 'one')).out).toContain(' 2 files checked.');
  });

  it('are all there, or nothing is done', async () => {
    const folder = new Folder(FILES);
    const { code, out } = await folder.lint('one', 'three', '--fix');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(folder.read('one/compose.yaml')).toBe(WITH_NOTE);
  });
});

describe('what can not be read', () => {
  const FILES = { 'a/compose.yaml': WITH_NOTE, 'b/compose.yaml': WITH_NOTE, 'compose.yaml': WITH_NOTE };

  function refuse(what: 'readdir' | 'readFile', file: string, code: string): void {
    const real: (...args: never[]) => Promise<unknown> = fs[what];
    const refusing = (...args: never[]) =>
      String(args[0]) === file ? Promise.reject(Object.assign(new Error(), { code })) : real(...args);
    vi.spyOn(fs, what).mockImplementation(refusing as typeof fs.readFile & typeof fs.readdir);
  }

  it('is told of where it is a folder, and does not keep the rest from being judged', async () => {
    const folder = new Folder(FILES);
    refuse('readdir', folder.at('a'), 'EACCES');
    const { code, out, err } = await folder.lint('--format', 'jsonl');
    expect(err).toBe('plumbline: a: it can not be read: permission denied\n');
    expect(out.split('\n').map((line) => line.slice(0, 24))).toEqual([
      '{"file":"b/compose.yaml"',
      '{"file":"compose.yaml","',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('is told of where it is a file', async () => {
    const folder = new Folder(FILES);
    refuse('readFile', folder.at('b/compose.yaml'), 'EIO');
    const { code, out, err } = await folder.lint();
    expect(err).toBe('plumbline: b/compose.yaml: it can not be read (EIO)\n');
    expect(out).toContain('2 findings (2 notes), 2 with a fix. 2 files checked.');
    expect(code).toBe(1);
  });

  it('is told of where it has gone by the time it is to be read', async () => {
    const folder = new Folder(FILES);
    const real = fs.readdir;
    const vanishing = async (...args: Parameters<typeof fs.readdir>) => {
      const entries = await real(...args);
      if (String(args[0]) === folder.path) rmSync(folder.at('a'), { recursive: true });
      return entries;
    };
    vi.spyOn(fs, 'readdir').mockImplementation(vanishing as typeof fs.readdir);
    const { code, out, err } = await folder.lint();
    expect(err).toBe('plumbline: a: it does not exist\n');
    expect(out).toContain(' 2 files checked.');
    expect(code).toBe(1);
  });

  it('ignores nothing where it is an ignore file', async () => {
    const folder = new Folder({ ...FILES, '.gitignore': 'a\n' });
    refuse('readFile', path.join(folder.path, '.gitignore'), 'EACCES');
    expect(await folder.findings()).toHaveLength(3);
  });
});
