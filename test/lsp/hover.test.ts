import { describe, expect, it } from 'vitest';
import { type Hover, HoverRequest } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { type Editor, startEditor } from './harness.ts';

const COMPOSE = {
  'compose.yaml': `services:
  api:
    image: example/api:1.4.2
    privileged: true
    environment:
      LOG_LEVEL: debug
      DB_PASSWORD: plain-Secret-91
    ports: ["8080:80"]
    labels:
      - tier=front
  worker:
    image: example/worker:1.0.0
`,
  'compose.prod.yaml': `services:
  api:
    privileged: !reset null
    environment:
      LOG_LEVEL: warning
      DB_PASSWORD: other-Secret-17
    ports: !override
      - "80:80"
    labels:
      - tier=back
`,
};

const KUSTOMIZE = {
  'k8s/base/kustomization.yaml': 'resources:\n- deployment.yaml\n- secret.yaml\n',
  'k8s/base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 1
  paused: false
  revisionHistoryLimit: 2
  minReadySeconds: 5
  template:
    spec:
      containers:
      - name: api
        image: example/api:1.0.0
        env:
        - name: API_TOKEN
          value: token-77-of-base-aZ
      - name: sidecar
        image: example/sidecar:1.0.0
`,
  'k8s/base/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  user: admin\n',
  'k8s/overlays/production/kustomization.yaml': `resources:
- ../../base
patches:
- path: patch.yaml
- target:
    kind: Deployment
  patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
    spec:
      paused: null
      minReadySeconds: 5
- target:
    kind: Deployment
  patch: |-
    - op: remove
      path: /spec/revisionHistoryLimit
- target:
    kind: Secret
  patch: |-
    - op: replace
      path: /stringData/user
      value: root
replicas:
- name: api
  count: 3
images:
- name: example/sidecar
  newTag: 2.0.0
`,
  'k8s/overlays/production/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
      - name: api
        image: example/api:2.0.0
        env:
        - name: API_TOKEN
          value: token-99-of-production-bY
`,
  'k8s/overlays/staging/kustomization.yaml': 'resources:\n- ../../base\n',
  'k8s/overlays/testing/kustomization.yaml': 'resources:\n- ../../base\n',
};

interface Place {
  readonly file: string;
  readonly word: string;
  /** Which one, where the word stands more than once. */
  readonly nth?: number;
}

async function opened(files: { readonly [path: string]: string }) {
  const disk = new DiskFolder(files);
  const editor = await startEditor({ folders: [disk.uri] });
  return { disk, editor, at: (place: Place) => hoverAt(editor, disk, files, place) };
}

/** What is said at a word, with the folder's path taken out of links. */
async function hoverAt(
  editor: Editor,
  disk: DiskFolder,
  files: { readonly [path: string]: string },
  { file, word, nth = 0 }: Place,
): Promise<string | undefined> {
  const text = files[file] ?? '';
  let offset = -1;
  for (let found = 0; found <= nth; found++) offset = text.indexOf(word, offset + 1);
  if (offset < 0) throw new Error(`"${word}" is not in ${file}.`);
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 1 };
  const hover: Hover | null = await editor.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: disk.uriOf(file) },
    position,
  });
  if (!hover) return undefined;
  expect(hover.range?.start.line).toBe(position.line);
  const { contents } = hover;
  const value = typeof contents === 'object' && 'kind' in contents ? contents.value : '';
  return value.replaceAll(`${disk.uri}/`, '');
}

describe('hovering a Compose file', () => {
  const base = 'compose.yaml';
  const upper = 'compose.prod.yaml';

  it('tells in the base what overrides the value, and in the override what it takes the place of', async () => {
    const { at } = await opened(COMPOSE);
    const overridden = 'Overridden in **prod** by [compose.prod.yaml:5](compose.prod.yaml#L5): `warning`';
    expect(await at({ file: base, word: 'LOG_LEVEL' })).toBe(overridden);
    expect(await at({ file: base, word: 'debug' })).toBe(overridden);
    expect(await at({ file: upper, word: 'warning' })).toBe(
      'In **prod**: `warning`, from [compose.prod.yaml:5](compose.prod.yaml#L5), over `debug` in [compose.yaml:6](compose.yaml#L6)',
    );
  });

  it('tells what is taken away, and by which tag', async () => {
    const { at } = await opened(COMPOSE);
    const removed = 'Removed in **prod** by `!reset` in [compose.prod.yaml:3](compose.prod.yaml#L3)';
    expect(await at({ file: base, word: 'privileged' })).toBe(removed);
    expect(await at({ file: upper, word: 'privileged' })).toBe(removed);
    expect(await at({ file: base, word: 'ports' })).toBe(
      'Overridden in **prod** by [compose.prod.yaml:8](compose.prod.yaml#L8) with `!override`: 1 item',
    );
    expect(await at({ file: base, word: '8080:80' })).toMatch(
      /^Overridden in \*\*prod\*\* by \S+ with `!override`$/,
    );
  });

  it('shows no secret', async () => {
    const { at } = await opened(COMPOSE);
    expect(await at({ file: upper, word: 'DB_PASSWORD' })).toMatch(
      /^In \*\*prod\*\*: `\*{8}`, from \S+, over `\*{8}` in \S+$/,
    );
  });

  it('names the files that a mapping is merged from', async () => {
    const { at } = await opened(COMPOSE);
    expect(await at({ file: base, word: 'environment' })).toBe(
      'In **prod**: 2 keys, merged from [compose.yaml:6](compose.yaml#L6), [compose.prod.yaml:5](compose.prod.yaml#L5)',
    );
  });

  it('finds the items of short lists', async () => {
    const { at } = await opened(COMPOSE);
    expect(await at({ file: base, word: 'tier=front' })).toMatch(/^Overridden in \*\*prod\*\* by .*back`$/);
  });

  it('says nothing where nothing differs', async () => {
    const { at } = await opened(COMPOSE);
    expect(await at({ file: base, word: 'example/worker' })).toBeUndefined();
    expect(await at({ file: base, word: 'api:1.4.2' })).toBeUndefined();
  });

  it('tells what variables amount to', async () => {
    const { at } = await opened({
      'compose.yaml':
        'services:\n  api:\n    image: example/api:${TAG}\n    command: run ${NO:?must be set}\n',
      '.env': 'TAG=1.2.3\nNO=1\n',
    });
    expect(await at({ file: 'compose.yaml', word: 'image' })).toMatch(
      /^In \*\*\w+\*\*: `example\/api:1\.2\.3`, from /,
    );
  });

  it('follows what is typed, and survives a project that is refused', async () => {
    const { editor, disk, at } = await opened(COMPOSE);
    const document = await editor.open(disk.uriOf(upper), COMPOSE[upper]);
    await document.replace('warning', 'error');
    expect(await at({ file: base, word: 'LOG_LEVEL' })).toMatch(/`error`$/);
    await document.write('services:\n  api: [');
    expect(await at({ file: base, word: 'LOG_LEVEL' })).toBeUndefined();
    await document.write('services:\n  api: {image: 1, image: 2}\n');
    await at({ file: base, word: 'LOG_LEVEL' });
    await document.write('services:\n  other:\n    extends: api2\n');
    await at({ file: base, word: 'LOG_LEVEL' });
  });
});

describe('hovering manifests', () => {
  const base = 'k8s/base/deployment.yaml';
  const overlay = 'k8s/overlays/production/kustomization.yaml';
  const patch = 'k8s/overlays/production/patch.yaml';

  it('joins the environments with the same answer', async () => {
    const { at } = await opened(KUSTOMIZE);
    const said = await at({ file: base, word: 'api:1.0.0' });
    expect(said?.split('\n\n').sort()).toEqual([
      `In **staging**, **testing**: \`example/api:1.0.0\`, from [${base}:14](${base}#L14)`,
      `Overridden in **production** by [${patch}:10](${patch}#L10): \`example/api:2.0.0\``,
    ]);
  });

  it('tells what the entries of a kustomization do', async () => {
    const { at } = await opened(KUSTOMIZE);
    expect(await at({ file: base, word: 'replicas' })).toContain(
      `Overridden in **production** by [${overlay}:28](${overlay}#L28): \`3\``,
    );
    expect(await at({ file: overlay, word: 'count' })).toBe(
      `In **production**: \`spec.replicas\` of Deployment "api" is \`3\`, from [${overlay}:28](${overlay}#L28), over \`1\` in [${base}:6](${base}#L6)`,
    );
    expect(await at({ file: base, word: 'sidecar:1.0.0' })).toContain('`example/sidecar:2.0.0`');
  });

  it('tells what a tag of a kustomization does that the base has too', async () => {
    const files = {
      ...KUSTOMIZE,
      [base]: KUSTOMIZE[base].replace('sidecar:1.0.0', 'sidecar:latest'),
      [overlay]: KUSTOMIZE[overlay].replace('newTag: 2.0.0', 'newTag: latest'),
    };
    const { at } = await opened(files);
    expect(await at({ file: overlay, word: 'latest' })).toBe(
      `In **production**: \`spec.template.spec.containers.1.image\` of Deployment "api" is \`example/sidecar:latest\`, from [${overlay}:31](${overlay}#L31)`,
    );
  });

  it('says a name once that a generator gives its hash to', async () => {
    const map = 'k8s/overlays/production/kustomization.yaml';
    const files = {
      ...KUSTOMIZE,
      [base]: `${KUSTOMIZE[base]}        envFrom: [{configMapRef: {name: limits}}]\n`,
      [map]: `${KUSTOMIZE[map]}configMapGenerator:\n- name: limits\n  literals: [a=1, b=2]\n`,
    };
    const { at } = await opened(files);
    const said = await at({ file: base, word: 'limits' });
    expect(said).toMatch(/In \*\*production\*\*: `limits-\w+`, from /);
    expect(said).not.toContain('Overridden');
    expect(await at({ file: map, word: 'name: limits' })).toMatch(
      /^In \*\*production\*\*: ConfigMap "limits-\w+", 4 keys, from /,
    );
  });

  it('reads patches that are written in a kustomization', async () => {
    const { at } = await opened(KUSTOMIZE);
    expect(await at({ file: base, word: 'paused' })).toMatch(/Removed in \*\*production\*\* by `null` in /);
    expect(await at({ file: overlay, word: 'paused' })).toBe(
      `Removed in **production** by \`null\` in [${overlay}:13](${overlay}#L13)`,
    );
    expect(await at({ file: base, word: 'revisionHistoryLimit' })).toContain(
      `Removed in **production** by \`op: remove\` in [${overlay}:18](${overlay}#L18)`,
    );
  });

  it('says nothing where a patch has the same value', async () => {
    const { at } = await opened(KUSTOMIZE);
    expect(await at({ file: patch, word: 'apiVersion' })).toBeUndefined();
    expect(await at({ file: base, word: 'kind' })).toBeUndefined();
    expect(await at({ file: base, word: 'minReadySeconds' })).toBeUndefined();
  });

  it('shows no secret', async () => {
    const { at } = await opened(KUSTOMIZE);
    expect(await at({ file: patch, word: 'token-99' })).toMatch(/: `\*{8}`, from .* over `\*{8}` in /);
    expect(await at({ file: base, word: 'token-77' })).not.toMatch(/token-(?:77|99)/);
    const secret = await at({ file: 'k8s/base/secret.yaml', word: 'admin' });
    expect(secret).toMatch(/Overridden in \*\*production\*\* by .*: `\*{8}`/);
    expect(secret).not.toMatch(/root|admin/);
  });

  it('says nothing of a kustomization that is refused, and where there is none', async () => {
    const { at } = await opened({ ...KUSTOMIZE, [overlay]: 'resources:\n- ../../base\n- gone.yaml\n' });
    expect(await at({ file: base, word: 'replicas' })).toBeUndefined();
    const alone = await opened({ 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n' });
    expect(await alone.at({ file: 'pod.yaml', word: 'name' })).toBeUndefined();
  });
});
