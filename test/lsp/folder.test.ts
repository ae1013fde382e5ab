import { describe, expect, it } from 'vitest';
import type { SnapshotFile } from '../../server/src/core/analysis/snapshot.ts';
import { Folder, type FolderHost, isConfiguration, type Judged } from '../../server/src/lsp/folder.ts';
import { Folders, normalized } from '../../server/src/lsp/folders.ts';
import { SchemaOwners } from '../../server/src/lsp/schemaOwners.ts';
import { SOUND } from './texts.ts';

const ROOT = 'vscode-vfs://github/owner/repository';
const URI = `${ROOT}/compose.yaml`;

/** So much that judging it takes several turns: the first is over when the text is read. */
const LARGE = `services:\n${Array.from({ length: 400 }, (_, index) =>
  SOUND.replace('services:\n', '').replace('api:', `api${index}:`),
).join('')}`;

/** A server around folders, with one document open in the editor, and the versions of it that were judged. */
class FakeHost implements FolderHost {
  readonly log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  readonly schemas = undefined;
  readonly schemaOwners = new SchemaOwners();
  readonly judgedVersions: (number | undefined)[] = [];
  private version = 1;
  private readonly text: string;

  constructor(text = '') {
    this.text = text;
  }
  openFiles(): ReadonlyMap<string, SnapshotFile> {
    return new Map([[URI, { uri: URI, text: this.text, version: this.version }]]);
  }
  judged(_: Folder, { analysis }: Judged): void {
    this.judgedVersions.push(analysis.model.files.get(URI)?.file.version);
  }
  busy(): void {}
  change(folder: Folder): void {
    this.version++;
    folder.changedNow();
  }
}

describe('a folder', () => {
  it('that changes while it is judged is shown as it is, never as it was', async () => {
    const host = new FakeHost(LARGE);
    const folder = new Folder(ROOT, host);
    folder.configured({});
    host.change(folder);
    const asked = folder.upToDate();
    host.change(folder);
    const judged = await asked;
    expect(judged?.analysis.model.files.get(URI)?.file.version).toBe(3);
    // An older run that were not dropped would end now.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(host.judgedVersions).toEqual([3]);
    folder.dispose();
  });

  it('that is closed while it is judged answers those who wait, and shows nothing any more', async () => {
    const host = new FakeHost(LARGE);
    const folder = new Folder(ROOT, host);
    const early = folder.upToDate();
    folder.configured({});
    const late = folder.upToDate();
    folder.dispose();
    expect(await Promise.all([early, late, folder.upToDate()])).toEqual([undefined, undefined, undefined]);
    folder.configured({});
    host.change(folder);
    folder.changed();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(host.judgedVersions).toEqual([]);
  });

  it('is judged for those who ask before its quiet is over', async () => {
    const host = new FakeHost(SOUND);
    const folder = new Folder(ROOT, host);
    folder.configured({});
    const first = await folder.upToDate();
    folder.changed();
    const second = await folder.upToDate();
    expect(second).not.toBe(first);
    expect(await folder.upToDate()).toBe(second);
    expect(host.judgedVersions).toHaveLength(2);
    folder.dispose();
  });
});

describe('the folder of a file', () => {
  it('is the innermost one that it stands in, not one whose name begins alike', async () => {
    const folders = new Folders(new FakeHost());
    const outer = await folders.add('vscode-vfs://github/a/b');
    const inner = await folders.add('vscode-vfs://github/a/b/c/');
    expect(folders.of('vscode-vfs://github/a/b/x.yaml')).toBe(outer);
    expect(folders.of('vscode-vfs://github/a/b/c/x.yaml')).toBe(inner);
    expect(folders.of('vscode-vfs://github/a/b/cc/x.yaml')).toBe(outer);
    expect(folders.of('vscode-vfs://github/a/bb/x.yaml')).toBe(folders.loose);
    expect(folders.of('untitled:Untitled-1')).toBe(folders.loose);
    expect(folders.all).toEqual([outer, inner, folders.loose]);
    expect(folders.remove('vscode-vfs://github/a/b/c')).toBe(inner);
    expect(folders.remove('vscode-vfs://github/a/b/c')).toBeUndefined();
    expect(folders.of('vscode-vfs://github/a/b/c/x.yaml')).toBe(outer);
  });
});

describe('a URI', () => {
  it.each([
    ['file:///C:/a/b.yaml', 'file:///c%3A/a/b.yaml'],
    ['file:///c%3a/a/b.yaml', 'file:///c%3A/a/b.yaml'],
    ['file:///a b/ü.yaml', 'file:///a%20b/%C3%BC.yaml'],
    ['file:///a/%62.yaml', 'file:///a/b.yaml'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ])('has one form however it is written: %s', (written, form) => {
    expect(normalized(written)).toBe(form);
    expect(normalized(form)).toBe(form);
  });

  it.each([
    ['file:///a/.plumbline.yaml', true],
    ['file:///a/b/.plumbline.yml', true],
    ['file:///a/%2Eplumbline.yaml', true],
    ['file:///a/plumbline.yaml', false],
    ['file:///a/.plumbline.yaml.bak', false],
    ['file:///a/.plumbline.yaml/x', false],
  ])('tells a configuration by its name: %s', (uri, expected) => {
    expect(isConfiguration(uri)).toBe(expected);
  });
});
