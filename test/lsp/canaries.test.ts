import { expect, it } from 'vitest';
import { CodeLensRequest, HoverRequest, InlayHintRequest } from 'vscode-languageserver/node';
import { EFFECTIVE_DOCUMENT, ENVIRONMENTS, type EnvironmentSummary } from '../../shared/src/protocol.ts';
import { analyze, ROOT } from '../support/analysis.ts';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const ENCODED = [encoded('canary-A61x'), encoded('canary-A62x')];

/** Every secret is a word with `canary` in it; in base64 it is one of {@link ENCODED}. */
const COMPOSE = `x-common: &c
  DB_PASS: canaryA1-common
services:
  web:
    image: nginx:1.25
    build: {context: ., args: {NPM_TOKEN: canaryB2-npm, X: y}}
    environment:
      <<: *c
      URL: postgres://u:canaryC3-url@db/x
      PGPASS: canaryD4-pg
      REDIS_AUTH: canaryE5-auth
      SMTP: "smtp://user:canaryF6@mail"
      CONN: "Server=db;User=sa;Password=canaryG7;"
      V: \${SECRET_V:-canaryI8-default}
      NESTED: "\${URL_V:-redis://:canaryN9@cache/0}"
      W: "\${W}"
      Z: "x-\${Z_TOKEN}-y"
      SETTINGS: '{"db": {"password": "canaryJ10", "user": "x"}, "apiKey": "canaryJ11"}'
      ESCAPED: "{\\"password\\": \\"canaryJ12 q\\"}"
      HEADER: "Authorization: Bearer canaryH13aaa"
    command: redis-server --requirepass canaryJ14-redis --port 1
    entrypoint: ["sh", "-c", "export API_TOKEN=canaryK15 && mysql -uroot -pcanaryK16 && redis-cli -a canaryK17 ping; curl -u me:canaryK18 x"]
    labels: ["traefik.http.middlewares.auth.basicauth.users=admin:canaryK19,other:canaryK20"]
    healthcheck: {test: ["CMD", "mysqladmin", "-pcanaryL21", "ping"]}
configs:
  c: {content: "password: canaryM22-cfg\\nuser: x"}
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  template:
    spec:
      containers:
      - name: c
        image: i:1
        args: ["--db-password=canary-8", "-p", "canary9pw"]
        command: ["sh", "-c", "export TOKEN=canaryaa && run"]
        env: [{name: DB_PASSWORD, value: canarybb}, {name: Q, value: plain}, {name: PART, value: "a,b,c"}, {name: VARS, value: "u=$(LOGIN);x"}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: x}
data:
  DATABASE_PASSWORD: canarycc
  config.json: '{"password": "canarydd", "list": [{"token":"canaryde"}]}'
  app.conf: "[db]\\nuser = x\\npassword = canaryee and more"
  app.properties: |
    spring.datasource.password=canaryff
    spring.datasource.username=app
  .env: |
    export API_TOKEN="canarygg"
  values.yaml: |
    auth:
      password: canaryhh
      certificate_secret: |
        canaryii
      user: x
  server.xml: <server><password>canaryjj</password><user name="x" password="canarykk"/></server>
  redis.conf: |
    port 1
    requirepass canaryll
  init.sql: CREATE USER x IDENTIFIED BY 'canarymm';
  .npmrc: "//registry.npmjs.org/:_authToken=canarynn"
---
apiVersion: example.com/v1
kind: Foo
metadata: {name: f}
spec: {password: canaryoo, auth: {token: canarypp}, q: z}
`;

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"a":"canary-4"}}'}}
stringData: {user: canary-5, login: shortcanary, conf.yaml: "x: canary-6"}
data: {p: ${ENCODED[0]}}
`;

const CANARY = /canary/i;
const changed = (text: string): string => text.replaceAll('canary', 'other-canary');

const FILES: { readonly [path: string]: string } = {
  '.env': 'W=canaryZ1-dotenv\nZ_TOKEN=tokcanary\n',
  'compose.yaml': COMPOSE,
  'compose.prod.yaml': changed(COMPOSE),
  'compose.dev.yaml': 'services: {web: {environment: {MODE: dev}}}\n',
  'k/base/f.conf': 'db.password=canary3\n',
  'k/base/s.yaml': SECRET,
  'k/base/d.yaml': DEPLOYMENT,
  'k/base/kustomization.yaml': `resources: [s.yaml, d.yaml]
configMapGenerator:
- name: cm
  literals: ["DB_PASSWORD=canary1", "app.conf=password=canary2"]
  files: [f.conf]
secretGenerator:
- name: gen
  literals: ["anything=canary-7gen"]
`,
  'k/prod/patch.yaml': changed(DEPLOYMENT).replaceAll('plain', 'other'),
  'k/prod/kustomization.yaml': `resources: [../base]
patches:
- target: {kind: Secret, name: s}
  patch: |-
    - op: replace
      path: /stringData/user
      value: canarygg
    - op: replace
      path: /data/p
      value: ${ENCODED[1]}
- path: patch.yaml
- patch: '[{"op":"replace","path":"/spec/password","value":"canarykk"}]'
  target: {kind: Foo}
replacements:
- source: {kind: Secret, name: s, fieldPath: stringData.user}
  targets:
  - {select: {kind: Deployment}, fieldPaths: ["spec.template.spec.containers.0.env.[name=Q].value"]}
  - {select: {kind: Foo}, fieldPaths: [spec.q]}
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.0.env.[name=PART].value"]
    options: {delimiter: ",", index: 1}
vars:
- name: LOGIN
  objref: {apiVersion: v1, kind: Secret, name: s}
  fieldref: {fieldPath: stringData.login}
configMapGenerator:
- name: cm
  behavior: merge
  literals: ["DB_PASSWORD=canarynn"]
`,
};

/** What is shown with a secret in it. */
function leaks(shown: readonly string[]): string[] {
  return shown.filter((text) => CANARY.test(text) || ENCODED.some((each) => text.includes(each)));
}

async function opened() {
  const disk = new DiskFolder(FILES);
  const editor = await startEditor({ folders: [disk.uri] });
  await editor.settled(disk.uriOf('compose.yaml'));
  /** The effective documents of all environments. */
  const documents = async (origins: boolean): Promise<string[]> => {
    const all: EnvironmentSummary[] = await editor.connection.sendRequest(ENVIRONMENTS, {});
    const texts = all.map(
      ({ folder, id }): Promise<string> =>
        editor.connection.sendRequest(EFFECTIVE_DOCUMENT, { folder, id, origins }),
    );
    return Promise.all(texts);
  };
  return { disk, editor, documents };
}

it('no secret is in a hover, an inlay hint or a lens', { timeout: 60_000 }, async () => {
  const { disk, editor } = await opened();
  const shown: string[] = [];
  for (const [file, text] of Object.entries(FILES)) {
    if (!file.endsWith('.yaml')) continue;
    const textDocument = { uri: disk.uriOf(file) };
    for (const [line, content] of text.split('\n').entries()) {
      for (const { index } of content.matchAll(/[\w$]\S*/g)) {
        const hover = await editor.connection.sendRequest(HoverRequest.type, {
          textDocument,
          position: { line, character: index },
        });
        if (hover) shown.push(`${file}:${line + 1} ${JSON.stringify(hover.contents)}`);
      }
    }
    const range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
    const hints = await editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    shown.push(...(hints ?? []).map((each) => `${file}: ${JSON.stringify(each)}`));
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, { textDocument });
    shown.push(...(lenses ?? []).map((each) => JSON.stringify(each.command)));
  }
  expect(shown.filter((text) => text.includes('********')).length).toBeGreaterThan(40);
  expect(leaks(shown)).toEqual([]);
});

it('no secret is in an effective document', async () => {
  const { documents } = await opened();
  const all = [...(await documents(true)), ...(await documents(false))];
  expect(all).toHaveLength(6);
  for (const text of all) {
    expect(text).toContain('********');
    expect(leaks(text.split('\n'))).toEqual([]);
  }
});

it('what is no secret is shown', async () => {
  const { documents } = await opened();
  const all = (await documents(false)).join('\n');
  const plain = ['nginx:1.25', 'postgres://u:********@db/x', 'requirepass ******** --port 1', 'username=app'];
  for (const each of plain) expect(all).toContain(each);
});

it('no fix carries a secret to a file that had it not, and no message or title has one', () => {
  const findings = [...analyze(FILES, { preset: 'all' }).findings.values()].flat();
  const fixes = findings.flatMap((finding) => finding.fixes());
  expect(fixes.length).toBeGreaterThan(40);
  expect(leaks([...findings.map(({ message }) => message), ...fixes.map(({ title }) => title)])).toEqual([]);
  const words = (text: string): string[] => text.match(/[\w-]*canary[\w-]*/gi) ?? [];
  const carried = fixes.flatMap(({ edits, creates = [] }) => [
    ...edits.flatMap(({ location: { uri }, newText }) => {
      const there = words(FILES[uri.slice(ROOT.length + 1)] ?? '');
      return words(newText).filter((each) => !there.includes(each));
    }),
    ...creates.flatMap(({ text }) => words(text)),
  ]);
  expect(carried).toEqual([]);
});
