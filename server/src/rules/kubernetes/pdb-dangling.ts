import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { isBudget } from '../../core/kubernetes/lookup.ts';
import { isEmpty, selectorOf } from '../../core/kubernetes/selector.ts';
import { entry, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { danglingSelectorRule } from './danglingSelector.ts';
import { budget, deployment } from './exampleManifests.ts';
import { podCandidates } from './podCandidates.ts';

const DEPLOYMENT = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');

export default danglingSelectorRule({
  id: 'kubernetes/pdb-dangling',
  title: 'PodDisruptionBudget that selects no pod',
  what: 'pod',
  consequence: 'it keeps none from being evicted',
  why: 'A PodDisruptionBudget limits how many of the pods that it selects may be evicted at once. One that selects none is no protection: the next drain of a node may take all of them.',
  how: 'Use the labels that the workload selects its own pods with.',
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  aliases: {},
  selecting(resource, { cluster }) {
    const held = entry(get(resource.node, 'spec'), 'selector');
    const selector = selectorOf(held?.value);
    if (!isBudget(resource) || !held || !selector || isEmpty(selector)) return undefined;
    return {
      selector,
      span: held.keySpan,
      candidates: podCandidates(cluster),
      looksInto: (namespace) => sameNamespace(namespace, resource.namespace),
    };
  },
  examples: {
    good: [
      good(budget('maxUnavailable: 1') + DEPLOYMENT),
      good(budget('maxUnavailable: 1', 'matchLabels: {app: other}')),
      good(budget('maxUnavailable: 1').replace(/ {2}selector:[^-]*/, '') + DEPLOYMENT),
    ],
    bad: [
      bad(
        budget('maxUnavailable: 1', 'matchLabels: {app: «demoo»}') + DEPLOYMENT,
        budget('maxUnavailable: 1', 'matchLabels: {app: demo}') + DEPLOYMENT,
      ),
      bad(
        budget('maxUnavailable: 1', 'matchLabels: {app.kubernetes.io/name: «demo»}') + DEPLOYMENT,
        budget('maxUnavailable: 1', 'matchLabels: {app: demo}') + DEPLOYMENT,
      ),
      bad(
        budget('minAvailable: 1', 'matchExpressions: [{key: app, operator: NotIn, values: [demo]}]').replace(
          'selector',
          '«selector»',
        ) + DEPLOYMENT,
      ),
    ],
  },
});
