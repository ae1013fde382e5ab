import { describe, expect, it } from 'vitest';
import {
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';
import type { EditorSettings } from '../../shared/src/protocol.ts';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

const FILES = {
  'compose.yaml': `services:
  api:
    image: example/api:1.4.2
    restart: "no"
    environment:
      LOG_LEVEL: debug
      TEXT: one
      DB_PASSWORD: plain-Secret-91
      SAME: same
`,
  'compose.prod.yaml': `services:
  api:
    restart: always
    environment:
      LOG_LEVEL: warning
      TEXT: a text of more than thirty characters, cut
      DB_PASSWORD: other-Secret-17
      SAME: same
`,
  'compose.staging.yaml': 'services:\n  api:\n    restart: unless-stopped\n',
  'k8s/base/kustomization.yaml': 'resources: [app.yaml]\n',
  'k8s/base/app.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: 1\n  paused: false\n',
  ...Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name) => [
      `k8s/overlays/${name}/kustomization.yaml`,
      'namePrefix: own-\nresources: [../../base]\nreplicas:\n- name: app\n  count: 3\n',
    ]),
  ),
  'k8s/overlays/f/kustomization.yaml': `resources: [../../base]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: app}
    spec:
      replicas: 7
`,
  'k8s/overlays/g/kustomization.yaml': 'resources: [../../base]\n',
};

async function opened(settings: EditorSettings = {}) {
  const disk = new DiskFolder(FILES);
  const capabilities = {
    configuration: true,
    workspaceFolders: true,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  };
  const editor = await startEditor({ folders: [disk.uri], settings: () => settings, capabilities });
  const refreshed = { lenses: 0, hints: 0 };
  editor.connection.onRequest(CodeLensRefreshRequest.type, () => void refreshed.lenses++);
  editor.connection.onRequest(InlayHintRefreshRequest.type, () => void refreshed.hints++);
  const hints = async (file: string, range = WHOLE): Promise<string[]> => {
    const params = { textDocument: { uri: disk.uriOf(file) }, range };
    const found: InlayHint[] | null = await editor.connection.sendRequest(InlayHintRequest.type, params);
    return (found ?? []).map(({ position: { line, character }, label }) => `${line}:${character} ${label}`);
  };
  const lenses = async (file: string): Promise<CodeLens[]> =>
    (await editor.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: disk.uriOf(file) },
    })) ?? [];
  return { disk, editor, hints, lenses, refreshed };
}

describe('inlay hints', () => {
  it('show beside an override what it overrides, cut and without secrets', async () => {
    const { hints } = await opened();
    expect(await hints('compose.prod.yaml')).toEqual([
      '2:19 was: no',
      '4:24 was: debug',
      '5:54 was: one',
      '6:34 was: ********',
    ]);
  });

  it('show beside what is overridden what it becomes, and where', async () => {
    const { hints } = await opened();
    expect(await hints('compose.yaml')).toEqual([
      '3:17 → always in prod, unless-stopped in staging',
      '5:22 → warning in prod',
      '6:15 → a text of more than thirty ch… in prod',
      '7:34 → ******** in prod',
    ]);
    expect(
      await hints('compose.yaml', { start: { line: 5, character: 0 }, end: { line: 5, character: 9 } }),
    ).toEqual(['5:22 → warning in prod']);
  });

  it('are shown for kustomizations, but not for names that get a prefix', async () => {
    const { hints } = await opened();
    expect(await hints('k8s/base/app.yaml')).toEqual(['5:13 → 3 in a, b, c +2, 7 in f']);
    expect(await hints('k8s/overlays/a/kustomization.yaml')).toEqual(['4:10 was: 1']);
    expect(await hints('k8s/overlays/f/kustomization.yaml')).toEqual(['7:17 was: 1']);
    expect(await hints('k8s/overlays/g/kustomization.yaml')).toEqual([]);
  });

  it('follow what is typed in another file, and the editor is told to ask again', async () => {
    const { hints, editor, disk, refreshed } = await opened();
    const document = await editor.open(disk.uriOf('compose.yaml'), FILES['compose.yaml']);
    await editor.settled(document.uri);
    const before = refreshed.hints;
    await document.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace');
    expect(await hints('compose.prod.yaml')).toContain('4:24 was: trace');
    await expect.poll(() => refreshed.hints).toBeGreaterThan(before);
    expect(refreshed.lenses).toBe(refreshed.hints);
  });

  it('can be switched off', async () => {
    const { hints, lenses } = await opened({ inlayHints: { enable: false } });
    expect(await hints('compose.yaml')).toEqual([]);
    expect(await lenses('compose.yaml')).not.toEqual([]);
  });
});

describe('code lenses', () => {
  it('lead to the environments of a file, from its first line', async () => {
    const { lenses, disk } = await opened();
    const found = await lenses('compose.yaml');
    expect(found.map(({ command }) => command?.title)).toEqual(['Effective: prod', 'Effective: staging']);
    expect(found.map(({ range }) => range.start.line)).toEqual([0, 0]);
    expect(found[0]?.command).toMatchObject({
      command: 'plumbline.showEffective',
      arguments: [{ folder: disk.uri, label: 'prod', id: expect.stringContaining('compose.prod.yaml') }],
    });
    expect(await lenses('k8s/base/app.yaml')).toEqual([]);
  });

  it('are at most six, and one for the rest', async () => {
    const { lenses } = await opened();
    const titles = (await lenses('k8s/base/kustomization.yaml')).map(({ command }) => command?.title);
    expect(titles).toEqual([...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `Effective: ${name}`), '…']);
  });

  it('can be switched off, by themselves and with all else', async () => {
    const { lenses, editor, hints } = await opened({ codeLens: { enable: false } });
    expect(await lenses('compose.yaml')).toEqual([]);
    expect(await hints('compose.yaml')).not.toEqual([]);
    await editor.changeSettings(() => ({ enable: false }));
    await expect.poll(() => hints('compose.yaml')).toEqual([]);
    expect(await lenses('compose.yaml')).toEqual([]);
  });
});
