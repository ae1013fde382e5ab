import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity, FileChangeType } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { type Editor, startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const found = showing('compose/privileged');
const OFF = 'rules:\n  compose/privileged: "off"\n';

/** Waits until a folder's disk was read. */
async function wasRead(editor: Editor, folder: DiskFolder): Promise<void> {
  await editor.until(`${folder.uri} is read`, () =>
    editor.logged.find((each) =>
      each.message.endsWith(` files of ${folder.uri} in ${/\d+ ms\.$/.exec(each.message)?.[0]}`),
    ),
  );
}

describe('two workspace folders', () => {
  it('have a configuration each', async () => {
    const strict = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const calm = new DiskFolder({ 'compose.yaml': PRIVILEGED, '.plumbline.yaml': OFF });
    const editor = await startEditor({ folders: [calm.uri, strict.uri] });
    await editor.diagnostics(strict.uriOf('compose.yaml'), found);
    await editor.settled(calm.uriOf('compose.yaml'));
    expect(editor.latest(calm.uriOf('compose.yaml'))).toBeUndefined();
  });

  it('go one by one, and take along what was shown of them', async () => {
    const one = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const other = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [one.uri, other.uri] });
    for (const folder of [one, other]) await editor.diagnostics(folder.uriOf('compose.yaml'), found);
    await editor.changeFolders({ removed: [one.uri] });
    await editor.diagnostics(one.uriOf('compose.yaml'), showing());
    expect(editor.codes(other.uriOf('compose.yaml'))).toEqual(['compose/privileged']);
    await editor.until('one error is counted', () =>
      editor.statuses.at(-1)?.errors === 1 ? true : undefined,
    );
  });

  it('may stand in each other: the inner one answers for its files, the outer one when it is gone', async () => {
    const outer = new DiskFolder({ 'inner/compose.yaml': PRIVILEGED, 'inner/.plumbline.yaml': OFF });
    const inner = outer.uriOf('inner');
    const editor = await startEditor({ folders: [outer.uri, inner] });
    await editor.settled(outer.uriOf('x.yaml'));
    const uri = outer.uriOf('inner/compose.yaml');
    await editor.settled(uri);
    expect(editor.latest(uri)).toBeUndefined();

    const document = await editor.open(uri, `version: "3"\n${PRIVILEGED}`);
    await editor.diagnostics(uri, showing('compose/version-field'));
    await document.replace('version: "3"\n', '');
    await document.save();
    await editor.diagnostics(uri, showing());
    await document.close();
    await editor.settled(uri);

    await editor.changeFolders({ removed: [inner] });
    await editor.diagnostics(uri, found);
    await editor.changeFolders({ added: [inner] });
    await editor.diagnostics(uri, showing());
  });

  it('that stand in each other both learn what happens on disk', async () => {
    const outer = new DiskFolder({ 'inner/compose.yaml': SOUND });
    const editor = await startEditor({ folders: [outer.uri, outer.uriOf('inner')] });
    const uri = outer.uriOf('inner/compose.yaml');
    await editor.settled(uri);
    outer.write('inner/compose.yaml', PRIVILEGED);
    await editor.fileEvents([uri, FileChangeType.Changed]);
    await editor.diagnostics(uri, found);
    await editor.settled(outer.uriOf('x.yaml'));
    await editor.settled(uri);
    expect(editor.statuses.at(-1)?.errors).toBe(1);
    await editor.changeFolders({ removed: [outer.uriOf('inner')] });
    await editor.settled(uri);
    expect(editor.codes(uri)).toEqual(['compose/privileged']);
  });
});

describe('a workspace folder', () => {
  it('within another that comes and goes at once leaves what the other has found', async () => {
    const quiet = 'rules:\n  compose/privileged: hint\n';
    const outer = new DiskFolder({ 'inner/compose.yaml': PRIVILEGED, 'inner/.plumbline.yaml': quiet });
    const uri = outer.uriOf('inner/compose.yaml');
    const editor = await startEditor({ folders: [outer.uri] });
    const found = await editor.diagnostics(uri);
    await editor.changeFolders({ added: [outer.uriOf('inner')] });
    await editor.diagnostics(uri, ({ diagnostics }) => diagnostics[0]?.severity === DiagnosticSeverity.Hint);
    await editor.changeFolders({ removed: [outer.uriOf('inner')] });
    await editor.settled(uri);
    expect(editor.latest(uri)).toEqual(found);
  });

  it('that is opened later may have nothing to say of a document where there was something', async () => {
    const folder = new DiskFolder({ '.plumbline.yaml': OFF });
    const editor = await startEditor();
    const { uri } = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.diagnostics(uri, found);
    await editor.changeFolders({ added: [folder.uri] });
    await editor.shown(uri, showing());
  });

  it('that is opened later takes over the documents that are open in it', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED, 'api/compose.yaml': PRIVILEGED });
    const editor = await startEditor();
    const document = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.diagnostics(document.uri, found);
    await editor.changeFolders({ added: [folder.uri] });
    await editor.diagnostics(folder.uriOf('api/compose.yaml'), found);
    await editor.settled('untitled:loose');
    // It was never taken away in between.
    const sent = editor.published.filter((each) => each.uri === document.uri);
    expect(sent.map((each) => each.diagnostics.length)).toEqual([1]);
    folder.write('.plumbline.yaml', OFF);
    await editor.fileEvents([folder.uriOf('.plumbline.yaml'), FileChangeType.Created]);
    await editor.diagnostics(document.uri, showing());
  });

  it('that is closed leaves its open documents to be judged by themselves', async () => {
    const folder = new DiskFolder({ '.plumbline.yaml': OFF });
    const editor = await startEditor({ folders: [folder.uri] });
    const { uri } = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.settled(uri);
    expect(editor.latest(uri)).toBeUndefined();
    await editor.changeFolders({ removed: [folder.uri] });
    await editor.diagnostics(uri, found);
  });

  it('that is closed while it is read shows nothing', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor();
    await editor.changeFolders({ added: [folder.uri] });
    await editor.changeFolders({ removed: [folder.uri, 'file:///never/opened'] });
    await wasRead(editor, folder);
    await editor.settled('untitled:loose');
    expect(editor.published).toEqual([]);
  });

  it('answers what was asked while it is read', async () => {
    const [first, later] = [
      new DiskFolder({ 'compose.yaml': PRIVILEGED }),
      new DiskFolder({ 'compose.yaml': PRIVILEGED }),
    ];
    const editor = await startEditor({ folders: [first.uri] });
    await editor.changeFolders({ added: [later.uri] });
    for (const folder of [later, first]) {
      const answer = await editor.findingsByRule(folder.uriOf('compose.yaml'), ['compose/privileged']);
      expect(answer.findings.map((each) => each.uri)).toEqual([folder.uriOf('compose.yaml')]);
    }
  });

  it('that is named twice is one', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri, `${folder.uri}/`] });
    await editor.diagnostics(folder.uriOf('compose.yaml'), found);
    await editor.changeFolders({ removed: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'), showing());
  });

  it('that can not be read is named in the log, and its open documents are judged', async () => {
    const folder = new DiskFolder();
    const gone = folder.uriOf('gone');
    const editor = await startEditor({ folders: [gone] });
    const { uri } = await editor.open(`${gone}/compose.yaml`, PRIVILEGED);
    await editor.diagnostics(uri, found);
    expect(editor.logged.map((each) => each.message)).toContain(
      `${folder.pathOf('gone')}: it does not exist`,
    );
  });
});

describe('without a folder', () => {
  it('open files are judged beside each other, also those that were never saved', async () => {
    const editor = await startEditor();
    const loose = await editor.open('file:///somewhere/compose.yaml', PRIVILEGED);
    const untitled = await editor.open('untitled:Untitled-1', PRIVILEGED, 'dockercompose');
    for (const { uri } of [loose, untitled]) await editor.diagnostics(uri, found);
    await loose.close();
    await editor.diagnostics(loose.uri, showing());
    expect(editor.codes(untitled.uri)).toEqual(['compose/privileged']);
  });

  it('a configuration file configures nothing', async () => {
    const editor = await startEditor();
    await editor.open('file:///somewhere/.plumbline.yaml', OFF);
    const { uri } = await editor.open('file:///somewhere/compose.yaml', PRIVILEGED);
    await editor.diagnostics(uri, found);
  });

  it('nothing is read from disk', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor();
    await editor.fileEvents([folder.uriOf('compose.yaml'), FileChangeType.Changed]);
    await editor.settled('untitled:loose');
    expect(editor.published).toEqual([]);
  });
});

describe('a virtual workspace', () => {
  const ROOT = 'vscode-vfs://github/owner/repository';

  it('has diagnostics and fixes in its open files, and a configuration where that is open', async () => {
    const editor = await startEditor({ folders: [ROOT] });
    const document = await editor.open(`${ROOT}/deploy/compose.yaml`, PRIVILEGED);
    await editor.diagnostics(document.uri, found);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    await document.apply(fix?.edit);
    expect(document.text).toBe(SOUND);
    await editor.diagnostics(document.uri, showing());
    await document.write(PRIVILEGED);
    await editor.diagnostics(document.uri, found);

    const configuration = await editor.open(`${ROOT}/.plumbline.yaml`, OFF);
    await editor.diagnostics(document.uri, showing());
    await configuration.close();
    await editor.diagnostics(document.uri, found);
    await document.save();
    await document.close();
    await editor.diagnostics(document.uri, showing());
  });
});
