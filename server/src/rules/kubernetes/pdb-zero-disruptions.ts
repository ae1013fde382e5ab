import { edit } from '../../core/edit/edit.ts';
import { isBudget } from '../../core/kubernetes/lookup.ts';
import type { MapNode } from '../../core/model/node.ts';
import { asMap, get, isNull, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { budget } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/pdb-zero-disruptions',
  title: 'PodDisruptionBudget that allows no eviction',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A budget that allows no pod to be missing refuses every eviction. Nodes can not be drained, so upgrades of the cluster and the autoscaler of nodes wait for ever, or go over it by force.',
    how: 'Allow one pod to be missing, and run more than one replica.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
    ],
  },
  aliases: {
    'kube-linter': 'pdb-max-unavailable',
    polaris: 'pdbDisruptionsIsZero',
  },
  check(resource, { report }) {
    if (!isBudget(resource)) return;
    const spec = asMap(get(resource.node, 'spec'));
    const max = get(spec, 'maxUnavailable');
    const min = get(spec, 'minAvailable');
    const who = `PodDisruptionBudget "${resource.name ?? ''}"`;
    const comes = 'no node with its pods can be drained';
    if (max && /^0+%?$/.test(stringOf(max) ?? '')) {
      report({
        span: max.span,
        message: `${who} allows no pod to be missing: ${comes}.`,
        fixes: () => allowance(spec, 'maxUnavailable'),
      });
    } else if (min && Number(/^(\d+)%$/.exec(stringOf(min) ?? '')?.[1] ?? 0) >= 100) {
      report({
        span: min.span,
        message: `${who} wants all pods to be available: ${comes}.`,
        fixes: () => (isNull(max) ? allowance(spec, 'minAvailable') : []),
      });
    }
  },
  examples: {
    good: [
      good(budget('maxUnavailable: 1')),
      good(budget('minAvailable: 50%')),
      good(budget('maxUnavailable: 10%')),
    ],
    bad: [
      bad(budget('maxUnavailable: «0» # never'), budget('maxUnavailable: 1 # never')),
      bad(budget('maxUnavailable: «"0%"»'), budget('maxUnavailable: 1')),
      bad(budget('minAvailable: «100%»'), budget('maxUnavailable: 1')),
    ],
  },
});

/** One pod may be missing, in the place of what says otherwise. */
function allowance(spec: MapNode | undefined, instead: string): Fix[] {
  const held = get(spec, instead);
  if (!spec || !held) return [];
  const edits =
    instead === 'maxUnavailable'
      ? edit.replace(held, 1)
      : edit.substitute(spec, instead, 'maxUnavailable', 1);
  return edits.length === 0 ? [] : [{ title: 'Allow one pod to be missing', safe: false, edits }];
}
