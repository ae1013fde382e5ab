import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';

/** Where a pod names its service account; undefined where it names none, or the one called default. */
export function accountPlace(pod: Pod): { readonly name: string; readonly node: Node } | undefined {
  for (const field of ['serviceAccountName', 'serviceAccount']) {
    const node = get(pod.spec, field);
    const name = stringOf(node);
    if (node && name) return name === 'default' ? undefined : { name, node };
  }
  return undefined;
}
