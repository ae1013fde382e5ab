import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { fits, isEmpty, plainSelectorOf, selectorOf } from '../../core/kubernetes/selector.ts';
import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const WEB = `---\n${API.replace('name: demo', 'name: web')}`;

export default defineRule({
  id: 'kubernetes/single-controller',
  title: 'Selector that fits the pods of another workload',
  category: 'correctness',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'The selector of a workload should fit its own pods alone. Where two share labels, autoscalers and budgets count the pods of both, `kubectl` shows them together, and a Service sends requests to either.',
    how: 'Give the pods of each workload a label of their own, and select by it.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  },
  check(pod, { environment, report }) {
    const { workload } = pod;
    if (!/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController)$/.test(workload.kind))
      return;
    const node = get(workload.node, 'spec', 'selector');
    const selector = workload.kind === 'ReplicationController' ? plainSelectorOf(node) : selectorOf(node);
    if (!selector || isEmpty(selector) || !fits(selector, pod.labels)) return;
    const other = environment.cluster.pods.find(
      (each) =>
        each !== pod &&
        (each.workload.name !== workload.name || each.workload.kind !== workload.kind) &&
        !/^(?:Job|CronJob|Pod)$/.test(each.workload.kind) &&
        sameNamespace(each.workload.namespace, workload.namespace) &&
        fits(selector, each.labels),
    );
    if (!other) return;
    const short = (name: string | undefined): string => (name ?? '').slice(0, 24);
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${short(workload.name)}" selects the pods of ${other.workload.kind} "${short(other.workload.name)}" too: what counts them counts both.`,
      related: [{ span: other.workload.nameSpan, message: 'The other workload.' }],
    });
  },
  examples: {
    good: [
      good(API),
      good(API + WEB.replaceAll('app: demo', 'app: web')),
      good(
        API.replace('name: demo', 'name: demo\n  namespace: a') +
          WEB.replace('name: web', 'name: web\n  namespace: b'),
      ),
    ],
    bad: [
      bad(API.replace('name: demo', 'name: «demo»') + WEB.replace('name: web', 'name: «web»')),
      bad(
        API.replace('name: demo', 'name: «demo»') +
          WEB.replaceAll('app: demo', 'app: demo\n      tier: web').replace(
            '        app: demo\n      tier: web',
            '        app: demo\n        tier: web',
          ),
      ),
      bad(
        API.replace('name: demo', 'name: «demo»') +
          WEB.replace('kind: Deployment', 'kind: StatefulSet').replace('name: web', 'name: «web»'),
      ),
    ],
  },
});
