import { describe, expect, it } from 'vitest';
import { type CodeAction, LSPErrorCodes } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { showing } from './texts.ts';

const SERVICE = `    image: example/api:1.4.2
    healthcheck:
      test: ["CMD", "true"]
    mem_limit: 256m
    user: "1000:1000"
    restart: unless-stopped
    security_opt: [no-new-privileges:true]
    privileged: true
`;
const THREE = `services:\n  a:\n${SERVICE}  b:\n${SERVICE}  c:\n${SERVICE}`;
const MENDED = THREE.replaceAll('    privileged: true\n', '');
const TITLE = 'Fix all 3 of "compose/privileged" in this file';

function fixAll(actions: readonly CodeAction[]): CodeAction {
  const found = actions.find((each) => each.title.startsWith('Fix all'));
  if (!found) throw new Error(`Nothing of the kind among ${actions.map((each) => each.title)}`);
  return found;
}

describe('to fix all findings of a rule', () => {
  it('is worked out at once for an editor that does not ask again', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', THREE);
    const action = fixAll(await editor.codeActions(document, document.rangeOf('privileged: true')));
    expect(action.title).toBe(TITLE);
    expect(action).not.toHaveProperty('data');
    await document.apply(action.edit);
    expect(document.text).toBe(MENDED);
  });

  it('is worked out when it is chosen where the editor asks then', async () => {
    const editor = await startEditor({ resolves: true });
    expect(editor.capabilities.codeActionProvider).toMatchObject({ resolveProvider: true });
    const document = await editor.open('file:///loose/compose.yaml', THREE);
    const action = fixAll(await editor.codeActions(document, document.rangeOf('privileged: true')));
    expect(action.title).toBe(TITLE);
    expect(action).not.toHaveProperty('edit');
    expect(action.data).toEqual({ uri: document.uri, version: 1, ruleId: 'compose/privileged' });
    const chosen = await editor.chosen(action);
    expect(chosen).toMatchObject({ title: TITLE, kind: 'quickfix' });
    await document.apply(chosen.edit);
    expect(document.text).toBe(MENDED);
    await editor.diagnostics(document.uri, showing());
  });

  it('is refused where the text has changed since', async () => {
    const editor = await startEditor({ resolves: true });
    const document = await editor.open('file:///loose/compose.yaml', THREE);
    const action = fixAll(await editor.codeActions(document, document.rangeOf('privileged: true')));
    await document.replace('privileged: true', 'privileged: false');
    await expect(editor.chosen(action)).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });

  it('leaves other actions with their edits, and gives them back as they are', async () => {
    const editor = await startEditor({ resolves: true });
    const document = await editor.open('file:///loose/compose.yaml', THREE);
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    const without = actions.filter((each) => !each.edit && !each.command);
    expect(without.map((each) => each.title)).toEqual([TITLE]);
    const [first] = actions;
    if (!first) throw new Error('There is none.');
    expect(await editor.chosen(first)).toEqual(first);
  });

  it('is not offered where each fix makes a file of its own', async () => {
    const container = (name: string) => `        - {name: ${name}, image: "example/${name}:1.4.2"}\n`;
    const patch = (name: string) => `        - {name: ${name}, resources: {limits: {memory: 1Gi}}}\n`;
    const api = (containers: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n${containers}`;
    const folder = new DiskFolder({
      'base/kustomization.yaml': 'resources:\n  - api.yaml\n',
      'base/api.yaml': api(container('a') + container('b')),
      'live/kustomization.yaml': 'resources:\n  - ../base\npatches:\n  - path: patch.yaml\n',
      'live/patch.yaml': api(patch('a') + patch('b')),
      'test/kustomization.yaml': 'resources:\n  - ../base\n',
    });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('test/kustomization.yaml');
    await editor.diagnostics(uri);
    const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const titles = (await editor.actionsAt(uri, whole)).map((each) => each.title);
    expect(titles.filter((each) => each.includes('in a new patch'))).not.toEqual([]);
    expect(titles.filter((each) => each.startsWith('Fix all'))).toEqual([]);
  });
});
