import { get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/node-affinity',
  title: 'Pod that may run on any node',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Where a cluster has several kinds of nodes, a pod that asks for none may come to run on any of them: on another architecture than its image, or on expensive nodes that are meant for others.',
    how: 'Switch the rule on where every pod is to say where it runs, by a node affinity or a `nodeSelector`. Most clusters need neither.',
    references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
  },
  aliases: { 'kube-linter': 'no-node-affinity' },
  check({ spec, workload }, { report }) {
    if (!isNull(get(spec, 'affinity', 'nodeAffinity'))) return;
    if (['nodeSelector', 'nodeName'].some((key) => !isNull(get(spec, key)))) return;
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" does not say on which nodes it runs: any may do.`,
      missing: true,
    });
  },
  examples: {
    good: [
      good(pod(`nodeSelector: {disk: ssd}\n${API}`)),
      good(
        deployment(
          `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]\n${API}`,
        ),
      ),
      good(pod(`nodeName: node-1\n${API}`)),
    ],
    bad: [
      bad(pod(API).replace('name: demo', 'name: «demo»')),
      bad(deployment(`affinity: {podAntiAffinity: {}}\n${API}`).replace('name: demo', 'name: «demo»')),
      bad(cronJob(API).replace('name: demo', 'name: «demo»')),
    ],
  },
});
