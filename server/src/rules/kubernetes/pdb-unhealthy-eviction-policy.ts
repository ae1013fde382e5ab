import { isBudget } from '../../core/kubernetes/lookup.ts';
import { asMap, get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { budget } from './exampleManifests.ts';

const FIELD = 'unhealthyPodEvictionPolicy';
const ORDER = { keys: ['minAvailable', 'maxUnavailable', FIELD, 'selector'] };

export default defineRule({
  id: 'kubernetes/pdb-unhealthy-eviction-policy',
  title: 'PodDisruptionBudget that keeps broken pods',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'By default a pod that runs but is not ready may only be evicted while enough others are healthy. A workload that is broken anyway then keeps its nodes from being drained until somebody mends it.',
    how: 'Set `unhealthyPodEvictionPolicy: AlwaysAllow`. `IfHealthyBudget`, written out, says that the default is meant. The field is there from Kubernetes 1.27 on.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy',
    ],
  },
  aliases: { 'kube-linter': 'pdb-unhealthy-pod-eviction-policy' },
  check(resource, { environment, report }) {
    const spec = asMap(get(resource.node, 'spec'));
    if (!isBudget(resource) || !spec || environment.kubernetesMinor < 27) return;
    if (resource.apiVersion !== 'policy/v1' || !isNull(get(spec, FIELD))) return;
    report({
      span: resource.nameSpan,
      message: `PodDisruptionBudget "${resource.name ?? ''}" protects pods that are not ready as well: they may block a drain.`,
      missing: true,
      fixes: () => [settingFix(spec, FIELD, 'AlwaysAllow', false, ORDER)],
    });
  },
  examples: {
    good: [
      good(budget(`maxUnavailable: 1\n  ${FIELD}: AlwaysAllow`)),
      good(budget(`maxUnavailable: 1\n  ${FIELD}: IfHealthyBudget`)),
      good(budget('maxUnavailable: 1').replace('policy/v1', 'policy/v1beta1')),
    ],
    bad: [
      bad(
        budget('maxUnavailable: 1').replace('name: demo', 'name: «demo»'),
        budget(`maxUnavailable: 1\n  ${FIELD}: AlwaysAllow`),
      ),
      bad(
        budget('minAvailable: 50% # half').replace('name: demo', 'name: «demo»'),
        budget(`minAvailable: 50% # half\n  ${FIELD}: AlwaysAllow`),
      ),
      bad(
        budget(`maxUnavailable: 1\n  ${FIELD}:`).replace('name: demo', 'name: «demo»'),
        budget(`maxUnavailable: 1\n  ${FIELD}: AlwaysAllow`),
      ),
    ],
  },
});
