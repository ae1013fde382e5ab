import { describe, expect, it } from 'vitest';
import type { CodeAction, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { Positions } from '../../server/src/lsp/convert.ts';
import { editAbilities, WorkspaceEdits } from '../../server/src/lsp/workspaceEdits.ts';
import { DiskFolder } from './diskFolder.ts';
import { type EditorOptions, startEditor } from './harness.ts';
import { PRIVILEGED } from './texts.ts';

const API = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: api
          image: example/api:1.4.2
`;
const OVERLAYS = {
  'base/kustomization.yaml': 'resources:\n  - api.yaml\n',
  'base/api.yaml': API,
  'live/kustomization.yaml': 'resources:\n  - ../base\n',
  'test/kustomization.yaml': 'resources:\n  - ../base\n',
};
const TITLE = /memory limit.* in a new patch, only for live$/;

/** The fix that makes a patch for one environment alone. */
async function patching(options: EditorOptions) {
  const folder = new DiskFolder(OVERLAYS);
  const editor = await startEditor({ folders: [folder.uri], ...options });
  const uri = folder.uriOf('base/api.yaml');
  await editor.diagnostics(uri);
  const at: Range = { start: { line: 8, character: 16 }, end: { line: 8, character: 19 } };
  const actions = await editor.actionsAt(uri, at);
  const action = actions.find((each) => TITLE.test(each.title));
  return { folder, action, actions };
}

const workspace = (more: object): EditorOptions => ({
  capabilities: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, ...more },
  },
});

function changes(action: CodeAction | undefined): WorkspaceEdit['documentChanges'] {
  return action?.edit?.documentChanges;
}

describe('a fix that makes a file', () => {
  it('makes it, where there is none, before it changes others', async () => {
    const { folder, action } = await patching({});
    const patch = folder.uriOf('live/api-deployment-patch.yaml');
    const [create, fill, use, ...more] = changes(action) ?? [];
    expect(create).toEqual({
      kind: 'create',
      uri: patch,
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: 'plumbline',
    });
    expect(fill).toMatchObject({
      textDocument: { uri: patch, version: null },
      edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }],
    });
    expect(JSON.stringify(fill)).toContain('kind: Deployment');
    expect(use).toMatchObject({
      textDocument: { uri: folder.uriOf('live/kustomization.yaml'), version: null },
    });
    expect(more).toEqual([]);
  });

  it('says in words what it is for, and asks nobody', async () => {
    const { action } = await patching({});
    expect(action?.edit?.changeAnnotations).toEqual({
      plumbline: { label: action?.title, needsConfirmation: false },
    });
    const ids = (changes(action) ?? []).flatMap((each) =>
      'edits' in each ? each.edits.map((one) => ('annotationId' in one ? one.annotationId : undefined)) : [],
    );
    expect(new Set(ids)).toEqual(new Set(['plumbline']));
  });

  it('says nothing where the editor would not understand it', async () => {
    const { action } = await patching(workspace({ resourceOperations: ['create'] }));
    expect(action?.edit).not.toHaveProperty('changeAnnotations');
    expect(JSON.stringify(action?.edit)).not.toContain('annotationId');
    expect(changes(action)).toHaveLength(3);
  });

  it.each([
    ['makes no files', workspace({})],
    ['makes no files but deletes them', workspace({ resourceOperations: ['delete'] })],
    ['knows nothing of it', { capabilities: { configuration: true, workspaceFolders: true } }],
    [
      'makes files but knows no order of changes',
      workspace({ documentChanges: false, resourceOperations: ['create'] }),
    ],
  ])('is not offered to an editor that %s', async (_, options) => {
    const { action, actions } = await patching(options);
    expect(action).toBeUndefined();
    expect(actions.some((each) => each.title.endsWith('for all environments'))).toBe(true);
  });
});

describe('a change of one file', () => {
  it('has no annotation', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(fix?.edit).not.toHaveProperty('changeAnnotations');
  });

  it('goes by the file alone to an editor that knows no versions', async () => {
    const editor = await startEditor({ capabilities: {} });
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(Object.keys(fix?.edit ?? {})).toEqual(['changes']);
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([document.uri]);
  });
});

describe('a change of several files', () => {
  const edits = ['a', 'b'].map((name) => ({
    location: { uri: `file:///${name}`, start: 0, end: 1 },
    newText: 'x',
  }));
  const made = (capabilities: object) =>
    new WorkspaceEdits(
      editAbilities({ workspace: { workspaceEdit: { documentChanges: true, ...capabilities } } }),
      new Positions(() => 'text'),
      (uri) => uri,
      () => 7,
    ).of({ title: 'Move it', edits });

  it('has its title as annotation where the editor shows such', () => {
    expect(made({ changeAnnotationSupport: {} })).toMatchObject({
      changeAnnotations: { plumbline: { label: 'Move it', needsConfirmation: false } },
      documentChanges: [
        { textDocument: { uri: 'file:///a', version: 7 }, edits: [{ annotationId: 'plumbline' }] },
        { textDocument: { uri: 'file:///b', version: 7 }, edits: [{ annotationId: 'plumbline' }] },
      ],
    });
    expect(JSON.stringify(made({}))).not.toContain('nnotation');
  });
});
