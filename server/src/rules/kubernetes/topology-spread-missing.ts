import { POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull, itemsOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';
import { hasReplicas, ownLabels } from './podSpread.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const three = (spec: string): string => deployment(spec).replace('spec:\n', 'spec:\n  replicas: 3\n');
const SPREAD =
  'topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: demo\n';

export default defineRule({
  id: 'kubernetes/topology-spread-missing',
  title: 'Replicas without topology spread constraints',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Topology spread constraints keep the replicas of a workload in balance over zones or nodes, where anti-affinity can only keep them apart. Without them all may come to be in one zone.',
    how: 'Add a constraint that counts the pods of the workload. The rule is off by default, since the scheduler spreads pods by itself as well as it can, and anti-affinity is asked for by `kubernetes/anti-affinity`.',
    references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  },
  aliases: { polaris: 'topologySpreadConstraint' },
  check(pod, { environment, report }) {
    const constraints = get(pod.spec, 'topologySpreadConstraints');
    if (!hasReplicas(pod, environment) || itemsOf(constraints).length > 0) return;
    const { workload } = pod;
    const labels = ownLabels(pod);
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" has no topology spread constraints: its pods may all be in one zone.`,
      missing: true,
      fixes: () =>
        !labels || (constraints && isNull(constraints))
          ? []
          : [
              additionFix(
                'Spread its pods over the zones',
                false,
                pod.spec,
                {
                  topologySpreadConstraints: [
                    {
                      maxSkew: 1,
                      topologyKey: 'topology.kubernetes.io/zone',
                      whenUnsatisfiable: 'ScheduleAnyway',
                      labelSelector: { matchLabels: labels },
                    },
                  ],
                },
                POD_SPEC_ORDER,
              ),
            ],
    });
  },
  examples: {
    good: [good(three(SPREAD + API)), good(deployment(API)), good(three(API).replace(': 3', ': 1'))],
    bad: [
      bad(three(API).replace('name: demo', 'name: «demo»'), three(API + SPREAD)),
      bad(
        three(`topologySpreadConstraints: []\n${API}`).replace('name: demo', 'name: «demo»'),
        three(SPREAD + API),
      ),
      bad(
        three(`${API}nodeSelector:\n  disk: ssd # fast\n`).replace('name: demo', 'name: «demo»'),
        three(`${API}nodeSelector:\n  disk: ssd # fast\n${SPREAD}`),
      ),
    ],
  },
});
