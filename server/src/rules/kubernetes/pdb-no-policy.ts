import { isBudget } from '../../core/kubernetes/lookup.ts';
import { asMap, get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { budget } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/pdb-no-policy',
  title: 'PodDisruptionBudget without a limit',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A budget with neither `minAvailable` nor `maxUnavailable` allows no pod to be missing: every eviction is refused. Nodes can not be drained, and upgrades of the cluster wait for ever.',
    how: 'Allow one pod to be missing, with `maxUnavailable: 1`.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
    ],
  },
  aliases: { 'kube-score': 'poddisruptionbudget-has-policy' },
  check(resource, { report }) {
    const spec = asMap(get(resource.node, 'spec'));
    if (!isBudget(resource) || !spec || isNull(get(spec, 'selector'))) return;
    if (!isNull(get(spec, 'maxUnavailable')) || !isNull(get(spec, 'minAvailable'))) return;
    report({
      span: resource.nameSpan,
      message: `PodDisruptionBudget "${resource.name ?? ''}" sets neither limit, which allows no pod to be missing: no node with its pods can be drained.`,
      missing: true,
      fixes: () => [
        additionFix(
          'Allow one pod to be missing',
          false,
          spec,
          { maxUnavailable: 1 },
          { keys: ['maxUnavailable', 'unhealthyPodEvictionPolicy', 'selector'] },
        ),
      ],
    });
  },
  examples: {
    good: [
      good(budget('maxUnavailable: 1')),
      good(budget('minAvailable: 50%')),
      good(budget('minAvailable: 0')),
    ],
    bad: [
      bad(
        budget('unhealthyPodEvictionPolicy: AlwaysAllow').replace('name: demo', 'name: «demo»'),
        budget('maxUnavailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow'),
      ),
      bad(
        budget('minAvailable:').replace('name: demo', 'name: «demo»'),
        budget('minAvailable:\n  maxUnavailable: 1'),
      ),
      bad(
        budget('maxUnavailable: null # none yet').replace('name: demo', 'name: «demo»'),
        budget('maxUnavailable: 1 # none yet'),
      ),
    ],
  },
});
