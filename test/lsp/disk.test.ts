import { promises as fs } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { type Editor, startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const { Created, Changed, Deleted } = FileChangeType;
const found = showing('compose/privileged');

async function editorOf(folder: DiskFolder): Promise<Editor> {
  return await startEditor({ folders: [folder.uri] });
}

/** Tells of a file that comes up beside others, and waits for its diagnostics: what was told before is done then. */
async function takenUp(editor: Editor, folder: DiskFolder): Promise<void> {
  folder.write('z/compose.yaml', PRIVILEGED);
  await editor.fileEvents([folder.uriOf('z/compose.yaml'), Created]);
  await editor.diagnostics(folder.uriOf('z/compose.yaml'), found);
}

describe('an unsaved buffer', () => {
  it('counts in place of the file, until it is closed', async () => {
    const folder = new DiskFolder({ 'compose.yaml': SOUND });
    const editor = await editorOf(folder);
    const document = await editor.open(folder.uriOf('compose.yaml'), SOUND);
    await document.write(PRIVILEGED);
    await editor.diagnostics(document.uri, found);
    await document.close();
    await editor.diagnostics(document.uri, showing());
  });

  it('hides what is wrong on disk, and only as long as it is open', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await editorOf(folder);
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri, found);
    const document = await editor.open(uri, SOUND);
    await editor.diagnostics(uri, showing());
    await document.close();
    const again = await editor.diagnostics(uri, found);
    expect(again).not.toHaveProperty('version');
  });

  it('is not disturbed by what happens to its file', async () => {
    const folder = new DiskFolder({ 'compose.yaml': SOUND });
    const editor = await editorOf(folder);
    const document = await editor.open(folder.uriOf('compose.yaml'), SOUND);
    folder.write('compose.yaml', PRIVILEGED);
    await editor.fileEvents([document.uri, Changed]);
    await takenUp(editor, folder);
    folder.remove('compose.yaml');
    await editor.fileEvents([document.uri, Deleted]);
    await editor.settled(document.uri);
    expect(editor.latest(document.uri)).toBeUndefined();
  });

  it('that is saved and closed is what the file is, though the editor watches no files', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri], capabilities: {} });
    const document = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.diagnostics(document.uri, found);
    await document.write(SOUND);
    await editor.diagnostics(document.uri, showing());
    const before = editor.published.length;
    folder.write('compose.yaml', SOUND);
    await document.save();
    await document.close();
    await takenUp(editor, folder);
    const since = editor.published.slice(before).filter((each) => each.uri === document.uri);
    expect(since.flatMap((each) => each.diagnostics)).toEqual([]);
  });
});

describe('a file that nobody has open', () => {
  it('is judged anew when it was changed', async () => {
    const folder = new DiskFolder({ 'compose.yaml': SOUND });
    const editor = await editorOf(folder);
    const uri = folder.uriOf('compose.yaml');
    folder.write('compose.yaml', PRIVILEGED);
    await editor.fileEvents([uri, Changed]);
    await editor.diagnostics(uri, found);
    folder.write('compose.yaml', SOUND);
    await editor.fileEvents([uri, Changed]);
    await editor.diagnostics(uri, showing());
  });

  it('has no diagnostics any more when it was deleted', async () => {
    const folder = new DiskFolder({ 'a/compose.yaml': PRIVILEGED, 'b/c/compose.yaml': PRIVILEGED });
    const editor = await editorOf(folder);
    const uris = [folder.uriOf('a/compose.yaml'), folder.uriOf('b/c/compose.yaml')];
    for (const uri of uris) await editor.diagnostics(uri, found);
    folder.remove('a/compose.yaml');
    folder.remove('b');
    // An editor names the folder alone that was deleted.
    await editor.fileEvents([folder.uriOf('a/compose.yaml'), Deleted], [folder.uriOf('b'), Deleted]);
    for (const uri of uris) await editor.diagnostics(uri, showing());
  });

  it('that vanished before it could be read has none', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await editorOf(folder);
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri, found);
    folder.remove('compose.yaml');
    await editor.fileEvents([uri, Changed]);
    await editor.diagnostics(uri, showing());
  });

  it('is what it was last, though an earlier version of it took longer to read', async () => {
    const folder = new DiskFolder({ 'compose.yaml': SOUND });
    const editor = await editorOf(folder);
    const uri = folder.uriOf('compose.yaml');
    await editor.settled(uri);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const readFile = vi.spyOn(fs, 'readFile');
    onTestFinished(() => readFile.mockRestore());
    readFile.mockImplementationOnce(async () => {
      await released;
      return PRIVILEGED;
    });
    await editor.fileEvents([uri, Changed]);
    await vi.waitFor(() => expect(readFile).toHaveBeenCalled());
    folder.remove('compose.yaml');
    await editor.fileEvents([uri, Deleted]);
    await editor.settled(uri);
    release();
    await takenUp(editor, folder);
    expect(editor.codes(uri)).toEqual([]);
  });

  it('tells of the others by what it says: a Dockerfile may have the healthcheck of a service', async () => {
    const built = SOUND.replace('image: example/api:1.4.2', 'build: .').replace(/ {4}healthcheck:\n.*\n/, '');
    const folder = new DiskFolder({ 'compose.yaml': built, Dockerfile: 'FROM scratch\n' });
    const editor = await editorOf(folder);
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri, showing('compose/healthcheck-missing'));
    folder.write('Dockerfile', 'FROM scratch\nHEALTHCHECK CMD ["/check"]\n');
    await editor.fileEvents([folder.uriOf('Dockerfile'), Changed]);
    await editor.diagnostics(uri, showing());
  });

  it.each([
    ['git ignores', '.gitignore', '/build/\n*.local.yaml\n', ['build/compose.yaml', 'api/stack.local.yaml']],
    ['a package brought along', 'README.md', '', ['node_modules/package/compose.yaml', '.git/compose.yaml']],
    ['is no YAML', 'README.md', '', ['compose.md', 'compose.yaml.orig']],
  ])('stays unknown where it is one that %s', async (_, name, text, files) => {
    const folder = new DiskFolder({ [name]: text });
    const editor = await editorOf(folder);
    await editor.settled(folder.uri);
    for (const file of files) {
      folder.write(file, PRIVILEGED);
      await editor.fileEvents([folder.uriOf(file), Created]);
    }
    await takenUp(editor, folder);
    expect(editor.published.map((each) => each.uri)).toEqual([folder.uriOf('z/compose.yaml')]);
  });

  it('is judged where a .gitignore further down takes in again what git ignores', async () => {
    const folder = new DiskFolder({
      '.gitignore': '*.local.yaml\n',
      'api/.gitignore': '!stack.local.yaml\n',
    });
    const editor = await editorOf(folder);
    await editor.settled(folder.uri);
    folder.write('api/stack.local.yaml', PRIVILEGED);
    await editor.fileEvents([folder.uriOf('api/stack.local.yaml'), Created]);
    await editor.diagnostics(folder.uriOf('api/stack.local.yaml'), found);
  });

  it('is gone when it is deleted while its folder is being read', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const readFile = vi.spyOn(fs, 'readFile');
    onTestFinished(() => readFile.mockRestore());
    readFile.mockImplementationOnce(async () => {
      await released;
      return PRIVILEGED;
    });
    const editor = await editorOf(folder);
    await vi.waitFor(() => expect(readFile).toHaveBeenCalled());
    folder.remove('compose.yaml');
    const uri = folder.uriOf('compose.yaml');
    await editor.fileEvents([uri, Deleted]);
    // An answer to this: the event has arrived.
    await editor.readChecklist('');
    release();
    await takenUp(editor, folder);
    expect(editor.codes(uri)).toEqual([]);
  });
});
