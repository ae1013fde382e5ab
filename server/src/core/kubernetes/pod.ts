import { partsOf } from '../model/derive.ts';
import type { MapNode, Node } from '../model/node.ts';
import { asMap, asSeq, get, itemsOf, numberOf, stringOf } from '../model/read.ts';
import type { Span } from '../text/span.ts';
import { labelsOf, type Resource } from './resource.ts';

/** A pod, or the template of one, with the object that it is written in. */
export interface Pod {
  readonly workload: Resource;
  /** What holds the pod's `metadata` and `spec`: the object itself for a Pod, else its template. */
  readonly template: MapNode;
  /** The PodSpec. */
  readonly spec: MapNode;
  readonly labels: ReadonlyMap<string, string>;
  readonly containers: readonly Container[];
  /** Whether it runs to completion: Job, CronJob and a Pod that is not restarted. */
  readonly runsToCompletion: boolean;
  /** Whether its nodes run Windows, by `os.name` or a node selector. */
  readonly windows: boolean;
}

export type ContainerRole = 'container' | 'init' | 'sidecar' | 'ephemeral';

/** A container of a pod. A sidecar is an init container with `restartPolicy: Always`. */
export interface Container {
  readonly name: string;
  readonly role: ContainerRole;
  readonly node: MapNode;
  /** Where it is named: the name's value; else where the container begins. */
  readonly nameSpan: Span;
  readonly image: string | undefined;
  readonly ports: readonly ContainerPort[];
  readonly pod: Pod;
  /** Whether it is meant to run for as long as the pod does: then probes make sense. */
  readonly longRunning: boolean;
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly containerPort: number | undefined;
  readonly protocol: string;
  readonly node: Node;
}

/** Kinds that are known to hold a pod template; any other kind has to have its shape. */
const WORKLOADS = new Set([
  'Pod',
  'PodTemplate',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'DeploymentConfig',
]);

const COMPLETING = new Set(['Job', 'CronJob']);

const pods = new WeakMap<Resource, { readonly pod: Pod | undefined }>();

/** The pod that an object brings, by its kind or its shape; undefined for objects that bring none. Read once. */
export function podOf(workload: Resource): Pod | undefined {
  const known = pods.get(workload);
  if (known) return known.pod;
  const pod = readPod(workload);
  pods.set(workload, { pod });
  return pod;
}

function readPod(workload: Resource): Pod | undefined {
  const template = templateOf(workload);
  const spec = asMap(get(template, 'spec'));
  if (!template || !spec) return undefined;
  if (!asSeq(get(spec, 'containers')) && !WORKLOADS.has(workload.kind)) return undefined;
  const restart = stringOf(get(spec, 'restartPolicy'));
  const runsToCompletion =
    COMPLETING.has(workload.kind) ||
    (workload.kind === 'Pod' && (restart === 'Never' || restart === 'OnFailure'));
  const containers: Container[] = [];
  const os = stringOf(get(spec, 'os', 'name')) ?? stringOf(get(spec, 'nodeSelector', 'kubernetes.io/os'));
  const pod: Pod = {
    workload,
    template,
    spec,
    labels: labelsOf(get(template, 'metadata', 'labels')),
    containers,
    runsToCompletion,
    windows: os === 'windows',
  };
  for (const [field, role] of CONTAINER_FIELDS) {
    for (const node of itemsOf(get(spec, field))) {
      const map = asMap(node);
      if (map) containers.push(containerOf(map, role, pod));
    }
  }
  return pod;
}

const CONTAINER_FIELDS: readonly (readonly [string, ContainerRole])[] = [
  ['initContainers', 'init'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral'],
];

function templateOf({ kind, node, apiVersion }: Resource): MapNode | undefined {
  if (kind === 'Pod') return node;
  if (kind === 'PodTemplate') return asMap(get(node, 'template'));
  if (kind === 'CronJob' || kind === 'ScheduledJob') {
    return asMap(get(node, 'spec', 'jobTemplate', 'spec', 'template'));
  }
  // A CustomResourceDefinition may hold a schema that has this shape.
  if (apiVersion.startsWith('apiextensions.k8s.io/')) return undefined;
  return asMap(get(node, 'spec', 'template'));
}

function containerOf(node: MapNode, fieldRole: ContainerRole, pod: Pod): Container {
  const name = stringOf(get(node, 'name'));
  // A patch has to repeat the name: the lowest layer's is where the container is.
  const lowest = partsOf(node)[0];
  const nameNode = get(lowest, 'name') ?? get(node, 'name');
  const always = stringOf(get(node, 'restartPolicy')) === 'Always';
  const role = fieldRole === 'init' && always ? 'sidecar' : fieldRole;
  const first = (asMap(lowest) ?? node).entries[0]?.keySpan;
  return {
    name: name ?? '',
    role,
    node,
    nameSpan: (name === undefined ? first : nameNode?.span) ?? node.span,
    image: stringOf(get(node, 'image')),
    ports: itemsOf(get(node, 'ports')).map(portOf),
    pod,
    longRunning: (role === 'container' || role === 'sidecar') && !pod.runsToCompletion,
  };
}

function portOf(node: Node): ContainerPort {
  return {
    name: stringOf(get(node, 'name')),
    containerPort: numberOf(get(node, 'containerPort')),
    protocol: stringOf(get(node, 'protocol')) ?? 'TCP',
    node,
  };
}

/** The service account that a pod names, by the field of today or else by the deprecated one; undefined where it names none. */
export function serviceAccountOf(pod: Pod): string | undefined {
  const name = stringOf(get(pod.spec, 'serviceAccountName')) || stringOf(get(pod.spec, 'serviceAccount'));
  return name || undefined;
}
