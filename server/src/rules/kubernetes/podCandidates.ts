import type { Cluster } from '../../core/kubernetes/cluster.ts';
import { labelsOf, type Resource } from '../../core/kubernetes/resource.ts';
import { get } from '../../core/model/read.ts';

/** The pods of a cluster as what a selector may fit; those that are not written out yet by the labels they have. */
export function podCandidates({
  resources,
  podOf,
}: Cluster): { readonly resource: Resource; readonly labels: ReadonlyMap<string, string> }[] {
  return resources.flatMap((resource) => {
    const pod = podOf(resource);
    if (pod) return { resource, labels: pod.labels };
    const labels = labelsOf(get(resource.node, 'spec', 'template', 'metadata', 'labels'));
    return labels.size > 0 ? { resource, labels } : [];
  });
}
