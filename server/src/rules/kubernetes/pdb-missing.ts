import { newDocument } from '../../core/edit/newDocument.ts';
import { budgetCovers, isBudget, objectsOf, replicasOf, scalersOf } from '../../core/kubernetes/lookup.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { labelsOf, writtenName } from '../../core/kubernetes/resource.ts';
import { selectorOf } from '../../core/kubernetes/selector.ts';
import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { autoscaler, budget, deployment } from './exampleManifests.ts';

const SINGLE = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const THREE = SINGLE.replace('spec:\n', 'spec:\n  replicas: 3\n');
const MADE =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: demo\nspec:\n  maxUnavailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow\n  selector:\n    matchLabels:\n      app: demo\n';

export default defineRule({
  id: 'kubernetes/pdb-missing',
  title: 'Several replicas without a PodDisruptionBudget',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'When nodes are drained, for an upgrade say, their pods are evicted. Without a PodDisruptionBudget that may be all replicas of a workload at once, and it is down until they run elsewhere.',
    how: 'Allow one pod to be missing: `maxUnavailable: 1` stays right when the number of replicas changes. A workload with a single replica is better off without a budget: that would block the drain.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    ],
  },
  aliases: {
    'kube-score': 'deployment-has-poddisruptionbudget, statefulset-has-poddisruptionbudget',
    polaris: 'missingPodDisruptionBudget',
    kics: 'Deployment Without PodDisruptionBudget [b23e9b98-0cb6-4fc9-b257-1f3270442678], StatefulSet Without PodDisruptionBudget [1db3a5a5-bf75-44e5-9e44-c56cfc8b1ac5]',
  },
  check(pod, { environment, report }) {
    const { workload } = pod;
    const { cluster, extent } = environment;
    if (extent === 'open' || !/^(?:Deployment|StatefulSet)$/.test(workload.kind)) return;
    const replicas = scalersOf(cluster, workload)[0]?.max ?? replicasOf(workload);
    // A file by itself does not tell what an overlay or a person sets.
    if ((replicas ?? (extent === 'alone' ? 2 : 1)) < 2) return;
    const covered = objectsOf(cluster, 'PodDisruptionBudget').some((each) => {
      const selector = isBudget(each) ? selectorOf(get(each.node, 'spec', 'selector')) : undefined;
      return selector !== undefined && budgetCovers(each, selector, pod);
    });
    if (covered) return;
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" has no PodDisruptionBudget: a drain may evict all of its pods at once.`,
      missing: true,
      fixes: () => creation(pod),
    });
  },
  examples: {
    good: [
      good(budget('maxUnavailable: 1') + THREE),
      good(SINGLE),
      good(budget('minAvailable: 1', 'matchExpressions: [{key: app, operator: Exists}]') + THREE),
    ],
    bad: [
      bad(THREE.replace('name: demo', 'name: «demo»'), `${THREE}---\n${MADE}`),
      bad(
        budget('maxUnavailable: 1', 'matchLabels: {app: other}').replace('name: demo', 'name: other') +
          THREE.replace('name: demo', 'name: «demo»'),
        `${budget('maxUnavailable: 1', 'matchLabels: {app: other}').replace('name: demo', 'name: other')}${THREE}---\n${MADE}`,
      ),
      bad(
        autoscaler() + SINGLE.replace('name: demo', 'name: «demo» # autoscaled'),
        `${autoscaler()}${SINGLE.replace('name: demo', 'name: demo # autoscaled')}---\n${MADE}`,
      ),
    ],
  },
});

function creation(pod: Pod): Fix[] {
  const { workload } = pod;
  const own = labelsOf(get(workload.node, 'spec', 'selector', 'matchLabels'));
  const labels = own.size > 0 ? own : pod.labels;
  const name = writtenName(workload);
  if (name === undefined || labels.size === 0) return [];
  const { namespace } = workload;
  const edits = newDocument(workload.nameSpan.source, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: namespace === undefined ? { name } : { name, namespace },
    spec: {
      maxUnavailable: 1,
      // A pod that is not ready would keep its node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: Object.fromEntries(labels) },
    },
  });
  return [{ title: 'Add a PodDisruptionBudget with "maxUnavailable: 1"', safe: false, edits }];
}
