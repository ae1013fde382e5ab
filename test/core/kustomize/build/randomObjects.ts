import * as fc from 'fast-check';

/** Plain data, as it is written into files. */
export type Plain = string | number | boolean | null | readonly Plain[] | { [key: string]: Plain };
export type Plain1 = { [key: string]: Plain };

/** Whether data is a mapping. */
export function isMapping(data: Plain | undefined): data is Plain1 {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export const name = fc.constantFrom('app', 'web', 'db');
export const namespace = fc.constantFrom(undefined, undefined, 'prod', 'default');
const containerName = fc.constantFrom('main', 'side', 'extra');
const image = fc.constantFrom(
  'nginx',
  'nginx:1.2',
  'reg.io:5000/team/api:v1',
  'busybox@sha256:abc',
  'my-nginx:2',
  '',
);
const word = fc.constantFrom('a', 'b', 'true', '5', 'x y', '$(V)', '');
const label = fc.constantFrom('app', 'tier', 'k8s.io/part');
const labelValue = fc.constantFrom('web', 'db', '1', 'yes');

/** A mapping with some of the entries. */
export function some(entries: Record<string, fc.Arbitrary<Plain | undefined>>): fc.Arbitrary<Plain1> {
  const optional = Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [key, fc.option(value, { nil: undefined, freq: 1 })]),
  );
  return fc.record(optional).map(defined);
}

/** Without what is undefined. */
export function defined(record: Record<string, Plain | undefined>): Plain1 {
  const result: Plain1 = {};
  for (const [key, value] of Object.entries(record)) if (value !== undefined) result[key] = value;
  return result;
}

/** Labels as a kustomization takes them: no booleans. */
export const safeLabels = fc.dictionary(label, fc.constantFrom('web', 'db', 'x'), {
  maxKeys: 2,
  noNullPrototype: true,
});

export const labels = fc.dictionary(label, labelValue, { maxKeys: 2, noNullPrototype: true });

function list(item: fc.Arbitrary<Plain1>, most = 3): fc.Arbitrary<Plain> {
  return fc.array(item, { maxLength: most });
}

const env = fc.record({ name: fc.constantFrom('A', 'B', 'C') }).chain((base) =>
  fc.oneof(
    word.map((value): Plain1 => ({ ...base, value })),
    name.map((from): Plain1 => ({ ...base, valueFrom: { configMapKeyRef: { name: from, key: 'k' } } })),
    name.map((from): Plain1 => ({ ...base, valueFrom: { secretKeyRef: { name: from, key: 'k' } } })),
  ),
);
const port = fc.oneof(
  fc.constantFrom(80, 443).map((containerPort): Plain1 => ({ containerPort })),
  fc
    .record({ containerPort: fc.constantFrom(80, 443), protocol: fc.constantFrom('TCP', 'UDP') })
    .map((each): Plain1 => each),
);
const mount = fc
  .record({ name: fc.constantFrom('v', 'w'), mountPath: fc.constantFrom('/a', '/b') })
  .map((each): Plain1 => each);
export const container = fc
  .tuple(
    containerName,
    some({
      image,
      env: list(env),
      ports: list(port),
      volumeMounts: list(mount),
      args: fc.array(word, { maxLength: 3 }),
      envFrom: list(name.map((from): Plain1 => ({ configMapRef: { name: from } }))),
      resources: some({ limits: some({ cpu: fc.constantFrom(1, '500m'), memory: fc.constant('1Gi') }) }),
    }),
  )
  .map(([of, rest]): Plain1 => ({ name: of, ...rest }));

const volume = fc
  .tuple(fc.constantFrom('v', 'w'), name)
  .chain(([of, from]) =>
    fc.constantFrom<Plain1>(
      { name: of, configMap: { name: from } },
      { name: of, secret: { secretName: from } },
      { name: of, emptyDir: {} },
      { name: of, persistentVolumeClaim: { claimName: from } },
      { name: of, projected: { sources: [{ secret: { name: from } }] } },
    ),
  );

/** No two items of one name: what Kustomize makes of those hangs on details. */
function unlike(items: fc.Arbitrary<Plain1>, most: number): fc.Arbitrary<Plain> {
  return fc.uniqueArray(items, { maxLength: most, selector: (item) => JSON.stringify(item['name']) });
}

export const podSpec = some({
  containers: unlike(container, 3),
  initContainers: unlike(container, 1),
  volumes: unlike(volume, 2),
  serviceAccountName: name,
  imagePullSecrets: list(
    name.map((of): Plain1 => ({ name: of })),
    2,
  ),
  nodeSelector: labels,
  tolerations: list(some({ key: word, operator: fc.constant('Exists') }), 2),
  hostAliases: list(
    fc
      .record({ ip: fc.constantFrom('1.1.1.1', '2.2.2.2'), hostnames: fc.constant(['h']) })
      .map((each): Plain1 => each),
    2,
  ),
});

const podTemplate = some({ metadata: some({ labels, annotations: labels }), spec: podSpec });

export const workloadSpec = some({
  replicas: fc.constantFrom(1, 2),
  selector: some({ matchLabels: labels }),
  template: podTemplate,
  strategy: some({ type: fc.constantFrom('Recreate', 'RollingUpdate') }),
});

const rule = fc
  .record({
    apiGroups: fc.constant(['']),
    resources: fc.constant(['configmaps']),
    resourceNames: fc.array(name, { maxLength: 2 }),
    verbs: fc.constant(['get']),
  })
  .map((each): Plain1 => each);

const subject = fc
  .record({
    kind: fc.constantFrom('ServiceAccount', 'ServiceAccount', 'User'),
    name: fc.constantFrom('app', 'web', 'default'),
    namespace,
  })
  .map(defined);

const CORE = 'v1';
const RBAC = 'rbac.authorization.k8s.io/v1';

/** The kinds that are made, with what they hold beside their metadata. */
const KINDS: Readonly<Record<string, readonly [string, fc.Arbitrary<Plain1>]>> = {
  Deployment: ['apps/v1', fc.record({ spec: workloadSpec })],
  StatefulSet: [
    'apps/v1',
    fc
      .tuple(
        workloadSpec,
        some({ serviceName: name, volumeClaimTemplates: list(some({ metadata: some({ labels }) }), 1) }),
      )
      .map(([spec, more]): Plain1 => ({ spec: { ...spec, ...more } })),
  ],
  DaemonSet: ['apps/v1', fc.record({ spec: workloadSpec })],
  Job: ['batch/v1', fc.record({ spec: some({ template: podTemplate }) })],
  CronJob: [
    'batch/v1',
    fc.record({ spec: some({ jobTemplate: some({ spec: some({ template: podTemplate }) }) }) }),
  ],
  Pod: [CORE, fc.record({ spec: podSpec })],
  Service: [
    CORE,
    fc.record({
      spec: some({
        selector: labels,
        ports: list(
          some({
            port: fc.constantFrom(80, 443),
            targetPort: fc.constantFrom<Plain>(8080, 'http'),
            protocol: fc.constantFrom('TCP', 'UDP'),
          }),
        ),
      }),
    }),
  ],
  ConfigMap: [
    CORE,
    some({ data: fc.dictionary(fc.constantFrom('k', 'l'), word, { noNullPrototype: true }) }),
  ],
  Secret: [
    CORE,
    some({
      type: fc.constant('Opaque'),
      data: fc.dictionary(fc.constantFrom('k', 'l'), fc.constant('YQ=='), { noNullPrototype: true }),
    }),
  ],
  ServiceAccount: [
    CORE,
    some({
      imagePullSecrets: list(
        name.map((of): Plain1 => ({ name: of })),
        2,
      ),
    }),
  ],
  Namespace: [CORE, fc.constant({})],
  Role: [RBAC, fc.record({ rules: list(rule, 2) })],
  ClusterRole: [RBAC, fc.record({ rules: list(rule, 2) })],
  RoleBinding: [
    RBAC,
    fc.record({
      roleRef: fc
        .tuple(fc.constantFrom('Role', 'ClusterRole'), name)
        .map(([kind, of]): Plain1 => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: of })),
      subjects: list(subject),
    }),
  ],
  ClusterRoleBinding: [
    RBAC,
    fc.record({
      roleRef: name.map(
        (of): Plain1 => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: of }),
      ),
      subjects: list(subject),
    }),
  ],
  Ingress: [
    'networking.k8s.io/v1',
    fc.record({
      spec: some({
        tls: list(
          name.map((secretName): Plain1 => ({ secretName, hosts: ['h'] })),
          1,
        ),
        rules: list(
          name.map(
            (of): Plain1 => ({ http: { paths: [{ path: '/', backend: { service: { name: of } } }] } }),
          ),
          2,
        ),
        ingressClassName: name,
      }),
    }),
  ],
  HorizontalPodAutoscaler: [
    'autoscaling/v2',
    fc.record({
      spec: fc
        .tuple(fc.constantFrom('Deployment', 'StatefulSet'), name)
        .map(([kind, of]): Plain1 => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind, name: of } })),
    }),
  ],
  PodDisruptionBudget: ['policy/v1', fc.record({ spec: some({ selector: some({ matchLabels: labels }) }) })],
  NetworkPolicy: [
    'networking.k8s.io/v1',
    fc.record({
      spec: some({
        podSelector: some({ matchLabels: labels }),
        ingress: list(some({ from: list(some({ podSelector: some({ matchLabels: labels }) }), 1) }), 1),
      }),
    }),
  ],
  PersistentVolumeClaim: [CORE, fc.record({ spec: some({ storageClassName: name }) })],
  Widget: [
    'x.io/v1',
    fc.record({
      spec: some({
        containers: unlike(container, 2),
        items: list(some({ name, value: word })),
        map: labels,
        name,
      }),
    }),
  ],
};

/** An object of some kind. */
const object: fc.Arbitrary<Plain1> = fc
  .constantFrom(...Object.keys(KINDS), 'Deployment', 'Deployment', 'ConfigMap', 'Service')
  .chain((kind) => {
    const [apiVersion, rest] = KINDS[kind] ?? ['v1', fc.constant({})];
    return fc.tuple(name, namespace, some({ labels, annotations: labels }), rest).map(
      ([of, where, meta, more]): Plain1 => ({
        apiVersion,
        kind,
        metadata: defined({ name: of, namespace: where, ...meta }),
        ...more,
      }),
    );
  });

/** Objects of which no two are the same one. */
export const objects = fc.uniqueArray(object, {
  minLength: 1,
  maxLength: 6,
  selector: (each) => idOf(each),
});

/** What tells objects apart. */
function idOf(each: Plain1): string {
  const meta = each['metadata'];
  const place: Plain1 = isMapping(meta) ? meta : {};
  const where = place['namespace'] === 'default' ? undefined : place['namespace'];
  const cluster = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'].includes(String(each['kind']));
  return JSON.stringify([each['kind'], place['name'], cluster ? undefined : where]);
}
