import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { isNetworkPolicy } from '../../core/kubernetes/networkPolicy.ts';
import { isEmpty, selectorOf } from '../../core/kubernetes/selector.ts';
import { entry, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { danglingSelectorRule } from './danglingSelector.ts';
import { cronJob, deployment } from './exampleManifests.ts';
import { podCandidates } from './podCandidates.ts';

const DEPLOYMENT = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');

function policy(selector: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: demo\nspec:\n  podSelector:${selector}\n  policyTypes: [Ingress]\n---\n`;
}

export default danglingSelectorRule({
  id: 'kubernetes/network-policy-dangling',
  title: 'NetworkPolicy that selects no pod',
  what: 'pod',
  consequence: 'it protects nothing',
  why: 'A NetworkPolicy only holds for the pods that its `podSelector` fits. One that fits none is accepted without a word, and the pods that it was written for stay open to every other one.',
  how: 'Correct the labels under `podSelector`, or those of the pod template. An empty `podSelector` stands for every pod of the namespace.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  ],
  aliases: {
    'kube-linter': 'dangling-networkpolicy',
    'kube-score': 'networkpolicy-targets-pod',
    kics: 'Network Policy Is Not Targeting Any Pod [85ab1c5b-014e-4352-b5f8-d7dea3bb4fd3]',
    kubescape: 'C-0299',
  },
  selecting(resource, { cluster }) {
    if (!isNetworkPolicy(resource)) return undefined;
    const held = entry(get(resource.node, 'spec'), 'podSelector');
    const selector = selectorOf(held?.value);
    if (!held || !selector || isEmpty(selector)) return undefined;
    return {
      selector,
      span: held.keySpan,
      candidates: podCandidates(cluster),
      looksInto: (namespace) => sameNamespace(namespace, resource.namespace),
    };
  },
  examples: {
    good: [
      good(policy('\n    matchLabels: {app: demo}') + DEPLOYMENT),
      good(policy(' {}') + DEPLOYMENT),
      good(
        policy('\n    matchExpressions:\n      - {key: app, operator: In, values: [demo, web]}') + DEPLOYMENT,
      ),
      good(policy('\n    matchLabels: {app: web}')),
    ],
    bad: [
      bad(
        policy('\n    matchLabels: {app: «demos»}') + DEPLOYMENT,
        policy('\n    matchLabels: {app: demo}') + DEPLOYMENT,
      ),
      bad(
        policy('\n    matchExpressions:\n      - {key: app, operator: Exists}').replace(
          'podSelector',
          '«podSelector»',
        ) + cronJob('containers:\n  - name: backup\n    image: example/backup:3.1\n'),
      ),
      bad(
        policy('\n    matchLabels:\n      "app": «"api"» # the API').replace(
          'name: demo\n',
          'name: demo\n  namespace: shop\n',
        ) + DEPLOYMENT.replace('name: demo\n', 'name: demo\n  namespace: shop\n'),
        policy('\n    matchLabels:\n      "app": "demo" # the API').replace(
          'name: demo\n',
          'name: demo\n  namespace: shop\n',
        ) + DEPLOYMENT.replace('name: demo\n', 'name: demo\n  namespace: shop\n'),
      ),
    ],
  },
});
