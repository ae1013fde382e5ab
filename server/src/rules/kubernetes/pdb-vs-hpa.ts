import { isBudget, podsIn, scalersOf } from '../../core/kubernetes/lookup.ts';
import { isEmpty, selectorOf } from '../../core/kubernetes/selector.ts';
import { asMap, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { allowOneMissing } from './budgetFix.ts';
import { autoscaler, budget, deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const REST = autoscaler() + API;

export default defineRule({
  id: 'kubernetes/pdb-vs-hpa',
  title: "PodDisruptionBudget above its autoscaler's minimum",
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'When there is little to do, the autoscaler goes down to its minimum. A budget whose `minAvailable` is higher then refuses every eviction, and nodes can not be drained at night of all times.',
    how: 'Use `maxUnavailable: 1`, which holds for any number of replicas, or raise the minimum above `minAvailable`.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions',
    ],
  },
  aliases: { polaris: 'pdbMinAvailableGreaterThanHPAMinReplicas' },
  check(resource, { environment, report }) {
    if (!isBudget(resource)) return;
    const spec = asMap(get(resource.node, 'spec'));
    const node = get(spec, 'minAvailable');
    const selector = selectorOf(get(spec, 'selector'));
    const [, digits, percent] = /^(\d+)(%?)$/.exec(stringOf(node) ?? '') ?? [];
    if (!spec || !node || !selector || isEmpty(selector) || digits === undefined) return;
    const { cluster } = environment;
    const pods = podsIn(cluster, resource, selector);
    const [pod] = pods;
    const [scaler] = pod ? scalersOf(cluster, pod.workload) : [];
    // With several workloads behind one budget, their numbers add up.
    if (!scaler || pods.length > 1 || scaler.min === undefined) return;
    const wanted = percent ? Math.ceil((Number(digits) * scaler.min) / 100) : Number(digits);
    if (wanted <= scaler.min) return;
    report({
      span: node.span,
      message: `PodDisruptionBudget "${resource.name ?? ''}" wants ${wanted} pods available of the ${scaler.min} that its autoscaler may go down to: drains hang.`,
      related: [{ span: scaler.resource.nameSpan, message: 'This scales them.' }],
      fixes: () => allowOneMissing(spec),
    });
  },
  examples: {
    good: [
      good(budget('minAvailable: 2') + REST),
      good(budget('minAvailable: 50%') + REST),
      good(budget('minAvailable: 5') + API),
      good(budget('minAvailable: 5', 'matchLabels: {app: other}') + REST),
    ],
    bad: [
      bad(budget('minAvailable: «3»') + REST, budget('maxUnavailable: 1') + REST),
      bad(budget('minAvailable: «150%»') + REST, budget('maxUnavailable: 1') + REST),
      bad(
        budget('minAvailable: «"5"» # all', 'matchExpressions: [{key: app, operator: Exists}]') + REST,
        budget('maxUnavailable: 1', 'matchExpressions: [{key: app, operator: Exists}]') + REST,
      ),
    ],
  },
});
