import { describe, expect, it } from 'vitest';
import type { SnapshotFile } from '../../server/src/core/analysis/snapshot.ts';
import { Folder, type FolderHost, isConfiguration } from '../../server/src/lsp/folder.ts';
import { Folders, normalized } from '../../server/src/lsp/folders.ts';
import { SOUND } from './texts.ts';

const ROOT = 'vscode-vfs://github/owner/repository';

/** A server around folders, with these documents open in the editor. */
class FakeHost implements FolderHost {
  readonly log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  judgedTimes = 0;
  private readonly files: ReadonlyMap<string, SnapshotFile>;

  constructor(...files: readonly SnapshotFile[]) {
    this.files = new Map(files.map((file) => [file.uri, file]));
  }
  openFiles(): ReadonlyMap<string, SnapshotFile> {
    return this.files;
  }
  judged(): void {
    this.judgedTimes++;
  }
  busy(): void {}
}

describe('a folder', () => {
  it('that is closed while it is judged answers those who wait, and shows nothing any more', async () => {
    const service = SOUND.replace('services:\n', '');
    const services = Array.from({ length: 400 }, (_, index) => service.replace('api:', `api${index}:`));
    const uri = `${ROOT}/compose.yaml`;
    const host = new FakeHost({ uri, text: `services:\n${services.join('')}` });
    const folder = new Folder(ROOT, host);
    const early = folder.upToDate();
    folder.configured({});
    const late = folder.upToDate();
    folder.dispose();
    expect(await Promise.all([early, late, folder.upToDate()])).toEqual([undefined, undefined, undefined]);
    folder.configured({});
    folder.changedNow();
    folder.changed();
    await new Promise((resolve) => setImmediate(resolve));
    expect(host.judgedTimes).toBe(0);
  });

  it('is judged for those who ask before its quiet is over', async () => {
    const host = new FakeHost({ uri: `${ROOT}/compose.yaml`, text: SOUND });
    const folder = new Folder(ROOT, host);
    folder.configured({});
    const first = await folder.upToDate();
    folder.changed();
    const second = await folder.upToDate();
    expect(second).not.toBe(first);
    expect(await folder.upToDate()).toBe(second);
    expect(host.judgedTimes).toBe(2);
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
