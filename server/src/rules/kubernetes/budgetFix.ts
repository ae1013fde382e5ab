import { edit } from '../../core/edit/edit.ts';
import type { MapNode } from '../../core/model/node.ts';
import { get } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';

/** Says in the spec of a PodDisruptionBudget how many pods may be missing, not how many have to be there. */
export function allowOneMissing(spec: MapNode): Fix[] {
  const edits = get(spec, 'maxUnavailable') ? [] : edit.substitute(spec, 'minAvailable', 'maxUnavailable', 1);
  return edits.length === 0
    ? []
    : [{ title: 'Allow one pod to be missing: "maxUnavailable: 1"', safe: false, edits }];
}
