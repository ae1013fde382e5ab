import { promises as fs, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  isLeftOut,
  isWanted,
  type LoadOptions,
  loadWorkspace,
  type ReadProblem,
  readSnapshotFile,
} from '../../server/src/workspace/loadWorkspace.ts';
import { DiskFolder } from '../lsp/diskFolder.ts';

/** The paths of what is read of a folder, in their order; but for what shows that git keeps it. */
async function read(folder: DiskFolder, options: LoadOptions = {}): Promise<string[]> {
  const { snapshot, problems } = await loadWorkspace(folder.path, options);
  expect(problems).toEqual([]);
  const uris = [...snapshot.files.keys()].filter((uri) => !/\/\.git(?:ignore|\/HEAD)$/.test(uri));
  return uris.map((uri) => decodeURIComponent(uri.slice(folder.uri.length + 1)));
}

/** Has one function of the file system fail at one path, since nothing on disk is locked for everybody. */
function failing(name: 'readdir' | 'readFile', at: string, code: string): void {
  const real = fs[name];
  onTestFinished(() => void Object.assign(fs, { [name]: real }));
  const fake = (file: unknown, ...rest: unknown[]): unknown =>
    file === at
      ? Promise.reject(Object.assign(new Error(code), { code }))
      : Reflect.apply(real, fs, [file, ...rest]);
  Object.assign(fs, { [name]: fake });
}

describe('reading a folder', () => {
  it('takes what the engine may have use for, by its name, and the text as it is', async () => {
    const folder = new DiskFolder({
      'compose.yaml': 'services: {}\r\n',
      'a b/@1.yml': '\uFEFFa: 1\n',
      Dockerfile: 'FROM scratch\n',
      'api.Dockerfile': '',
      'api/dockerfile.dev': '',
      'base/Kustomization': '',
      'UPPER.YAML': '',
      'README.md': '',
      'values.yaml.tmpl': '',
      'package.json': '{}',
      yaml: '',
    });
    const { snapshot } = await loadWorkspace(folder.path);
    expect(snapshot.root).toBe(folder.uri);
    expect(new Set(await read(folder))).toEqual(
      new Set([
        'Dockerfile',
        'README.md',
        'package.json',
        'UPPER.YAML',
        'a b/@1.yml',
        'api/dockerfile.dev',
        'api.Dockerfile',
        'base/Kustomization',
        'compose.yaml',
      ]),
    );
    expect(snapshot.files.get(folder.uriOf('compose.yaml'))?.text).toBe('services: {}\r\n');
    expect(snapshot.files.get(folder.uriOf('a b/@1.yml'))).toEqual({
      uri: `${folder.uri}/a%20b/%401.yml`,
      text: '\uFEFFa: 1\n',
    });
  });

  it.each([
    ['compose.yml', true],
    ['/a/b/Dockerfile', true],
    ['Dockerfile.prod', true],
    ['Dockerfiles', false],
    ['kustomization', true],
    ['MyKustomization', false],
    ['compose.yaml~', false],
  ])('is interested in %s: %s', (name, expected) => {
    expect(isWanted(name)).toBe(expected);
  });

  it('is always in the same order', async () => {
    const names = ['b.yaml', 'a.yaml', 'B.yaml', 'a/z.yaml', '10.yaml', '9.yaml'];
    const folder = new DiskFolder(Object.fromEntries(names.map((name) => [name, ''])));
    expect(await read(folder)).toEqual(['10.yaml', '9.yaml', 'B.yaml', 'a/z.yaml', 'a.yaml', 'b.yaml']);
  });

  it('leaves out what others brought along, at every depth', async () => {
    const folders = [
      'node_modules',
      '.git',
      '.hg',
      '.svn',
      '.terraform',
      '.venv',
      '__pycache__',
      '.vscode-test',
    ];
    const folder = new DiskFolder(
      Object.fromEntries([
        ...folders.map((name) => [`${name}/x.yaml`, '']),
        ['api/node_modules/deep/x.yaml', ''],
        ['.github/x.yaml', ''],
        ['node_modules.yaml', ''],
      ]),
    );
    expect(await read(folder)).toEqual(['.github/x.yaml', 'node_modules.yaml']);
  });

  it('leaves out what a glob names, by path and by name', async () => {
    const folder = new DiskFolder({
      'legacy/a.yaml': '',
      'api/legacy/a.yaml': '',
      'api/a.yaml': '',
      'api/a.local.yaml': '',
      'test/fixtures/a.yaml': '',
      'test/a.yaml': '',
    });
    expect(await read(folder, { ignore: ['legacy', '*.local.yaml', 'test/fixtures/**'] })).toEqual([
      'api/a.yaml',
      'test/a.yaml',
    ]);
    const always = new Set([folder.pathOf('api/a.local.yaml')]);
    expect(await read(folder, { ignore: ['*.yaml'], always })).toEqual(['api/a.local.yaml']);
  });

  it('does not follow links: they may lead in circles', async () => {
    const folder = new DiskFolder({ 'api/a.yaml': '' });
    symlinkSync(folder.path, folder.pathOf('api/up'), 'dir');
    symlinkSync(folder.pathOf('api/a.yaml'), folder.pathOf('link.yaml'), 'file');
    symlinkSync(folder.pathOf('nowhere'), folder.pathOf('broken.yaml'), 'file');
    expect(await read(folder)).toEqual(['api/a.yaml']);
  });

  it('takes a folder that is called like a file for a folder', async () => {
    const folder = new DiskFolder({ 'odd.yaml/a.yaml': '' });
    expect(await read(folder)).toEqual(['odd.yaml/a.yaml']);
  });

  it('tells how far it is', async () => {
    const folder = new DiskFolder(
      Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`${i}.yaml`, ''])),
    );
    const steps: number[] = [];
    await read(folder, { progress: (files) => steps.push(files) });
    expect(steps).toEqual([32, 64, 70]);
  });

  it('ends early when it is told to, with what it has', async () => {
    const folder = new DiskFolder(
      Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`${i}.yaml`, ''])),
    );
    const abort = new AbortController();
    const { signal } = abort;
    expect(await read(folder, { signal, progress: () => abort.abort() })).toHaveLength(32);
    const readdir = vi.spyOn(fs, 'readdir');
    onTestFinished(() => readdir.mockRestore());
    expect(await read(folder, { signal })).toEqual([]);
    expect(readdir).not.toHaveBeenCalled();
  });
});

describe('what git ignores', () => {
  it('is left out, in every folder as that folder says', async () => {
    const folder = new DiskFolder({
      '.gitignore': '# built\n/build/\n*.local.yaml\n\n!keep.local.yaml\n',
      'build/a.yaml': '',
      'api/build/a.yaml': '',
      'a.local.yaml': '',
      'keep.local.yaml': '',
      'api/.gitignore': '/secret.yaml\ntmp\n',
      'api/secret.yaml': '',
      'api/deep/secret.yaml': '',
      'api/deep/tmp/a.yaml': '',
      'secret.yaml': '',
      'tmp/a.yaml': '',
    });
    expect(await read(folder)).toEqual([
      'api/build/a.yaml',
      'api/deep/secret.yaml',
      'keep.local.yaml',
      'secret.yaml',
      'tmp/a.yaml',
    ]);
  });

  it('may be taken in again by a folder further down, but for what is in an ignored folder', async () => {
    const folder = new DiskFolder({
      '.gitignore': '*.local.yaml\n/build/\n',
      'api/.gitignore': '!a.local.yaml\n',
      'api/a.local.yaml': '',
      'api/b.local.yaml': '',
      'api/deep/a.local.yaml': '',
      'build/.gitignore': '!*\n',
      'build/a.yaml': '',
    });
    expect(await read(folder)).toEqual(['api/a.local.yaml', 'api/deep/a.local.yaml']);
  });

  it('is told for one file as for all', async () => {
    const folder = new DiskFolder({
      '.gitignore': '*.local.yaml\n/build/\n',
      'api/.gitignore': '!a.local.yaml\n',
    });
    const files = [
      'a.yaml',
      'a.local.yaml',
      'api/a.local.yaml',
      'api/b.local.yaml',
      'build/api/a.yaml',
      'api/build/a.yaml',
      'api/node_modules/a.yaml',
      'node_modules',
    ];
    for (const file of files) if (file !== 'node_modules') folder.write(file, '');
    const kept = new Set(await read(folder));
    for (const file of files.slice(0, -1)) {
      expect([file, await isLeftOut(folder.path, folder.pathOf(file))]).toEqual([file, !kept.has(file)]);
    }
  });

  it('is unknown where .gitignore is a folder or can not be read', async () => {
    const folder = new DiskFolder({ 'a.yaml': '', 'api/a.yaml': '', 'api/.gitignore': '*\n' });
    mkdirSync(folder.pathOf('.gitignore'));
    failing('readFile', folder.pathOf('api/.gitignore'), 'EACCES');
    expect(await read(folder)).toEqual(['a.yaml', 'api/a.yaml']);
  });
});

describe('what can not be read', () => {
  it.each([
    ['EACCES', 'it can not be read: permission denied'],
    ['EPERM', 'it can not be read: permission denied'],
    ['EIO', 'it can not be read (EIO)'],
  ])('is named, and all else is read: a folder, %s', async (code, message) => {
    const folder = new DiskFolder({ 'a.yaml': '', 'locked/b.yaml': '', 'z.yaml': '' });
    failing('readdir', folder.pathOf('locked'), code);
    const { snapshot, problems } = await loadWorkspace(folder.path);
    expect([...snapshot.files.keys()]).toEqual([folder.uriOf('a.yaml'), folder.uriOf('z.yaml')]);
    expect(problems).toEqual([{ path: folder.pathOf('locked'), message }]);
  });

  it('is named, and all else is read: a file that vanished since its folder was listed', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index + 10}.yaml`);
    const folder = new DiskFolder(Object.fromEntries(names.map((name) => [name, ''])));
    const vanish = (files: number): void => {
      if (files === 32) folder.remove('49.yaml');
    };
    const { snapshot, problems } = await loadWorkspace(folder.path, { progress: vanish });
    expect(snapshot.files.size).toBe(39);
    expect(problems).toEqual([{ path: folder.pathOf('49.yaml'), message: 'it does not exist' }]);
  });

  it('is named: a root that is not there, or is no folder', async () => {
    const folder = new DiskFolder({ 'a.yaml': '' });
    for (const [name, message] of [
      ['gone', 'it does not exist'],
      ['a.yaml', 'it can not be read (ENOTDIR)'],
    ] as const) {
      const { snapshot, problems } = await loadWorkspace(folder.pathOf(name));
      expect(snapshot.files.size).toBe(0);
      expect(problems).toEqual([{ path: path.join(folder.path, name), message }]);
    }
  });
});

describe('a huge file', () => {
  it('is read as far as is needed to say that it is too large', async () => {
    const folder = new DiskFolder({ 'huge.yaml': 'services:\n' });
    truncateSync(folder.pathOf('huge.yaml'), 40 * 1024 * 1024);
    const readFile = vi.spyOn(fs, 'readFile');
    onTestFinished(() => readFile.mockRestore());
    const problems: ReadProblem[] = [];
    const huge = await readSnapshotFile(folder.pathOf('huge.yaml'), problems);
    expect(huge?.text.length).toBe(8 * 1024 * 1024);
    expect(huge?.text.startsWith('services:\n')).toBe(true);
    expect(readFile).not.toHaveBeenCalled();
    expect(problems).toEqual([]);
  });
});

describe('what shows that git keeps a folder', () => {
  const paths = async (folder: DiskFolder, below: string): Promise<string[]> => {
    const { snapshot } = await loadWorkspace(path.join(folder.path, below));
    return [...snapshot.files.keys()].map((uri) => uri.slice(folder.uri.length + 1)).sort();
  };
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': '[core]\n',
    '.gitignore': '.env\n',
    'shop/.gitignore': 'dist\n',
    'shop/compose.yaml': 'services: {}\n',
  };

  it('is read from above the folder too, as far as its repository goes', async () => {
    const known = ['.git/HEAD', '.gitignore', 'shop/.gitignore', 'shop/compose.yaml'];
    expect(await paths(new DiskFolder(files), '.')).toEqual(known);
    expect(await paths(new DiskFolder(files), 'shop')).toEqual(known);
  });

  it('is a file in a worktree', async () => {
    const folder = new DiskFolder({ '.git': 'gitdir: ../x\n', 'compose.yaml': 'services: {}\n' });
    expect(await paths(folder, '.')).toEqual(['.git/HEAD', 'compose.yaml']);
  });
});
