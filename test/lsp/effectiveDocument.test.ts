import { describe, expect, it } from 'vitest';
import { EFFECTIVE_DOCUMENT, ENVIRONMENTS, type EnvironmentSummary } from '../../shared/src/protocol.ts';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';

const COMPOSE = {
  'compose.yaml': `services:
  api:
    image: example/api:\${TAG}
    command: ["run", "--password=hunter-2-hunter", "--token", "aZ19-kk27-ppL3"]
    environment:
      - DATABASE_URL=postgres://app:s3cr3t-of-db@db/app
      - LOG_LEVEL=debug
`,
  'compose.prod.yaml': `services:
  api:
    environment:
      LOG_LEVEL: warning
      SESSION_SECRET: changeme
    restart: always
`,
  'compose.staging.yaml': 'services:\n  api:\n    restart: "no"\n',
  '.env': 'TAG=1.2.3\n',
};

const KUSTOMIZE = {
  'k8s/base/kustomization.yaml': 'resources:\n- app.yaml\n',
  'k8s/base/app.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: app
data:
  level: debug
  application.properties: |
    spring.datasource.password=plain-Secret-1
    spring.datasource.username=app
---
apiVersion: v1
kind: Secret
metadata:
  name: login
data:
  user: YWRtaW4=
`,
  'k8s/overlays/prod/kustomization.yaml': `namespace: prod
resources:
- ../../base
patches:
- path: patch.yaml
secretGenerator:
- name: made
  literals: [password=plain-Secret-2]
`,
  'k8s/overlays/prod/patch.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  level: error\n',
};

async function opened(files: { readonly [path: string]: string }) {
  const disk = new DiskFolder(files);
  const editor = await startEditor({ folders: [disk.uri] });
  const list = (file?: string): Promise<EnvironmentSummary[]> =>
    editor.connection.sendRequest(ENVIRONMENTS, file === undefined ? {} : { uri: disk.uriOf(file) });
  const shown = async (label: string, origins = true): Promise<string> => {
    const found = (await list()).find((each) => each.label === label);
    if (!found) throw new Error(`There is no environment ${label}.`);
    const { folder, id } = found;
    return editor.connection.sendRequest(EFFECTIVE_DOCUMENT, { folder, id, origins });
  };
  return { disk, editor, list, shown };
}

describe('the environments', () => {
  it('are listed, those of a file first', async () => {
    const { list, disk } = await opened({ ...COMPOSE, ...KUSTOMIZE });
    expect(
      (await list('k8s/overlays/prod/patch.yaml')).map(({ label, hasFile }) => [label, hasFile]),
    ).toEqual([
      ['prod (k8s/overlays/prod/kustomization.yaml)', true],
      ['prod (compose.prod.yaml)', false],
      ['staging', false],
    ]);
    const [first] = await list('compose.staging.yaml');
    expect(first).toMatchObject({ label: 'staging', tool: 'compose', folder: disk.uri, hasFile: true });
    expect((await list()).some(({ hasFile }) => hasFile)).toBe(false);
  });

  it('are none where nothing is checked', async () => {
    const disk = new DiskFolder(COMPOSE);
    const editor = await startEditor({ folders: [disk.uri], settings: () => ({ enable: false }) });
    expect(await editor.connection.sendRequest(ENVIRONMENTS, {})).toEqual([]);
  });
});

describe('the document of a Compose environment', () => {
  it('is the merged YAML, each block with its layer, secrets masked', async () => {
    const { shown } = await opened(COMPOSE);
    expect(await shown('prod')).toMatchInlineSnapshot(`
      "# The effective configuration of "prod". Secrets are masked.

      # compose.yaml + compose.prod.yaml

      services:
        api:
          image: example/api:1.2.3 # compose.yaml
          # compose.yaml
          command:
          - run
          - --password=********
          - --token
          - "********"
          environment:
            DATABASE_URL: postgres://app:********@db/app # compose.yaml
            LOG_LEVEL: warning # compose.prod.yaml
            SESSION_SECRET: "********" # compose.prod.yaml
          restart: always # compose.prod.yaml
      "
    `);
    expect(await shown('staging', false)).toMatchInlineSnapshot(`
      "services:
        api:
          image: example/api:1.2.3
          command:
          - run
          - --password=********
          - --token
          - "********"
          environment:
          - DATABASE_URL=postgres://app:********@db/app
          - LOG_LEVEL=debug
          restart: "no"
      "
    `);
  });

  it('follows what is typed', async () => {
    const { shown, editor, disk } = await opened(COMPOSE);
    const document = await editor.open(disk.uriOf('compose.prod.yaml'), COMPOSE['compose.prod.yaml']);
    const before = editor.findingsChanged;
    await document.replace('warning', 'trace');
    expect(await shown('prod')).toContain('LOG_LEVEL: trace # compose.prod.yaml');
    expect(editor.findingsChanged).toBeGreaterThan(before);
  });

  it('says why there is none, with the place', async () => {
    const { shown, editor, disk } = await opened(COMPOSE);
    const document = await editor.open(disk.uriOf('compose.prod.yaml'), COMPOSE['compose.prod.yaml']);
    await document.write('services:\n  api:\n    environment: 5\n');
    const text = await shown('prod');
    expect(text).toMatch(/^# The layers of "prod" can't be merged:\n# compose\.prod\.yaml:3: .+\n$/);
  });

  it('says that an environment is gone', async () => {
    const { editor, disk } = await opened(COMPOSE);
    const gone = { folder: disk.uri, id: 'gone', origins: true };
    expect(await editor.connection.sendRequest(EFFECTIVE_DOCUMENT, gone)).toBe(
      '# There is no such environment any more.\n',
    );
  });
});

describe('the document of a kustomization', () => {
  it('is what is built, each block with its layer, secrets masked', async () => {
    const { shown } = await opened(KUSTOMIZE);
    expect(await shown('prod')).toMatchInlineSnapshot(`
      "# The effective configuration of "prod". Secrets are masked.

      # k8s/base/app.yaml + k8s/overlays/prod/patch.yaml

      apiVersion: v1 # k8s/overlays/prod/patch.yaml
      kind: ConfigMap # k8s/base/app.yaml
      metadata:
        name: app # k8s/base/app.yaml
        namespace: prod # k8s/overlays/prod/kustomization.yaml
      data:
        level: error # k8s/overlays/prod/patch.yaml
        application.properties: | # k8s/base/app.yaml
          spring.datasource.password=********
          spring.datasource.username=app
      ---
      # k8s/base/app.yaml

      apiVersion: v1
      kind: Secret
      metadata:
        name: login
        namespace: prod # k8s/overlays/prod/kustomization.yaml
      data:
        user: "********"
      ---
      # k8s/overlays/prod/kustomization.yaml

      apiVersion: v1
      kind: Secret
      metadata:
        name: made-78fk948mdb
        namespace: prod
      type: Opaque
      data:
        password: "********"
      "
    `);
  });

  it('says what is missing, and why there is none', async () => {
    const overlay = 'k8s/overlays/prod/kustomization.yaml';
    const remote = 'resources:\n- ../../base\n- https://example.com/all.yaml\n';
    const incomplete = await opened({ ...KUSTOMIZE, [overlay]: remote });
    expect(await incomplete.shown('prod')).toMatch(
      /^# Some of it is not built here:\n# k8s\/overlays\/prod\/kustomization\.yaml:3: /m,
    );
    const refused = await opened({ ...KUSTOMIZE, [overlay]: 'resources:\n- ../../base\n- gone.yaml\n' });
    expect(await refused.shown('prod')).toMatch(
      /can't be merged:\n# k8s\/overlays\/prod\/kustomization\.yaml:3: /,
    );
  });
});

describe('such a document in the editor', () => {
  it('is not judged', async () => {
    const { editor, shown } = await opened(COMPOSE);
    const uri = 'plumbline-effective:/Effective%20prod.yaml?%7B%7D';
    await editor.open(uri, await shown('prod'));
    await editor.settled(uri);
    expect(editor.codes(uri)).toEqual([]);
  });
});
