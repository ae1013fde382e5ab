import type { MapNode } from '../model/node.ts';
import { asMap, get, isNull } from '../model/read.ts';
import type { Resource } from './resource.ts';

/** An API version that Kubernetes does not serve for ever. */
export interface ApiVersionChange {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The minor version that deprecates it. */
  readonly deprecated: number;
  /** The minor version that no longer serves it; undefined where none is known. */
  readonly removed: number | undefined;
  /** What takes its place: an API version, with the kind where that is another one; undefined where nothing does. */
  readonly successor: string | undefined;
  /**
   * Whether an object means the same under its successor as it stands; `checked` where it does, but for what an object
   * that leaves it out gets. Undefined where the shape is another one.
   */
  readonly same?: (object: MapNode) => 'same' | 'checked' | undefined;
}

const always = (): 'same' => 'same';
const WORKLOADS = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'ControllerRevision'];
const RBAC = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const FLOWS = ['FlowSchema', 'PriorityLevelConfiguration'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const REVIEWS = [
  'SubjectAccessReview',
  'LocalSubjectAccessReview',
  'SelfSubjectAccessReview',
  'SelfSubjectRulesReview',
];
const ADMISSION_POLICIES = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
const MUTATING_POLICIES = ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'];
const DEVICES = ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'];

function change(
  apiVersion: string,
  kinds: readonly string[],
  [deprecated, removed]: readonly [number, number | undefined],
  successor: string | undefined,
  same?: ApiVersionChange['same'],
): ApiVersionChange {
  return { apiVersion, kinds, deprecated, removed, successor, ...(same ? { same } : {}) };
}

/**
 * The versions that were removed from Kubernetes 1.16 on, and those that will be (Kubernetes' deprecated API migration
 * guide, and the life cycles in k8s.io/api).
 */
const API_VERSIONS: readonly ApiVersionChange[] = [
  change(
    'extensions/v1beta1',
    ['Deployment', 'ReplicaSet', 'DaemonSet'],
    [8, 16],
    'apps/v1',
    selecting('checked'),
  ),
  change('extensions/v1beta1', ['NetworkPolicy'], [9, 16], 'networking.k8s.io/v1', always),
  change('extensions/v1beta1', ['PodSecurityPolicy'], [11, 16], undefined),
  change('extensions/v1beta1', ['Ingress'], [14, 22], 'networking.k8s.io/v1', withoutBackends),
  change('apps/v1beta1', WORKLOADS, [8, 16], 'apps/v1', selecting('checked')),
  change('apps/v1beta2', WORKLOADS, [9, 16], 'apps/v1', selecting('same')),
  change('admissionregistration.k8s.io/v1beta1', WEBHOOKS, [16, 22], 'admissionregistration.k8s.io/v1'),
  change('apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], [16, 22], 'apiextensions.k8s.io/v1'),
  change('apiregistration.k8s.io/v1beta1', ['APIService'], [19, 22], 'apiregistration.k8s.io/v1', always),
  change('authentication.k8s.io/v1beta1', ['TokenReview'], [19, 22], 'authentication.k8s.io/v1', always),
  change('authorization.k8s.io/v1beta1', REVIEWS, [19, 22], 'authorization.k8s.io/v1'),
  change('certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], [19, 22], 'certificates.k8s.io/v1'),
  change('coordination.k8s.io/v1beta1', ['Lease'], [19, 22], 'coordination.k8s.io/v1', always),
  change('networking.k8s.io/v1beta1', ['Ingress'], [19, 22], 'networking.k8s.io/v1', withoutBackends),
  change('networking.k8s.io/v1beta1', ['IngressClass'], [19, 22], 'networking.k8s.io/v1', always),
  change('rbac.authorization.k8s.io/v1beta1', RBAC, [17, 22], 'rbac.authorization.k8s.io/v1', always),
  change('rbac.authorization.k8s.io/v1alpha1', RBAC, [17, 23], 'rbac.authorization.k8s.io/v1'),
  change('scheduling.k8s.io/v1beta1', ['PriorityClass'], [14, 22], 'scheduling.k8s.io/v1', always),
  change('scheduling.k8s.io/v1alpha1', ['PriorityClass'], [17, 23], 'scheduling.k8s.io/v1', always),
  change(
    'storage.k8s.io/v1beta1',
    ['CSIDriver', 'StorageClass', 'VolumeAttachment'],
    [19, 22],
    'storage.k8s.io/v1',
    always,
  ),
  change('storage.k8s.io/v1beta1', ['CSINode'], [17, 22], 'storage.k8s.io/v1', always),
  change('storage.k8s.io/v1beta1', ['CSIStorageCapacity'], [24, 27], 'storage.k8s.io/v1', always),
  change('storage.k8s.io/v1beta1', ['VolumeAttributesClass'], [34, 37], 'storage.k8s.io/v1', always),
  change('batch/v2alpha1', ['CronJob'], [8, 21], 'batch/v1', always),
  change('batch/v1beta1', ['CronJob'], [21, 25], 'batch/v1', always),
  change('discovery.k8s.io/v1beta1', ['EndpointSlice'], [21, 25], 'discovery.k8s.io/v1'),
  change('events.k8s.io/v1beta1', ['Event'], [22, 25], 'events.k8s.io/v1'),
  change('node.k8s.io/v1beta1', ['RuntimeClass'], [22, 25], 'node.k8s.io/v1', always),
  change('policy/v1beta1', ['PodDisruptionBudget'], [21, 25], 'policy/v1', budget),
  change('policy/v1beta1', ['PodSecurityPolicy'], [21, 25], undefined),
  change('autoscaling/v2beta1', ['HorizontalPodAutoscaler'], [22, 25], 'autoscaling/v2', withoutMetrics),
  change('autoscaling/v2beta2', ['HorizontalPodAutoscaler'], [23, 26], 'autoscaling/v2', always),
  change('flowcontrol.apiserver.k8s.io/v1beta1', FLOWS, [23, 26], 'flowcontrol.apiserver.k8s.io/v1'),
  change('flowcontrol.apiserver.k8s.io/v1beta2', FLOWS, [26, 29], 'flowcontrol.apiserver.k8s.io/v1'),
  change('flowcontrol.apiserver.k8s.io/v1beta3', FLOWS, [29, 32], 'flowcontrol.apiserver.k8s.io/v1'),
  change(
    'admissionregistration.k8s.io/v1alpha1',
    ADMISSION_POLICIES,
    [29, 32],
    'admissionregistration.k8s.io/v1',
  ),
  change(
    'admissionregistration.k8s.io/v1beta1',
    ADMISSION_POLICIES,
    [31, 34],
    'admissionregistration.k8s.io/v1',
  ),
  change(
    'admissionregistration.k8s.io/v1alpha1',
    MUTATING_POLICIES,
    [35, 38],
    'admissionregistration.k8s.io/v1beta1',
  ),
  change(
    'admissionregistration.k8s.io/v1beta1',
    MUTATING_POLICIES,
    [37, 40],
    'admissionregistration.k8s.io/v1',
    always,
  ),
  change('certificates.k8s.io/v1alpha1', ['ClusterTrustBundle'], [34, 37], 'certificates.k8s.io/v1beta1'),
  change(
    'certificates.k8s.io/v1beta1',
    ['ClusterTrustBundle', 'PodCertificateRequest'],
    [37, 40],
    'certificates.k8s.io/v1',
  ),
  change('networking.k8s.io/v1beta1', ['IPAddress', 'ServiceCIDR'], [34, 37], 'networking.k8s.io/v1', always),
  change('resource.k8s.io/v1beta1', DEVICES, [35, 38], 'resource.k8s.io/v1'),
  change('resource.k8s.io/v1beta2', DEVICES, [36, 39], 'resource.k8s.io/v1'),
  change(
    'storagemigration.k8s.io/v1beta1',
    ['StorageVersionMigration'],
    [37, 40],
    'storagemigration.k8s.io/v1',
  ),
  change('v1', ['Endpoints'], [33, undefined], 'discovery.k8s.io/v1 EndpointSlice'),
];

/** What becomes of an object's API version; undefined where it stays. */
export function changeOf({
  apiVersion,
  kind,
}: Pick<Resource, 'apiVersion' | 'kind'>): ApiVersionChange | undefined {
  return API_VERSIONS.find((each) => each.apiVersion === apiVersion && each.kinds.includes(kind));
}

/** Since apps/v1 the selector has to be written; fields that were only of the older versions are refused. */
function selecting(as: 'same' | 'checked') {
  return (object: MapNode): 'same' | 'checked' | undefined => {
    if (stringKind(object) === 'ControllerRevision') return as;
    const spec = asMap(get(object, 'spec'));
    const hasSelector = !isNull(get(spec, 'selector'));
    const isOlder = ['rollbackTo', 'templateGeneration'].some((key) => get(spec, key) !== undefined);
    return hasSelector && !isOlder ? as : undefined;
  };
}

function stringKind(object: MapNode): string | undefined {
  const kind = get(object, 'kind');
  return kind?.kind === 'scalar' ? kind.text : undefined;
}

/** An empty selector meant no pod, and means all of them since policy/v1. */
function budget(object: MapNode): 'same' | undefined {
  const selector = get(object, 'spec', 'selector');
  return selector?.kind === 'map' && selector.entries.length > 0 ? 'same' : undefined;
}

/** The backends have another form since networking.k8s.io/v1, and paths need a type. */
function withoutBackends(object: MapNode): 'same' | undefined {
  const spec = get(object, 'spec');
  const none = ['backend', 'defaultBackend', 'rules'].every((key) => isNull(get(spec, key)));
  return none ? 'same' : undefined;
}

function withoutMetrics(object: MapNode): 'same' | undefined {
  return isNull(get(object, 'spec', 'metrics')) ? 'same' : undefined;
}
