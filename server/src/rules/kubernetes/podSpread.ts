import { replicasOf, scalersOf } from '../../core/kubernetes/lookup.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { labelsOf } from '../../core/kubernetes/resource.ts';
import { fits, selectorOf } from '../../core/kubernetes/selector.ts';
import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';

/** How the replicas of a workload are spread over nodes. */

/** Whether a workload runs several pods that could be on one node: what is not told is taken for several in a file by itself. */
export function hasReplicas({ workload }: Pod, { cluster, extent }: Environment): boolean {
  if (!/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController|DeploymentConfig)$/.test(workload.kind))
    return false;
  const replicas = scalersOf(cluster, workload)[0]?.max ?? replicasOf(workload);
  return (replicas ?? (extent === 'alone' ? 2 : 1)) > 1;
}

/** Whether a pod keeps away from its own kind. */
export function hasAntiAffinity(pod: Pod): boolean {
  const rules = get(pod.spec, 'affinity', 'podAntiAffinity');
  const terms = [
    ...itemsOf(get(rules, 'requiredDuringSchedulingIgnoredDuringExecution')),
    ...itemsOf(get(rules, 'preferredDuringSchedulingIgnoredDuringExecution')).flatMap(
      (each) => get(each, 'podAffinityTerm') ?? [],
    ),
  ];
  return terms.some((term) => meansItself(term, pod));
}

/** Whether a pod has a topology spread constraint that counts its own kind. */
export function isSpread(pod: Pod): boolean {
  return itemsOf(get(pod.spec, 'topologySpreadConstraints')).some((each) => meansItself(each, pod));
}

function meansItself(term: Node, pod: Pod): boolean {
  const selector = selectorOf(get(term, 'labelSelector'));
  if (!selector || !fits(selector, pod.labels)) return false;
  const { namespace } = pod.workload;
  const namespaces = itemsOf(get(term, 'namespaces')).map(stringOf);
  return (
    namespaces.length === 0 ||
    namespace === undefined ||
    get(term, 'namespaceSelector') !== undefined ||
    namespaces.includes(namespace)
  );
}

/** The labels by which a workload knows its pods; undefined where there are none. */
export function ownLabels(pod: Pod): { readonly [key: string]: string } | undefined {
  const selected = labelsOf(get(pod.workload.node, 'spec', 'selector', 'matchLabels'));
  const labels = selected.size > 0 ? selected : pod.labels;
  return labels.size > 0 && fits({ map: undefined, labels, expressions: [] }, pod.labels)
    ? Object.fromEntries(labels)
    : undefined;
}
