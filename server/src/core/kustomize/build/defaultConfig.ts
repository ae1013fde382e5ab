import { type Config, type NameReference, sortedConfig } from './config.ts';
import type { FieldSpec } from './fieldSpec.ts';

/** Where Kustomize looks when nothing else is configured: the tables of its documentation ("fieldspecs"). */

type Where = Omit<FieldSpec, 'path' | 'create'>;

function spec(path: string, where: Where = {}): FieldSpec {
  return { ...where, path, create: false };
}

function made(path: string, where: Where = {}): FieldSpec {
  return { ...where, path, create: true };
}

const APPS = 'apps';
const BATCH = 'batch';
const RBAC = 'rbac.authorization.k8s.io';
const NETWORKING = 'networking.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

/** Where a kind keeps the pods it makes. */
const POD_AT: Readonly<Record<string, string>> = {
  Pod: '',
  PodTemplate: 'template/',
  CronJob: 'spec/jobTemplate/spec/template/',
};

function inPods(path: string, kinds: string): FieldSpec[] {
  return kinds.split(' ').map((kind) => {
    const [name = '', version] = kind.split(':');
    const where = version === undefined ? { kind: name } : { kind: name, version };
    return spec(`${POD_AT[name] ?? 'spec/template/'}${path}`, where);
  });
}

const ALL = 'Pod:v1 PodTemplate Deployment ReplicaSet DaemonSet StatefulSet Job CronJob';
const RUNNING = 'Pod StatefulSet Deployment ReplicationController CronJob Job DaemonSet';

function inAllPods(...paths: readonly string[]): FieldSpec[] {
  return paths.flatMap((path) => inPods(path, ALL));
}

function ofKinds(path: string, kinds: string, group?: string): FieldSpec[] {
  return kinds.split(' ').map((kind) => spec(path, group === undefined ? { kind } : { kind, group }));
}

const IN_TEMPLATES: readonly FieldSpec[] = [
  made('metadata/labels'),
  made('spec/template/metadata/labels', { version: 'v1', kind: 'ReplicationController' }),
  made('spec/template/metadata/labels', { kind: 'Deployment' }),
  made('spec/template/metadata/labels', { kind: 'ReplicaSet' }),
  made('spec/template/metadata/labels', { kind: 'DaemonSet' }),
  made('spec/template/metadata/labels', { group: APPS, kind: 'StatefulSet' }),
  made('spec/volumeClaimTemplates[]/metadata/labels', { group: APPS, kind: 'StatefulSet' }),
  made('spec/template/metadata/labels', { group: BATCH, kind: 'Job' }),
  made('spec/jobTemplate/metadata/labels', { group: BATCH, kind: 'CronJob' }),
  made('spec/jobTemplate/spec/template/metadata/labels', { group: BATCH, kind: 'CronJob' }),
];

const AFFINITY = 'spec/template/spec/affinity';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels';

function inAffinity(kind: string): FieldSpec[] {
  return [
    `${AFFINITY}/podAffinity/${PREFERRED}`,
    `${AFFINITY}/podAffinity/${REQUIRED}`,
    `${AFFINITY}/podAntiAffinity/${PREFERRED}`,
    `${AFFINITY}/podAntiAffinity/${REQUIRED}`,
    'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels',
  ].map((path) => spec(path, { group: APPS, kind }));
}

const IN_SELECTORS: readonly FieldSpec[] = [
  made('spec/selector', { version: 'v1', kind: 'Service' }),
  made('spec/selector', { version: 'v1', kind: 'ReplicationController' }),
  made('spec/selector/matchLabels', { kind: 'Deployment' }),
  ...inAffinity('Deployment'),
  made('spec/selector/matchLabels', { kind: 'ReplicaSet' }),
  made('spec/selector/matchLabels', { kind: 'DaemonSet' }),
  made('spec/selector/matchLabels', { group: APPS, kind: 'StatefulSet' }),
  ...inAffinity('StatefulSet'),
  spec('spec/selector/matchLabels', { group: BATCH, kind: 'Job' }),
  spec('spec/jobTemplate/spec/selector/matchLabels', { group: BATCH, kind: 'CronJob' }),
  spec('spec/selector/matchLabels', { group: 'policy', kind: 'PodDisruptionBudget' }),
  spec('spec/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
  spec('spec/ingress/from/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
  spec('spec/egress/to/podSelector/matchLabels', { group: NETWORKING, kind: 'NetworkPolicy' }),
];

const ANNOTATIONS: readonly FieldSpec[] = [
  made('metadata/annotations'),
  made('spec/template/metadata/annotations', { version: 'v1', kind: 'ReplicationController' }),
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) =>
    made('spec/template/metadata/annotations', { kind }),
  ),
  made('spec/template/metadata/annotations', { group: BATCH, kind: 'Job' }),
  made('spec/jobTemplate/metadata/annotations', { group: BATCH, kind: 'CronJob' }),
  made('spec/jobTemplate/spec/template/metadata/annotations', { group: BATCH, kind: 'CronJob' }),
];

const IN_CONTAINERS = ['args', 'command', 'env/value', 'volumeMounts/mountPath'];

function varsInPods(kind: string): FieldSpec[] {
  return [
    ...['containers', 'initContainers'].flatMap((list) =>
      IN_CONTAINERS.flatMap((field) => inPods(`spec/${list}/${field}`, kind)),
    ),
    // Not where the volumes of a CronJob are, but where Kustomize looks for them; StatefulSets have claims instead.
    ...(kind === 'StatefulSet'
      ? []
      : inPods(kind === 'CronJob' ? 'volumes/nfs/server' : 'spec/volumes/nfs/server', kind)),
  ];
}

const VAR_REFERENCES: readonly FieldSpec[] = [
  ...'CronJob DaemonSet Deployment Job Pod ReplicaSet StatefulSet'.split(' ').flatMap(varsInPods),
  spec('spec/volumeClaimTemplates/spec/nfs/server', { kind: 'StatefulSet' }),
  spec('spec/template/metadata/annotations', { kind: 'Deployment' }),
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map((path) =>
    spec(path, { kind: 'Ingress' }),
  ),
  ...['spec/ports/port', 'spec/ports/targetPort'].map((path) => spec(path, { kind: 'Service' })),
  spec('spec/nfs/server', { kind: 'PersistentVolume' }),
  spec('metadata/labels'),
  spec('metadata/annotations'),
];

function reference(
  kind: string,
  version: string,
  group: string,
  referrers: readonly FieldSpec[],
): NameReference {
  return { target: { kind, version, group }, referrers };
}

function inIngress(...paths: readonly string[]): FieldSpec[] {
  return paths.flatMap((path) => ofKinds(path, 'Ingress'));
}

const SCALED = ofKinds('spec/scaleTargetRef/name', 'HorizontalPodAutoscaler');

const NAME_REFERENCES: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) =>
    reference(kind, '', '', SCALED),
  ),
  reference('ConfigMap', 'v1', '', [
    ...inAllPods(
      'spec/volumes/configMap/name',
      'spec/containers/env/valueFrom/configMapKeyRef/name',
      'spec/initContainers/env/valueFrom/configMapKeyRef/name',
      'spec/containers/envFrom/configMapRef/name',
      'spec/initContainers/envFrom/configMapRef/name',
      'spec/volumes/projected/sources/configMap/name',
    ),
    ...ofKinds('spec/configSource/configMap', 'Node'),
    ...ofKinds('rules/resourceNames', 'Role ClusterRole'),
    ...inIngress('metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
  ]),
  reference('Secret', 'v1', '', [
    ...inAllPods(
      'spec/volumes/secret/secretName',
      'spec/containers/env/valueFrom/secretKeyRef/name',
      'spec/initContainers/env/valueFrom/secretKeyRef/name',
      'spec/containers/envFrom/secretRef/name',
      'spec/initContainers/envFrom/secretRef/name',
      'spec/imagePullSecrets/name',
      'spec/volumes/projected/sources/secret/name',
    ),
    ...inIngress(
      'spec/tls/secretName',
      'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
      'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
      'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
    ),
    ...ofKinds('imagePullSecrets/name', 'ServiceAccount'),
    ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((field) =>
      spec(`parameters/${field}`, { kind: 'StorageClass' }),
    ),
    ...ofKinds('rules/resourceNames', 'Role ClusterRole'),
    spec('spec/template/spec/containers/env/valueFrom/secretKeyRef/name', {
      kind: 'Service',
      group: 'serving.knative.dev',
      version: 'v1',
    }),
    ...ofKinds('spec/azureFile/secretName', 'PersistentVolume'),
  ]),
  reference('Service', 'v1', '', [
    ...ofKinds('spec/serviceName', 'StatefulSet', APPS),
    ...inIngress(
      'spec/rules/http/paths/backend/serviceName',
      'spec/backend/serviceName',
      'spec/rules/http/paths/backend/service/name',
      'spec/defaultBackend/service/name',
    ),
    ...ofKinds('spec/service/name', 'APIService', 'apiregistration.k8s.io'),
    ...ofKinds(
      'webhooks/clientConfig/service',
      'ValidatingWebhookConfiguration MutatingWebhookConfiguration',
      ADMISSION,
    ),
  ]),
  reference('Role', '', RBAC, ofKinds('roleRef/name', 'RoleBinding', RBAC)),
  reference('ClusterRole', '', RBAC, ofKinds('roleRef/name', 'RoleBinding ClusterRoleBinding', RBAC)),
  reference('ServiceAccount', 'v1', '', [
    ...ofKinds('subjects', 'RoleBinding ClusterRoleBinding', RBAC),
    ...inPods('spec/serviceAccountName', RUNNING),
  ]),
  reference(
    'PersistentVolumeClaim',
    'v1',
    '',
    inPods('spec/volumes/persistentVolumeClaim/claimName', RUNNING),
  ),
  reference('PersistentVolume', 'v1', '', [
    ...ofKinds('spec/volumeName', 'PersistentVolumeClaim'),
    ...ofKinds('rules/resourceNames', 'ClusterRole'),
  ]),
  reference('StorageClass', 'v1', 'storage.k8s.io', [
    ...ofKinds('spec/storageClassName', 'PersistentVolume PersistentVolumeClaim'),
    ...ofKinds('spec/volumeClaimTemplates/spec/storageClassName', 'StatefulSet'),
  ]),
  reference('PriorityClass', 'v1', 'scheduling.k8s.io', inPods('spec/priorityClassName', RUNNING)),
  // The group is written so in Kustomize's table: it matches no object.
  reference('IngressClass', 'v1', `${NETWORKING}/v1`, inIngress('spec/ingressClassName')),
  reference(
    'ValidatingAdmissionPolicy',
    '',
    ADMISSION,
    ofKinds('spec/policyName', 'ValidatingAdmissionPolicyBinding', ADMISSION),
  ),
];

const WRITTEN: Config = {
  namePrefix: [spec('metadata/name')],
  nameSuffix: [spec('metadata/name')],
  namespace: [
    made('metadata/name', { kind: 'Namespace' }),
    made('spec/service/namespace', { group: 'apiregistration.k8s.io', kind: 'APIService' }),
    spec('spec/conversion/webhook/clientConfig/service/namespace', {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    }),
  ],
  commonLabels: [...IN_SELECTORS, ...IN_TEMPLATES],
  labels: [],
  templateLabels: IN_TEMPLATES,
  commonAnnotations: ANNOTATIONS,
  varReference: VAR_REFERENCES,
  images: ['spec', 'spec/template/spec'].flatMap((at) => [
    made(`${at}/containers[]/image`),
    made(`${at}/initContainers[]/image`),
  ]),
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) =>
    made('spec/replicas', { kind }),
  ),
  nameReference: NAME_REFERENCES,
};

/** What every kustomization starts with. */
export const DEFAULT_CONFIG: Config = sortedConfig(WRITTEN);
