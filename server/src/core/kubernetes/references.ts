import type { MapNode, Node } from '../model/node.ts';
import { asMap, entriesOf, get, isTrue, itemsOf, numberOf, stringOf } from '../model/read.ts';
import type { Pod } from './pod.ts';
import type { Resource } from './resource.ts';

/** An object that another one names. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** The namespace that it is looked for in; undefined where none is set. */
  readonly namespace: string | undefined;
  /** Where the name stands. */
  readonly node: Node;
  /** The key of it that is used. */
  readonly key?: { readonly name: string; readonly node: Node };
  /** The port of it that is used. */
  readonly port?: {
    readonly name: string | undefined;
    readonly number: number | undefined;
    readonly node: Node;
  };
}

/** The ConfigMaps and Secrets that a pod takes variables and volumes from, but for those that it can do without. */
export function configReferences(pod: Pod): Reference[] {
  const { namespace } = pod.workload;
  const result: Reference[] = [];
  const add = (kind: string, source: Node | undefined, field: string, keys: readonly Node[]): void => {
    const node = get(source, field);
    const name = stringOf(node);
    if (!node || name === undefined || isTrue(get(source, 'optional'))) return;
    const reference = { kind, name, namespace, node };
    if (keys.length === 0) result.push(reference);
    for (const key of keys) {
      const text = stringOf(key);
      if (text !== undefined) result.push({ ...reference, key: { name: text, node: key } });
    }
  };
  for (const { node } of pod.containers) {
    for (const variable of itemsOf(get(node, 'env'))) {
      const from = get(variable, 'valueFrom');
      add('ConfigMap', get(from, 'configMapKeyRef'), 'name', keysIn(get(from, 'configMapKeyRef')));
      add('Secret', get(from, 'secretKeyRef'), 'name', keysIn(get(from, 'secretKeyRef')));
    }
    for (const source of itemsOf(get(node, 'envFrom'))) {
      add('ConfigMap', get(source, 'configMapRef'), 'name', []);
      add('Secret', get(source, 'secretRef'), 'name', []);
    }
  }
  for (const volume of itemsOf(get(pod.spec, 'volumes'))) {
    const sources = [volume, ...itemsOf(get(volume, 'projected', 'sources'))];
    for (const source of sources) {
      add('ConfigMap', get(source, 'configMap'), 'name', itemKeys(get(source, 'configMap')));
      const secret = get(source, 'secret');
      add('Secret', secret, source === volume ? 'secretName' : 'name', itemKeys(secret));
    }
  }
  return result;
}

function keysIn(source: Node | undefined): Node[] {
  const key = get(source, 'key');
  return key ? [key] : [];
}

function itemKeys(source: Node | undefined): Node[] {
  return itemsOf(get(source, 'items')).flatMap((item) => get(item, 'key') ?? []);
}

/** The Services that an Ingress sends requests to. */
export function ingressBackends(ingress: Resource): Reference[] {
  const spec = get(ingress.node, 'spec');
  const paths = itemsOf(get(spec, 'rules')).flatMap((rule) => itemsOf(get(rule, 'http', 'paths')));
  const backends = [
    get(spec, 'defaultBackend'),
    get(spec, 'backend'),
    ...paths.map((path) => get(path, 'backend')),
  ];
  return backends.flatMap((backend): Reference[] => {
    const service = get(backend, 'service');
    const node = get(service, 'name') ?? get(backend, 'serviceName');
    const name = stringOf(node);
    if (!node || name === undefined) return [];
    const port =
      get(service, 'port', 'number') ?? get(service, 'port', 'name') ?? get(backend, 'servicePort');
    return [
      { kind: 'Service', name, namespace: ingress.namespace, node, ...(port ? { port: portIn(port) } : {}) },
    ];
  });
}

function portIn(node: Node): { name: string | undefined; number: number | undefined; node: Node } {
  const number = numberOf(node);
  return { number, name: number === undefined ? stringOf(node) : undefined, node };
}

/** The Services that a route of the Gateway API sends requests to, mirrors included. */
export function routeBackends(route: Resource): Reference[] {
  const rules = itemsOf(get(route.node, 'spec', 'rules'));
  const targets = rules.flatMap((rule) => {
    const refs = itemsOf(get(rule, 'backendRefs'));
    const filters = [rule, ...refs].flatMap((each) => itemsOf(get(each, 'filters')));
    return [...refs, ...filters.flatMap((each) => get(each, 'requestMirror', 'backendRef') ?? [])];
  });
  return targets.flatMap((target) => objectReference(target, route, '', 'Service'));
}

/** The Gateways that a route of the Gateway API is attached to. */
export function routeParents(route: Resource): Reference[] {
  return itemsOf(get(route.node, 'spec', 'parentRefs')).flatMap((parent) =>
    objectReference(parent, route, 'gateway.networking.k8s.io', 'Gateway'),
  );
}

function objectReference(node: Node, from: Resource, group: string, kind: string): Reference[] {
  const named = get(node, 'name');
  const name = stringOf(named);
  if (!named || name === undefined) return [];
  if ((stringOf(get(node, 'group')) ?? group) !== group || (stringOf(get(node, 'kind')) ?? kind) !== kind)
    return [];
  const namespace = stringOf(get(node, 'namespace')) ?? from.namespace;
  const port = get(node, 'port');
  return [{ kind, name, namespace, node: named, ...(port ? { port: portIn(port) } : {}) }];
}

/** What scales a workload, within its limits. */
export interface Scaler {
  readonly resource: Resource;
  readonly target: Reference;
  readonly spec: MapNode;
  /** The fields that its limits stand in. */
  readonly fields: { readonly min: string; readonly max: string };
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA; undefined for anything else. */
export function scalerOf(resource: Resource): Scaler | undefined {
  const keda = resource.kind === 'ScaledObject' && resource.group === 'keda.sh';
  if (!keda && !(resource.kind === 'HorizontalPodAutoscaler' && resource.group === 'autoscaling'))
    return undefined;
  const spec = asMap(get(resource.node, 'spec'));
  const ref = get(spec, 'scaleTargetRef');
  const node = get(ref, 'name');
  const name = stringOf(node);
  if (!spec || !node || name === undefined) return undefined;
  const kind = stringOf(get(ref, 'kind')) ?? 'Deployment';
  const fields = keda
    ? { min: 'minReplicaCount', max: 'maxReplicaCount' }
    : { min: 'minReplicas', max: 'maxReplicas' };
  return {
    resource,
    target: { kind, name, namespace: resource.namespace, node },
    spec,
    fields,
    min: numberOf(get(spec, fields.min)),
    max: numberOf(get(spec, fields.max)),
  };
}

/** The keys of `data` and its like in a ConfigMap or Secret. */
export function dataKeysOf(node: Node): string[] {
  return ['data', 'binaryData', 'stringData'].flatMap((field) =>
    entriesOf(get(node, field)).map((each) => each.key),
  );
}
