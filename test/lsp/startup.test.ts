import { describe, expect, it } from 'vitest';
import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED } from './texts.ts';

describe('a server that starts', () => {
  it('says what it can do', async () => {
    const editor = await startEditor();
    expect(editor.capabilities).toEqual({
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.plumbline'],
        resolveProvider: false,
      },
      completionProvider: { triggerCharacters: [' '] },
      hoverProvider: true,
      codeLensProvider: {},
      inlayHintProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  it('shows what stands in files that nobody opened', async () => {
    const folder = new DiskFolder({ 'deploy/compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    const shown = await editor.diagnostics(folder.uriOf('deploy/compose.yaml'));
    expect(shown.diagnostics.map((each) => each.code)).toEqual(['compose/privileged']);
    expect(shown).not.toHaveProperty('version');
  });

  it('keeps what it shows of a document that is open before the folder is read', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED, 'other/compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    const { uri } = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.diagnostics(uri);
    await editor.diagnostics(folder.uriOf('other/compose.yaml'));
    await editor.settled('untitled:loose');
    await editor.settled(uri);
    expect(editor.codes(uri)).toEqual(['compose/privileged']);
    expect(editor.statuses.at(-1)).toEqual({ state: 'ready', errors: 2, warnings: 0, notes: 0 });
  });

  it('shows nothing, not even for a moment, where it is switched off', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri], settings: () => ({ enable: false }) });
    const inside = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    const outside = await editor.open('untitled:Untitled-1', PRIVILEGED, 'dockercompose');
    await editor.settled(inside.uri);
    await editor.settled(outside.uri);
    expect(editor.published).toEqual([]);
    expect(editor.statuses.at(-1)).toEqual({ state: 'ready', errors: 0, warnings: 0, notes: 0 });
  });

  it('serves an editor that can do nothing but open files', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ rootUri: folder.uri, capabilities: {} });
    await editor.diagnostics(folder.uriOf('compose.yaml'));
    expect(editor.registered).toEqual([]);
    expect(editor.capabilities).toMatchObject({
      workspace: { workspaceFolders: { changeNotifications: false } },
    });
    const { uri } = await editor.open(folder.uriOf('new.yaml'), PRIVILEGED);
    await editor.diagnostics(uri);
  });

  it('asks to be told of changes to settings and files', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'));
    expect(editor.registered).toEqual([
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
  });

  it('works with its defaults for an editor that refuses to register anything and to tell its settings', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({
      folders: [folder.uri],
      refusesRegistrations: true,
      settings: () => {
        throw new Error('None of your business.');
      },
    });
    await editor.diagnostics(folder.uriOf('compose.yaml'));
    await editor.changeSettings(() => ({ rules: { 'compose/privileged': 'off' } }));
    await editor.diagnostics(folder.uriOf('compose.yaml'), (shown) => shown.diagnostics.length === 0);
  });
});
