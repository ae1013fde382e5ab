import { entriesOf, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/naked-pod',
  title: 'Pod without a controller',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'A Pod that nothing controls is bound to its node. When the node fails, is drained or runs out of memory, the Pod is gone, and nothing makes another one. It can not be rolled out or scaled either.',
    how: 'Use a Deployment, or a Job for what runs once: for a Pod that is not restarted the finding is only information. Pods that Helm runs as hooks are left alone.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs',
    ],
  },
  aliases: { kubescape: 'C-0073' },
  check({ workload, runsToCompletion }, { report }) {
    if (workload.kind !== 'Pod' || workload.group !== '') return;
    const metadata = get(workload.node, 'metadata');
    if (get(metadata, 'ownerReferences')) return;
    const managed = /^(?:helm\.sh|argocd\.argoproj\.io)\/hook|^kubernetes\.io\/config\./;
    if (entriesOf(get(metadata, 'annotations')).some(({ key }) => managed.test(key))) return;
    report({
      span: workload.nameSpan,
      message: `Pod "${workload.name ?? ''}" has no controller: when its node fails, nothing starts it elsewhere.`,
      ...(runsToCompletion ? { severity: 'information' as const } : {}),
    });
  },
  examples: {
    good: [
      good(deployment(API)),
      good(cronJob(API)),
      good(pod(API).replace('name: demo', 'name: demo\n  annotations: {helm.sh/hook: test}')),
    ],
    bad: [
      bad(pod(API).replace('name: demo', 'name: «demo»')),
      bad(pod(`restartPolicy: Never\n${API}`).replace('name: demo', 'name: «demo»')),
      bad(`${deployment(API)}---\n${pod(API).replace('name: demo', 'generateName: «demo-»')}`),
    ],
  },
});
