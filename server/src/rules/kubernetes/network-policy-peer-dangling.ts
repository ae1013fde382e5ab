import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { mayBeMade } from '../../core/kubernetes/makers.ts';
import { isNetworkPolicy } from '../../core/kubernetes/networkPolicy.ts';
import { fits, isEmpty, onlyMismatch, selectorOf, wordsOf } from '../../core/kubernetes/selector.ts';
import type { Node } from '../../core/model/node.ts';
import { entry, get, itemsOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { deployment } from './exampleManifests.ts';
import { isToldMissing, replaceFixes } from './isMissing.ts';
import { podCandidates } from './podCandidates.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');

function policy(peer: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: demo\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - ${peer}\n---\n`;
}

export default defineRule({
  id: 'kubernetes/network-policy-peer-dangling',
  title: 'NetworkPolicy that lets in a pod that is not there',
  category: 'correctness',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A rule of a NetworkPolicy that names pods by labels which none has allows nothing. Mostly the labels are misspelt or out of date, and the pods that are meant are kept out.',
    how: 'Correct the labels, or remove the peer. Nothing is said where a part of the environment is not known, nor of peers in namespaces that are selected too.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    ],
  },
  aliases: { 'kube-linter': 'dangling-networkpolicypeer-podselector' },
  check(resource, { report, environment }) {
    if (!isNetworkPolicy(resource)) return;
    const near = podCandidates(environment.cluster).filter((each) =>
      sameNamespace(each.resource.namespace, resource.namespace),
    );
    for (const peer of peersOf(resource.node)) {
      const held = entry(peer, 'podSelector');
      const selector = selectorOf(held?.value);
      if (!held || !selector || isEmpty(selector) || get(peer, 'namespaceSelector')) continue;
      if (near.some(({ labels }) => fits(selector, labels))) continue;
      const mismatches = near.flatMap(({ labels }) => {
        const wrong = onlyMismatch(selector, labels);
        const own = wrong && labels.get(wrong.key);
        const meant = own && closestName(selector.labels.get(wrong.key) ?? '', [own]);
        return wrong && meant !== undefined ? [{ node: wrong.value, meant }] : [];
      });
      const [slip] = mismatches;
      const all = near.map((each) => each.resource);
      if (!isToldMissing(environment, resource, all, () => slip !== undefined)) continue;
      const words = wordsOf(selector);
      if (words.some((word) => /[${}]/.test(word) || mayBeMade(environment.cluster, word))) continue;
      report({
        span: slip?.node.span ?? held.keySpan,
        message: `NetworkPolicy "${resource.name ?? ''}" allows pods that are not deployed with it: the rule allows nothing.`,
        fixes: () => (slip ? replaceFixes(slip.node, slip.meant) : []),
      });
    }
  },
  examples: {
    good: [
      good(policy('podSelector: {matchLabels: {app: demo}}') + API),
      good(policy('podSelector: {}') + API),
      good(policy('namespaceSelector: {}\n          podSelector: {matchLabels: {app: prometheus}}') + API),
    ],
    bad: [
      bad(
        policy('podSelector: {matchLabels: {app: «dmeo»}}') + API,
        policy('podSelector: {matchLabels: {app: demo}}') + API,
      ),
      bad(policy('«podSelector»: {matchLabels: {app: web}}') + API),
      bad(
        policy('«podSelector»:\n            matchExpressions: [{key: tier, operator: Exists}] # web').replace(
          '  ingress:\n    - from:',
          '  egress:\n    - to:',
        ) + API,
      ),
    ],
  },
});

function peersOf(policy: Node): Node[] {
  const spec = get(policy, 'spec');
  return [
    ...itemsOf(get(spec, 'ingress')).flatMap((rule) => itemsOf(get(rule, 'from'))),
    ...itemsOf(get(spec, 'egress')).flatMap((rule) => itemsOf(get(rule, 'to'))),
  ];
}
