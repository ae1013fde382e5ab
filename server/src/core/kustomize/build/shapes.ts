import type { Gvk } from './gvk.ts';

/** What a strategic merge has to know of a kind: which of its lists are merged, and by which keys. */
export interface Shape {
  /** Of a mapping: its fields that matter. */
  readonly fields?: ReadonlyMap<string, Shape>;
  /** Of a sequence: its items. */
  readonly items?: Shape;
  /** Of a sequence that is merged: the fields that tell its items apart; none where they are plain values. */
  readonly mergeKeys?: readonly string[];
}

/** Finds the shape of a kind. */
export interface Shapes {
  of(gvk: Gvk): Shape | undefined;
}

function map(fields: Readonly<Record<string, Shape>>): Shape {
  return { fields: new Map(Object.entries(fields)) };
}

function merged(keys: string, items?: Shape): Shape {
  const mergeKeys = keys === '' ? [] : keys.split(' ');
  return items ? { mergeKeys, items } : { mergeKeys };
}

// The patch strategies and merge keys of the Kubernetes API (1.21, whose schema Kustomize carries).
const META = map({ finalizers: merged(''), ownerReferences: merged('uid') });
const CONDITIONS = map({ conditions: merged('type') });
const DEBUG_CONTAINER = {
  env: merged('name'),
  volumeDevices: merged('devicePath'),
  volumeMounts: merged('mountPath'),
};
const CONTAINER = { ...DEBUG_CONTAINER, ports: merged('containerPort protocol') };
const VOLUME = map({ ephemeral: map({ volumeClaimTemplate: map({ metadata: META }) }) });
const POD_SPEC = map({
  containers: merged('name', map(CONTAINER)),
  ephemeralContainers: merged('name', map(DEBUG_CONTAINER)),
  hostAliases: merged('ip'),
  imagePullSecrets: merged('name'),
  initContainers: merged('name', map(CONTAINER)),
  topologySpreadConstraints: merged('topologyKey whenUnsatisfiable'),
  volumes: merged('name', VOLUME),
});
const POD_TEMPLATE = map({ metadata: META, spec: POD_SPEC });
const WORKLOAD = { spec: map({ template: POD_TEMPLATE }), status: CONDITIONS };
const CLAIM = { status: CONDITIONS };
const JOB_SPEC = map({ template: POD_TEMPLATE });
const CRON_JOB = { spec: map({ jobTemplate: map({ metadata: META, spec: JOB_SPEC }) }) };
const WEBHOOKS = { webhooks: merged('name') };
const CSI_NODE = { spec: map({ drivers: merged('name') }) };

/** Kinds whose lists are merged, beyond those in their metadata. */
const KINDS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  '/v1/ComponentStatus': { conditions: merged('type') },
  '/v1/Namespace': { status: CONDITIONS },
  '/v1/Node': {
    spec: map({ podCIDRs: merged('') }),
    status: map({ addresses: merged('type'), conditions: merged('type') }),
  },
  '/v1/PersistentVolumeClaim': CLAIM,
  '/v1/Pod': { spec: POD_SPEC, status: map({ conditions: merged('type'), podIPs: merged('ip') }) },
  '/v1/PodTemplate': { template: POD_TEMPLATE },
  '/v1/ReplicationController': WORKLOAD,
  '/v1/Service': { spec: map({ ports: merged('port protocol') }), status: CONDITIONS },
  '/v1/ServiceAccount': { secrets: merged('name') },
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration': WEBHOOKS,
  'apiregistration.k8s.io/v1/APIService': { status: CONDITIONS },
  'apiregistration.k8s.io/v1beta1/APIService': { status: CONDITIONS },
  'apps/v1/DaemonSet': WORKLOAD,
  'apps/v1/Deployment': WORKLOAD,
  'apps/v1/ReplicaSet': WORKLOAD,
  'apps/v1/StatefulSet': {
    status: CONDITIONS,
    spec: map({
      template: POD_TEMPLATE,
      volumeClaimTemplates: { items: map({ metadata: META, ...CLAIM }) },
    }),
  },
  'batch/v1/CronJob': CRON_JOB,
  'batch/v1beta1/CronJob': CRON_JOB,
  'batch/v1/Job': { spec: JOB_SPEC, status: CONDITIONS },
  'policy/v1/PodDisruptionBudget': { status: CONDITIONS },
  'policy/v1beta1/PodDisruptionBudget': { status: CONDITIONS },
  'storage.k8s.io/v1/CSINode': CSI_NODE,
  'storage.k8s.io/v1beta1/CSINode': CSI_NODE,
};

/** Kinds that have metadata with merged lists, and no other. */
const PLAIN_KINDS: Readonly<Record<string, string>> = {
  '/v1': 'Binding ConfigMap Endpoints Event LimitRange PersistentVolume ResourceQuota Secret',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apps/v1': 'ControllerRevision',
  'authentication.k8s.io/v1': 'TokenRequest TokenReview',
  'authentication.k8s.io/v1beta1': 'TokenReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'authorization.k8s.io/v1beta1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'coordination.k8s.io/v1beta1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Ingress',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1beta1': 'Eviction PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1': 'CSIDriver CSIStorageCapacity StorageClass VolumeAttachment',
};

const PLAIN = map({ metadata: META });

const BY_KIND: ReadonlyMap<string, Shape> = new Map([
  ...Object.entries(KINDS).map(([kind, fields]) => [kind, map({ metadata: META, ...fields })] as const),
  ...Object.entries(PLAIN_KINDS).flatMap(([apiVersion, kinds]) =>
    kinds.split(' ').map((kind) => [`${apiVersion}/${kind}`, PLAIN] as const),
  ),
]);

/** The shapes of the built-in kinds. */
export const BUILT_IN_SHAPES: Shapes = {
  of: ({ group, version, kind }) => BY_KIND.get(`${group}/${version}/${kind}`),
};
