import { get, numberOf } from '../model/read.ts';
import { type Cluster, sameNamespace } from './cluster.ts';
import type { Pod } from './pod.ts';
import { type Reference, type Scaler, scalerOf } from './references.ts';
import type { Resource } from './resource.ts';
import { fits, isEmpty, type Selector } from './selector.ts';

const kinds = new WeakMap<Cluster, Map<string, Resource[]>>();

/** The objects of a kind. */
export function objectsOf(cluster: Cluster, kind: string): readonly Resource[] {
  let known = kinds.get(cluster);
  if (!known) {
    known = new Map();
    for (const each of cluster.resources) {
      const list = known.get(each.kind);
      if (list) list.push(each);
      else known.set(each.kind, [each]);
    }
    kinds.set(cluster, known);
  }
  return known.get(kind) ?? [];
}

/** The objects that a reference may mean: of its kind and name, in what may be its namespace. */
export function meantBy(cluster: Cluster, { kind, name, namespace }: Reference): Resource[] {
  return objectsOf(cluster, kind).filter(
    (each) => each.name === name && sameNamespace(each.namespace, namespace),
  );
}

/** The pods that a selector of an object picks. */
export function podsIn(cluster: Cluster, from: Resource, selector: Selector): Pod[] {
  return cluster.pods.filter(
    (pod) => sameNamespace(pod.workload.namespace, from.namespace) && fits(selector, pod.labels),
  );
}

/** What scales a workload. */
export function scalersOf(cluster: Cluster, workload: Resource): Scaler[] {
  return ['HorizontalPodAutoscaler', 'ScaledObject']
    .flatMap((kind) => objectsOf(cluster, kind))
    .flatMap((each) => scalerOf(each) ?? [])
    .filter(
      ({ target }) =>
        target.kind === workload.kind &&
        target.name === workload.name &&
        sameNamespace(target.namespace, workload.namespace),
    );
}

/** Whether an object is a PodDisruptionBudget, of whatever version. */
export function isBudget({ kind, group }: Resource): boolean {
  return kind === 'PodDisruptionBudget' && (group === 'policy' || group === '');
}

/** The number of pods that a workload is set to; undefined where nothing is set. */
export function replicasOf(workload: Resource): number | undefined {
  return numberOf(get(workload.node, 'spec', 'replicas'));
}

/** Whether a budget's selector picks a pod: one of `policy/v1beta1` that is empty picks none. */
export function budgetCovers(budget: Resource, selector: Selector, pod: Pod): boolean {
  if (isEmpty(selector) && budget.apiVersion === 'policy/v1beta1') return false;
  return sameNamespace(budget.namespace, pod.workload.namespace) && fits(selector, pod.labels);
}
