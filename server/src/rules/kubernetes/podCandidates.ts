import type { Cluster } from '../../core/kubernetes/cluster.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';

/** The pods of a cluster as what a selector may fit. */
export function podCandidates({
  pods,
}: Cluster): { readonly resource: Resource; readonly labels: ReadonlyMap<string, string> }[] {
  return pods.map(({ workload, labels }) => ({ resource: workload, labels }));
}
