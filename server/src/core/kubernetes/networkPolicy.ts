import type { Node } from '../model/node.ts';
import { entry, get, itemsOf, stringOf } from '../model/read.ts';
import { type Cluster, sameNamespace } from './cluster.ts';
import { objectsOf } from './lookup.ts';
import type { Pod } from './pod.ts';
import type { Resource } from './resource.ts';
import { fits, selectorOf } from './selector.ts';

export const DIRECTIONS = ['Ingress', 'Egress'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** Whether an object is a NetworkPolicy of Kubernetes itself. */
export function isNetworkPolicy({ kind, group }: Resource): boolean {
  return kind === 'NetworkPolicy' && (group === 'networking.k8s.io' || group === 'extensions');
}

/**
 * The directions that a policy holds for. Without `policyTypes` that is Ingress, and Egress where there are rules for it.
 */
export function directionsOf(policy: Node): readonly Direction[] {
  const spec = get(policy, 'spec');
  const types = itemsOf(get(spec, 'policyTypes')).flatMap((each) => stringOf(each) ?? []);
  if (types.length > 0) return DIRECTIONS.filter((each) => types.includes(each));
  return itemsOf(get(spec, 'egress')).length > 0 ? DIRECTIONS : ['Ingress'];
}

/** The field of a policy with the rules for a direction. */
export function rulesFor(policy: Node, direction: Direction) {
  return entry(get(policy, 'spec'), direction === 'Ingress' ? 'ingress' : 'egress');
}

/** The directions in which no policy of a cluster holds for a pod. Policies of other makers are taken to hold for both. */
export function openDirections(cluster: Cluster, pod: Pod): Direction[] {
  const held = new Set<Direction>();
  const kinds = [
    'NetworkPolicy',
    'CiliumNetworkPolicy',
    'CiliumClusterwideNetworkPolicy',
    'GlobalNetworkPolicy',
  ];
  for (const policy of kinds.flatMap((kind) => objectsOf(cluster, kind))) {
    if (!sameNamespace(policy.namespace, pod.workload.namespace)) continue;
    if (!isNetworkPolicy(policy)) return [];
    const selector = selectorOf(get(policy.node, 'spec', 'podSelector'));
    if (!selector || !fits(selector, pod.labels)) continue;
    for (const direction of directionsOf(policy.node)) held.add(direction);
  }
  return DIRECTIONS.filter((each) => !held.has(each));
}
