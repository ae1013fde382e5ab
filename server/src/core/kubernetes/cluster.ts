import type { Node } from '../model/node.ts';
import { get, itemsOf, numberOf, stringOf } from '../model/read.ts';
import { type Pod, podOf } from './pod.ts';
import { labelsOf, type Resource, selects } from './resource.ts';

/** The Kubernetes objects that are deployed together, with what can be looked up among them. */
export interface Cluster {
  readonly resources: readonly Resource[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  /** The pod of a workload; undefined where it has none. */
  podOf(workload: Resource): Pod | undefined;
}

/** A Service with what rules ask of it. */
export interface Service {
  readonly resource: Resource;
  readonly selector: ReadonlyMap<string, string>;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly node: Node;
  readonly name: string | undefined;
  readonly port: number | undefined;
  /** The `targetPort` as written; undefined where it is absent, and so the same as `port`. */
  readonly targetPort: Node | undefined;
  readonly protocol: string;
}

/** Gathers the objects that are deployed together. */
export function clusterOf(resources: readonly Resource[]): Cluster {
  const pods = new Map<Resource, Pod>();
  const services: Service[] = [];
  for (const resource of resources) {
    const pod = podOf(resource);
    if (pod) pods.set(resource, pod);
    if (resource.kind === 'Service' && resource.group === '') services.push(serviceOf(resource));
  }
  return { resources, pods: [...pods.values()], services, podOf: (workload) => pods.get(workload) };
}

function serviceOf(resource: Resource): Service {
  return {
    resource,
    selector: labelsOf(get(resource.node, 'spec', 'selector')),
    ports: itemsOf(get(resource.node, 'spec', 'ports')).map((node) => ({
      node,
      name: stringOf(get(node, 'name')),
      port: numberOf(get(node, 'port')),
      targetPort: get(node, 'targetPort'),
      protocol: stringOf(get(node, 'protocol')) ?? 'TCP',
    })),
  };
}

/** Whether two namespaces may be the same one: one that is not set is filled in at deployment. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** The Services whose selector matches a pod's labels. */
export function servicesSelecting(cluster: Cluster, pod: Pod): Service[] {
  return cluster.services.filter(
    (service) =>
      sameNamespace(service.resource.namespace, pod.workload.namespace) &&
      selects(service.selector, pod.labels),
  );
}

/** The pods that a Service's selector matches. */
export function podsSelectedBy(cluster: Cluster, service: Service): Pod[] {
  return cluster.pods.filter(
    (pod) =>
      sameNamespace(service.resource.namespace, pod.workload.namespace) &&
      selects(service.selector, pod.labels),
  );
}
