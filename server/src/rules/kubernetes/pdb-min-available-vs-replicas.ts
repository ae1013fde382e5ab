import { isBudget, podsIn, replicasOf, scalersOf } from '../../core/kubernetes/lookup.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { isEmpty, selectorOf } from '../../core/kubernetes/selector.ts';
import { asMap, get, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { allowOneMissing } from './budgetFix.ts';
import { autoscaler, budget, deployment } from './exampleManifests.ts';

const SINGLE = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const TWO = SINGLE.replace('spec:\n', 'spec:\n  replicas: 2\n');

export default defineRule({
  id: 'kubernetes/pdb-min-available-vs-replicas',
  title: 'PodDisruptionBudget that asks for all replicas',
  category: 'reliability',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A budget whose `minAvailable` is as high as the number of replicas there can ever be refuses every eviction. Nodes can not be drained, and upgrades of the cluster wait for ever.',
    how: 'Use `maxUnavailable: 1`, or run more replicas than `minAvailable`. With an autoscaler the highest number that it may scale to counts.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions',
    ],
  },
  aliases: { 'kube-linter': 'pdb-min-available' },
  check(resource, { environment, report }) {
    if (!isBudget(resource) || environment.extent === 'open') return;
    const spec = asMap(get(resource.node, 'spec'));
    const min = get(spec, 'minAvailable');
    const selector = selectorOf(get(spec, 'selector'));
    const text = stringOf(min) ?? '';
    if (!spec || !min || !selector || isEmpty(selector) || !/^[1-9]\d*%?$/.test(text)) return;
    const pods = podsIn(environment.cluster, resource, selector);
    const most = mostReplicas(pods, environment);
    if (most === undefined || most === 0) return;
    const percent = text.endsWith('%') ? Number(text.slice(0, -1)) : undefined;
    // All of them is told by another rule.
    if (percent !== undefined && percent >= 100) return;
    const wanted = percent === undefined ? Number(text) : Math.ceil((percent * most) / 100);
    if (wanted < most) return;
    const [first] = pods;
    report({
      span: min.span,
      message: `PodDisruptionBudget "${resource.name ?? ''}" wants ${text} available of at most ${most} ${most === 1 ? 'pod' : 'pods'}: no node with one can be drained.`,
      ...(first ? { related: [{ span: first.workload.nameSpan, message: 'It selects these pods.' }] } : {}),
      fixes: () => allowOneMissing(spec),
    });
  },
  examples: {
    good: [
      good(budget('minAvailable: 1') + TWO),
      good(budget('minAvailable: 50%') + TWO),
      good(budget('minAvailable: 2') + autoscaler() + TWO),
      good(
        `${budget('minAvailable: 1')}${SINGLE}---\n${SINGLE.replace('name: demo', 'name: canary').replace('spec:\n', 'spec:\n  replicas: 1\n')}`,
      ),
      {
        files: {
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': budget('minAvailable: 1') + SINGLE,
          'production/kustomization.yaml': 'resources: [../base]\nreplicas: [{name: demo, count: 3}]\n',
        },
      },
    ],
    bad: [
      bad(budget('minAvailable: «2»') + TWO, budget('maxUnavailable: 1') + TWO),
      bad(budget('minAvailable: «60%»') + TWO, budget('maxUnavailable: 1') + TWO),
      bad(
        budget('minAvailable: «12» # all') + autoscaler() + SINGLE,
        budget('maxUnavailable: 1') + autoscaler() + SINGLE,
      ),
      badFiles(
        {
          'kustomization.yaml': 'resources: [api.yaml]\n',
          'api.yaml': budget('minAvailable: «1»') + SINGLE,
        },
        { 'api.yaml': budget('maxUnavailable: 1') + SINGLE },
      ),
    ],
  },
});

/** The most pods there can ever be; undefined where that is not known. */
function mostReplicas(pods: readonly Pod[], { cluster, extent }: Environment): number | undefined {
  let sum = 0;
  for (const { workload } of pods) {
    if (!/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController)$/.test(workload.kind))
      return undefined;
    const [scaler] = scalersOf(cluster, workload);
    const own = replicasOf(workload);
    // Where nothing is set, and not all is known, somebody may set it elsewhere.
    const most = scaler ? scaler.max : (own ?? (extent === 'deployed' ? 1 : undefined));
    if (most === undefined) return undefined;
    sum += most;
  }
  return sum;
}
