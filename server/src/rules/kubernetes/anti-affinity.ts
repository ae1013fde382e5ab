import { POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';
import { hasAntiAffinity, hasReplicas, isSpread, ownLabels } from './podSpread.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const three = (spec: string): string => deployment(spec).replace('spec:\n', 'spec:\n  replicas: 3\n');
const term = (app: string): string =>
  `affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 100\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: ${app}\n`;

export default defineRule({
  id: 'kubernetes/anti-affinity',
  title: 'Replicas that may all run on one node',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Nothing keeps the scheduler from putting all replicas on one node, and it does so when the others are full. The loss of that node is then an outage, whatever the number of replicas.',
    how: 'Have the pods keep away from those with the same labels, or spread them with `topologySpreadConstraints`. The cluster may have a default that spreads pods over nodes and zones: then switch the rule off.',
    references: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    ],
  },
  aliases: {
    'kube-linter': 'no-anti-affinity',
    'kube-score': 'deployment-has-host-podantiaffinity, statefulset-has-host-podantiaffinity',
    kics: 'Deployment Has No PodAntiAffinity, StatefulSet Has No PodAntiAffinity',
  },
  check(pod, { environment, report }) {
    if (!hasReplicas(pod, environment) || hasAntiAffinity(pod) || isSpread(pod)) return;
    const { workload } = pod;
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" does not keep its pods on different nodes: one lost node may take all of them.`,
      missing: true,
      fixes: () => insertion(pod),
    });
  },
  examples: {
    good: [
      good(three(term('demo') + API)),
      good(deployment(API)),
      good(
        three(
          `topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {matchLabels: {app: demo}}\n${API}`,
        ),
      ),
    ],
    bad: [
      bad(three(API).replace('name: demo', 'name: «demo»'), three(API + term('demo'))),
      bad(three(term('other') + API).replace('name: demo', 'name: «demo»')),
      bad(
        three(`affinity:\n  nodeAffinity: {}\n${API}`).replace('name: demo', 'name: «demo»'),
        three(`affinity:\n  nodeAffinity: {}\n${term('demo').replace('affinity:\n', '')}${API}`),
      ),
    ],
  },
});

function insertion(pod: Pod): Fix[] {
  const labels = ownLabels(pod);
  if (!labels || !isNull(get(pod.spec, 'affinity', 'podAntiAffinity'))) return [];
  const podAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: labels },
  };
  const podAntiAffinity = {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }],
  };
  return [
    additionFix(
      'Prefer different nodes for its pods',
      false,
      pod.spec,
      { affinity: { podAntiAffinity } },
      POD_SPEC_ORDER,
    ),
  ];
}
