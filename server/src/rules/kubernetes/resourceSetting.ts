import type { Cluster } from '../../core/kubernetes/cluster.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';

export type ResourceName = 'cpu' | 'memory';
export type ResourceField = 'requests' | 'limits';

/** Whether a container is one whose resources count for as long as its pod lives. */
export function needsResources(container: Container): boolean {
  return container.role === 'container' || container.role === 'sidecar';
}

/** The amount that a container, or its pod as a whole, requests or is limited to; undefined where nothing is set. */
export function amountOf(container: Container, field: ResourceField, name: ResourceName): string | undefined {
  return (
    stringOf(get(container.node, 'resources', field, name)) ??
    stringOf(get(container.pod.spec, 'resources', field, name))
  );
}

/** Whether a LimitRange of the environment fills the amount in. */
export function isDefaulted(cluster: Cluster, field: ResourceField, name: ResourceName): boolean {
  // A default limit is the default request, too, where none is given.
  const keys = field === 'limits' ? ['default'] : ['defaultRequest', 'default'];
  return cluster.resources.some(
    (resource) =>
      resource.kind === 'LimitRange' &&
      itemsOf(get(resource.node, 'spec', 'limits')).some(
        (limit) =>
          stringOf(get(limit, 'type')) === 'Container' && keys.some((key) => !isNull(get(limit, key, name))),
      ),
  );
}
