import fc from 'fast-check';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.ts';
import { type Files, ROOT, type Setting } from '../../support/analysis.ts';

/** A small workspace in which every kind of file depends on another one. */
export const WORKSPACE: Files = {
  'compose.yaml':
    'services:\n  api:\n    build: .\n    image: example/api\n    depends_on:\n      db:\n        condition: service_healthy\n    ports:\n      - "8000:8000"\n  db:\n    image: postgres:latest\n    environment:\n      POSTGRES_PASSWORD: Kw3-blue-otter\n',
  'compose.prod.yaml':
    'services:\n  api:\n    restart: always\n  cache:\n    image: redis:7.2\n    # plumbline-disable-next-line compose/privileged -- the driver needs it\n    privileged: true\n',
  'docker/compose.yaml': 'services:\n  app:\n    build: ..\n  db:\n    image: postgres:latest\n',
  Dockerfile:
    'FROM python:3.12\nEXPOSE 8000\nUSER app\nHEALTHCHECK CMD curl -f http://localhost:8000/health\n',
  'k8s/base/kustomization.yaml': 'resources:\n  - api.yaml\n  - limits.yaml\n  - settings.yaml\n',
  'k8s/base/api.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 1\n  selector:\n    matchLabels: {app: api}\n  template:\n    metadata:\n      labels: {app: api}\n    spec:\n      containers:\n        - name: api\n          image: example/api:latest\n          envFrom:\n            - configMapRef: {name: setting}\n          ports:\n            - containerPort: 8000\n              name: http\n',
  'k8s/base/limits.yaml':
    'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: limits\nspec:\n  limits:\n    - type: Container\n      default:\n        memory: 256Mi\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  selector: {app: api}\n  ports:\n    - port: 80\n      targetPort: 8080\n',
  'k8s/overlays/production/kustomization.yaml':
    'resources:\n  - ../../base\n  - hpa.yaml\npatches:\n  - path: patch.yaml\nimages:\n  - name: example/api\n    newTag: "1.4.2"\n',
  'k8s/overlays/production/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      hostNetwork: true\n      containers:\n        - name: api\n          securityContext:\n            runAsUser: 0\n',
  'k8s/base/settings.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  level: info\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: api\nspec:\n  minAvailable: 1\n  selector:\n    matchLabels: {app: api}\n',
  'k8s/overlays/production/hpa.yaml':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: api\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 1\n  maxReplicas: 4\n',
  'plain/db.yaml':
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  replicas: 2\n  serviceName: database\n  selector:\n    matchLabels: {app: db}\n  template:\n    metadata:\n      labels: {app: db}\n    spec:\n      containers:\n        - name: db\n          image: example/db:16.1\n          env:\n            - name: LEVEL\n              valueFrom:\n                configMapKeyRef: {name: tuning, key: level}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: tuning\ndata:\n  levels: high\n',
  'plain/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector: {app: db}\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: db\nspec:\n  minAvailable: 2\n  selector:\n    matchLabels: {app: db}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: db\nspec:\n  defaultBackend:\n    service: {name: dbs, port: {number: 5432}}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: db\nrules:\n  - apiGroups: ["*"]\n    resources: ["*"]\n    verbs: ["*"]\n',
  'plain/binding.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: db\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: db}\nsubjects:\n  - {kind: ServiceAccount, name: default}\n',
  'bundle.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\n  labels: {app: one}\nspec:\n  containers:\n    - name: one\n      image: example/api:1.0.0\n      livenessProbe:\n        httpGet: {path: /live, port: 8000}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: one\nspec:\n  selector: {app: one}\n  ports:\n    - port: 80\n---\nplain: data\n',
};

/** Overlays on one base with a broken file here and there, and Compose layers that lean on each other; comments in all of them. */
export const LAYERED: Files = {
  'compose.yaml':
    'include: [parts/shared.yml]\nservices:\n  # plumbline-disable-next-line compose/healthcheck-missing\n  api:\n    image: example/api:1.4.2\n    extends: {file: common.txt, service: plain}\n  db:\n    image: postgres:16.2\n',
  'compose.override.yaml':
    'services:\n  # plumbline-disable-next-line compose/memory-limit -- measured\n  api:\n    privileged: true\n  db:\n    healthcheck: {test: [CMD, pg_isready]}\n',
  'compose.prod.yaml':
    'services:\n  api:\n    # plumbline-disable-next-line compose/privileged\n    privileged: true\n  loop:\n    image: example/loop:1.0.0\n',
  'common.txt': 'services:\n  plain:\n    restart: always\n',
  'parts/shared.yml': '# plumbline-disable-file *\nservices:\n  cache:\n    image: redis:7.2\n',
  'base/kustomization.yaml': 'resources:\n  - api.yaml\n  - web.yaml\n',
  'base/api.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector:\n    matchLabels: {app: api}\n  template:\n    metadata:\n      labels: {app: api}\n    spec:\n      containers:\n        # plumbline-disable-next-line kubernetes/liveness-probe, kubernetes/memory-limit\n        - name: api\n          image: example/api:latest\n          securityContext:\n            # plumbline-disable-next-line kubernetes/privileged-container -- the driver\n            privileged: true\n',
  'base/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector:\n    matchLabels: {app: web}\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n        - name: web\n          image: example/web:1.0.0\n',
  'dev/kustomization.yaml':
    '# plumbline-disable-next-line kubernetes/readiness-probe\nresources: [../base]\n',
  'test/kustomization.yaml':
    'resources:\n  - ../base\npatches:\n  - target: {kind: Deployment, name: web}\n    path: ops.json\n',
  'test/ops.json': '[{"op": "add", "path": "/spec/replicas", "value": 2}]\n',
  'prod/kustomization.yaml':
    'resources:\n  - ../base\npatches:\n  - path: patch.yaml\n  - target: {kind: Deployment, name: web}\n    path: ops.yaml\n',
  'prod/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        # plumbline-disable-next-line kubernetes/liveness-probe\n        - name: api\n          livenessProbe:\n            tcpSocket: {port: 80}\n          securityContext:\n            privileged: true\n',
  'prod/ops.yaml':
    '# plumbline-disable-next-line kubernetes/replicas\n- op: add\n  path: /spec/template/spec/containers/0/readinessProbe\n  value: {tcpSocket: {port: 80}}\n',
};

/** Whole texts that break an environment, and those that mend it. */
const TURNS: readonly (readonly [path: string, text: string])[] = [
  ...[
    'resources: [../base, ../gone]\n',
    'resources: [../base\n',
    'resources: [../prod]\n',
    '',
    'resources: [../base]\n',
  ].map((text) => ['dev/kustomization.yaml', text] as const),
  ...[
    'resources: [../base, ../dev]\n',
    'resources: [../base]\npatches:\n  - path: patch.yaml\n',
    'resources: [../base]\ncomponents: [../base]\n',
  ].map((text) => ['prod/kustomization.yaml', text] as const),
  ...['resources: [api.yaml, web.yaml, api.yaml]\n', 'resources: [api.yaml]\n', 'resources: {\n'].map(
    (text) => ['base/kustomization.yaml', text] as const,
  ),
  ...[
    '[{"op": "remove", "path": "/spec/none"}]\n',
    '[{"op": "add"',
    '[{"op": "add", "path": "/spec/paused", "value": true}]\n',
  ].map((text) => ['test/ops.json', text] as const),
  ...[
    '# plumbline-disable-next-line kustomize/build-refused\n- op: overwrite\n  path: /spec/replicas\n',
    '- op: remove\n  # plumbline-disable-next-line kustomize/json6902-bad-path\n  path: /spec/none\n',
    'text\n',
  ].map((text) => ['prod/ops.yaml', text] as const),
  ...[
    'services:\n  api:\n    extends: {service: db}\n  db:\n    extends: {service: api}\n',
    'services:\n  # plumbline-disable-next-line compose/healthcheck-missing\n  db:\n    tty: true\n',
    'include: [compose.yaml]\n',
    'services: [\n',
  ].map((text) => ['compose.override.yaml', text] as const),
  ...[
    'services:\n  plain:\n    extends: {file: compose.yaml, service: api}\n',
    'services:\n  plain: {privileged: true, restart: always}\n',
    'plain: [\n',
    '# plumbline-disable-file compose/privileged\nservices:\n  plain: {privileged: true}\n',
  ].map((text) => ['common.txt', text] as const),
  ...['include: [../compose.yaml]\n', 'x: 1\n', 'services: {cache: {privileged: true}}\n'].map(
    (text) => ['parts/shared.yml', text] as const,
  ),
];

const COMMENT = '        # plumbline-disable-next-line kubernetes/liveness-probe\n';
const PROBE = '          livenessProbe: {tcpSocket: {port: 80}}\n';

/** A container's own lines, in a Deployment or in a patch of it, with a comment or without. */
function container(head: string, comment: string, lines: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n${head}      containers:\n${comment}        - name: api\n${lines}`;
}

const HEADS = {
  'base/api.yaml':
    '  selector:\n    matchLabels: {app: api}\n  template:\n    metadata:\n      labels: {app: api}\n    spec:\n',
  'prod/patch.yaml': '  template:\n    spec:\n',
};

/** Texts of a base and of a patch over it, whose comments are of use or not by what the other says. */
const COMMENTED: readonly (readonly [path: string, text: string])[] = Object.entries(HEADS).flatMap(
  ([path, head]) =>
    [COMMENT, ''].flatMap((comment) =>
      [PROBE, ''].map((probe) => {
        const image = '          image: example/api:1.4.2\n';
        return [
          path,
          container(head, comment, `${path === 'base/api.yaml' ? image : '          tty: true\n'}${probe}`),
        ] as const;
      }),
    ),
);

/** A base and one overlay or two; see {@link commentEdit}. */
export const TWO_LAYERS: Files = {
  'base/kustomization.yaml': 'resources: [api.yaml]\n',
  'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
  ...Object.fromEntries(COMMENTED),
};

const LINES = [
  '  replicas: 1',
  '  name: db',
  '  namespace: shop',
  '  selector: {app: api}',
  '  level: info',
  '    matchLabels: {app: db}',
  '# a note',
  '',
  '---',
  '  privileged: true',
  '    user: root',
  '      hostPID: true',
  'apiVersion: v1',
  'services:',
  '  - ../base',
  '# plumbline-disable-next-line *',
  '# plumbline-disable-file kubernetes/host-network, compose/privilege',
  '        # plumbline-disable-line kubernetes/liveness-probe, kubernetes/readiness-probe',
  '  {{ .Values.x }}: y',
  'EXPOSE 9000',
  'USER root',
  'resources: [api.yaml]',
  'x: [',
];
const SCRAPS = [
  's',
  'db',
  'x',
  ' ',
  ':',
  '"',
  '\n',
  '#',
  '- ',
  '{',
  ']',
  'latest',
  '8080',
  '\t',
  '&a ',
  '*a',
  '---\n',
  '\r',
];
const PATHS = [
  ...Object.keys(WORKSPACE),
  'docker-compose.yml',
  'Chart.yaml',
  'templates/api.yaml',
  'k8s/base/patch.yaml',
  'k8s/overlays/dev/kustomization.yaml',
  'other.dockerfile',
  'notes.yaml',
  'sub/compose.dev.yaml',
  'base/patch.yaml',
  'prod/patch.yaml',
  'prod/ops.yaml',
  'test/ops.json',
  'common.txt',
];

const SETTINGS: readonly Setting[] = [
  {},
  { preset: 'strict' },
  { preset: 'all' },
  { isolated: true },
  { ignore: ['k8s/base'] },
  { maxFileSize: 300 },
  { rules: { 'kubernetes/host-network': { level: 'off' }, 'compose/privileged': { level: 'hint' } } },
  { rules: { 'compose/memory-limit': { options: { amount: '64M' } } }, today: '2031-01-01' },
];

interface Range {
  readonly file: number;
  readonly at: number;
}

export type WorkspaceEdit =
  | ({ readonly kind: 'insert'; readonly text: string; readonly line: boolean } & Range)
  | ({ readonly kind: 'delete'; readonly length: number; readonly line: boolean } & Range)
  | { readonly kind: 'write'; readonly path: string; readonly from: number }
  | { readonly kind: 'put'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove'; readonly file: number }
  | { readonly kind: 'rename'; readonly file: number; readonly path: string }
  | { readonly kind: 'open'; readonly file: number; readonly languageId: string }
  | { readonly kind: 'configure'; readonly setting: Setting };

/** A workspace, the files open in an editor and the settings. */
export interface State {
  readonly files: Files;
  readonly languages: Files;
  readonly setting: Setting;
}

function puts(texts: readonly (readonly [path: string, text: string])[]): fc.Arbitrary<WorkspaceEdit> {
  return fc.constantFrom(...texts).map(([path, text]) => ({ kind: 'put', path, text }));
}

const range = { file: fc.nat(), at: fc.nat() };

/** An edit of a workspace; after some edits the analysis is dropped after so many steps, as a newer change makes it. */
export const workspaceEdit: fc.Arbitrary<{
  readonly edit: WorkspaceEdit;
  readonly steps: number | undefined;
}> = fc.record({
  edit: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('insert' as const),
        text: fc.constantFrom(...LINES),
        line: fc.constant(true),
        ...range,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('insert' as const),
        text: fc.constantFrom(...SCRAPS),
        line: fc.constant(false),
        ...range,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('delete' as const),
        length: fc.integer({ min: 1, max: 8 }),
        line: fc.boolean(),
        ...range,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        path: fc.constantFrom(...PATHS),
        from: fc.nat(),
      }),
    },
    { weight: 6, arbitrary: puts([...TURNS, ...Object.entries(LAYERED)]) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('rename' as const),
        file: fc.nat(),
        path: fc.constantFrom(...PATHS),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('open' as const),
        file: fc.nat(),
        languageId: fc.constantFrom('yaml', 'dockercompose', 'plaintext'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('configure' as const),
        setting: fc.constantFrom(...SETTINGS),
      }),
    },
  ),
  steps: fc.option(fc.nat(12), { freq: 4, nil: undefined }),
});

/** An edit of {@link TWO_LAYERS}: comments, what they silence, and an overlay more or less. */
export const commentEdit: typeof workspaceEdit = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      edit: puts([
        ...COMMENTED,
        ['test/kustomization.yaml', 'resources: [../base]\n'],
        ['test/kustomization.yaml', ''],
        ['prod/kustomization.yaml', 'resources: [../base]\npatches: [\n'],
        ['prod/kustomization.yaml', 'resources: [../base]\npatches:\n  - path: patch.yaml\n'],
      ]),
      steps: fc.option(fc.nat(12), { freq: 4, nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: workspaceEdit },
);

/** The state after an edit. */
export function edited(state: State, edit: WorkspaceEdit): State {
  if (edit.kind === 'configure') return { ...state, setting: edit.setting };
  const files: Record<string, string> = { ...state.files };
  if (edit.kind === 'put') return { ...state, files: { ...files, [edit.path]: edit.text } };
  if (edit.kind === 'write') {
    const texts = Object.values(WORKSPACE);
    files[edit.path] = texts[edit.from % texts.length] ?? '';
    return { ...state, files };
  }
  const paths = Object.keys(files);
  const path = paths[edit.file % Math.max(paths.length, 1)];
  if (path === undefined) return state;
  if (edit.kind === 'open') return { ...state, languages: { ...state.languages, [path]: edit.languageId } };
  const text = files[path] ?? '';
  if (edit.kind === 'insert' || edit.kind === 'delete') files[path] = editedText(text, edit);
  else {
    delete files[path];
    if (edit.kind === 'rename') files[edit.path] = text;
  }
  return { ...state, files };
}

/** A state's files as the engine is handed them. */
export function snapshotOfState({ files, languages }: State): Snapshot {
  const entries = Object.entries(files).map(([path, text]) => {
    const uri = `${ROOT}/${path}`;
    const languageId = languages[path];
    return [uri, { uri, text, ...(languageId === undefined ? {} : { languageId }) }] as const;
  });
  return { root: ROOT, files: new Map(entries) };
}

function editedText(text: string, edit: Extract<WorkspaceEdit, { kind: 'insert' | 'delete' }>): string {
  if (edit.line) {
    const lines = text.split('\n');
    const at = edit.at % lines.length;
    if (edit.kind === 'insert') lines.splice(at, 0, edit.text);
    else lines.splice(at, 1);
    return lines.join('\n');
  }
  const at = edit.at % (text.length + 1);
  return edit.kind === 'insert'
    ? text.slice(0, at) + edit.text + text.slice(at)
    : text.slice(0, at) + text.slice(at + edit.length);
}
