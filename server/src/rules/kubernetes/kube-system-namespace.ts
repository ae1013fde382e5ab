import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const within = (namespace: string, text = deployment(API)): string =>
  text.replace('  name: demo\n', `  name: demo\n  namespace: ${namespace}\n`);

export default defineRule({
  id: 'kubernetes/kube-system-namespace',
  title: 'Workload in a namespace of the cluster itself',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'In `kube-system`, `kube-public` and `kube-node-lease` stands what the cluster itself needs. Policies often leave them out, and whoever may change a workload there is close to being an administrator.',
    how: 'Deploy it into a namespace of its own. What has a priority class that starts with `system-` belongs to the cluster, and is left alone.',
    references: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces',
    ],
  },
  aliases: { trivy: 'KSV-0037' },
  check({ workload, spec }, { report }) {
    const { namespace } = workload;
    if (namespace === undefined || !/^kube-(?:system|public|node-lease)$/.test(namespace)) return;
    if (stringOf(get(spec, 'priorityClassName'))?.startsWith('system-')) return;
    report({
      span: get(workload.node, 'metadata', 'namespace')?.span ?? workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" is in ${namespace}, which belongs to the cluster: policies may not hold there.`,
    });
  },
  examples: {
    good: [
      good(within('shop')),
      good(within('kube-system', deployment(`priorityClassName: system-node-critical\n${API}`))),
      good(deployment(API)),
    ],
    bad: [
      bad(within('«kube-system»')),
      bad(within('«kube-public»', pod(API))),
      bad(within('«"kube-node-lease"» # why?', pod(`priorityClassName: high\n${API}`))),
    ],
  },
});
