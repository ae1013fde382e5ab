import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import type { Cluster } from '../../core/kubernetes/cluster.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { compareQuantities } from '../../core/kubernetes/quantity.ts';
import { get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';

export type ResourceName = 'cpu' | 'memory' | 'ephemeral-storage';
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

/**
 * The amount that a fix sets: what the environment's policy asks for, else what the rule is set to; never a limit below
 * what the container requests.
 */
export function amountToSet(
  container: Container,
  { policy }: Environment,
  field: ResourceField,
  name: ResourceName,
  fallback: string,
): string {
  const amount = policy.resources[field]?.[name] ?? fallback;
  const requested = field === 'limits' ? amountOf(container, 'requests', name) : undefined;
  return requested !== undefined && (compareQuantities(requested, amount) ?? 0) > 0 ? requested : amount;
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

/** The fix that sets an amount of a container. */
export function amountFix(
  container: Container,
  field: ResourceField,
  name: ResourceName,
  amount: string,
): Fix {
  const what = field === 'requests' ? 'request' : 'limit';
  return additionFix(
    `Set the ${name} ${what} to ${amount}`,
    false,
    container.node,
    { resources: { [field]: { [name]: amount } } },
    CONTAINER_ORDER,
  );
}
