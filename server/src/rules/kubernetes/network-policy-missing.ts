import { openDirections } from '../../core/kubernetes/networkPolicy.ts';
import { get, isTrue } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const DEPLOYMENT = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');

function policy(types: string, selector = '{matchLabels: {app: demo}}'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: rules\nspec:\n  podSelector: ${selector}\n  policyTypes: [${types}]\n---\n`;
}

export default defineRule({
  id: 'kubernetes/network-policy-missing',
  title: 'Pod without a NetworkPolicy',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Without a NetworkPolicy that selects it, a pod takes connections from every pod of the cluster and may call anything, the internet included. An intruder in one pod then has the run of the others.',
    how: 'Deny everything in the namespace with a policy for all pods, and allow what is needed with one for each workload. Both directions count: incoming (Ingress) and outgoing (Egress).',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
      'https://github.com/ahmetb/kubernetes-network-policy-recipes',
    ],
  },
  aliases: {
    'kube-linter': 'non-isolated-pod',
    'kube-score': 'pod-networkpolicy',
    polaris: 'missingNetworkPolicy',
    checkov: 'CKV2_K8S_6',
    kubescape: 'C-0260',
  },
  check(target, { environment, report }) {
    const { workload, spec } = target;
    // Policies do not hold for pods in the network of the node.
    if (environment.extent === 'open' || isTrue(get(spec, 'hostNetwork'))) return;
    const open = openDirections(environment.cluster, target);
    if (open.length === 0) return;
    const who = theWorkload(workload);
    const [only] = open;
    const into = only === 'Ingress' ? 'every pod may connect to it' : 'it may connect to anything';
    report({
      span: workload.nameSpan,
      message:
        open.length > 1
          ? `No NetworkPolicy selects ${who}: every pod may connect to it, and it to anything.`
          : `No NetworkPolicy for ${only} selects ${who}: ${into}.`,
      missing: true,
    });
  },
  examples: {
    good: [
      good(policy('Ingress, Egress') + DEPLOYMENT),
      good(policy('Ingress') + policy('Egress', '{}').replace('rules', 'more') + DEPLOYMENT),
      good(pod('hostNetwork: true\ncontainers:\n  - name: agent\n    image: example/agent:2.0\n')),
      good(
        `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: rules\nspec:\n  endpointSelector: {}\n---\n${DEPLOYMENT}`,
      ),
    ],
    bad: [
      bad(DEPLOYMENT.replace('name: demo', 'name: «demo»')),
      bad(policy('Ingress') + DEPLOYMENT.replace('name: demo', 'name: «demo»')),
      bad(
        policy('Ingress, Egress', '{matchExpressions: [{key: app, operator: NotIn, values: [demo]}]}') +
          DEPLOYMENT.replace('name: demo', 'name: «demo»'),
      ),
    ],
  },
});
