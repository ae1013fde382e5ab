import { edit } from '../../core/edit/edit.ts';
import { type Cluster, sameNamespace } from '../../core/kubernetes/cluster.ts';
import { objectsOf } from '../../core/kubernetes/lookup.ts';
import {
  DIRECTIONS,
  type Direction,
  directionsOf,
  isNetworkPolicy,
  rulesFor,
} from '../../core/kubernetes/networkPolicy.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { isEmpty, selectorOf } from '../../core/kubernetes/selector.ts';
import type { Node } from '../../core/model/node.ts';
import { asSeq, get, itemsOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

function policy(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: demo\nspec:\n  podSelector: {}\n  ${spec}\n`;
}

export default defineRule({
  id: 'kubernetes/network-policy-misconfigured',
  title: 'NetworkPolicy that restricts nothing',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A rule without peers and ports, `- {}`, allows everything: a policy with nothing else looks like protection and is none. Rules for a direction that `policyTypes` leaves out are never looked at.',
    how: 'Name who may connect, under `from` or `to`, and on which ports. To deny everything, leave the list of rules empty.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
    ],
  },
  aliases: {
    trivy: 'KSV-0038',
    kics: 'Pod Misconfigured Network Policy [0401f71b-9c1e-4821-ab15-a955caa621be]',
  },
  check(resource, { environment, report }) {
    if (!isNetworkPolicy(resource)) return;
    const who = `NetworkPolicy "${resource.name ?? ''}"`;
    const directions = directionsOf(resource.node);
    const open = directions.map((each) => allowsAll(resource, each));
    const [first] = open;
    if (first && open.every((each) => each !== undefined)) {
      if (isException(resource, environment.cluster)) return;
      const what =
        directions.length > 1 ? 'every connection' : `every ${WORDS[directions[0] ?? 'Ingress']} connection`;
      report({ span: first.span, message: `${who} allows ${what}: it protects nothing.` });
      return;
    }
    for (const direction of DIRECTIONS) {
      const held = rulesFor(resource.node, direction);
      if (!held || directions.includes(direction) || itemsOf(held.value).length === 0) continue;
      report({
        span: held.keySpan,
        message: `${who} has rules for ${held.key}, which "policyTypes" leaves out: they are never looked at.`,
        fixes: () => completion(resource, direction),
      });
    }
  },
  examples: {
    good: [
      good(policy('policyTypes: [Ingress]\n  ingress:\n    - from:\n        - podSelector: {}')),
      good(policy('policyTypes: [Ingress]\n  ingress: []')),
      good(policy('policyTypes: [Ingress, Egress]\n  ingress: []\n  egress:\n    - {}')),
      good(
        `${policy('policyTypes: [Ingress]')}---\n${policy('ingress:\n    - {}').replace('podSelector: {}', 'podSelector: {matchLabels: {app: web}}').replace('name: demo', 'name: web')}`,
      ),
      good(policy('ingress:\n    - ports: [{port: 80}]\n  egress:\n    - to:\n        - podSelector: {}')),
    ],
    bad: [
      bad(policy('policyTypes: [Ingress]\n  ingress:\n    - «{}»')),
      bad(policy('policyTypes: [Ingress, Egress]\n  ingress: [«{}»]\n  egress: [{}]')),
      bad(
        policy(
          'policyTypes:\n    - Ingress\n  ingress:\n    - from: [{podSelector: {}}]\n  «egress»:\n    - to: [{podSelector: {}}]',
        ),
        policy(
          'policyTypes:\n    - Ingress\n    - Egress\n  ingress:\n    - from: [{podSelector: {}}]\n  egress:\n    - to: [{podSelector: {}}]',
        ),
      ),
      bad(
        policy('ingress:\n    - from: []\n      «ports»: []').replace(
          '- from: []\n      «ports»: []',
          '- «{from: [], ports: []}»',
        ),
      ),
    ],
  },
});

const WORDS = { Ingress: 'incoming', Egress: 'outgoing' };

/** Whether a policy takes some pods out of what another one says for all pods of the namespace. */
function isException(policy: Resource, cluster: Cluster): boolean {
  if (isForAll(policy)) return false;
  return objectsOf(cluster, 'NetworkPolicy').some(
    (each) => each !== policy && isForAll(each) && sameNamespace(each.namespace, policy.namespace),
  );
}

function isForAll({ node }: Resource): boolean {
  const selector = selectorOf(get(node, 'spec', 'podSelector'));
  return selector !== undefined && isEmpty(selector);
}

/** The rule that allows all of a direction: one without peers and without ports. */
function allowsAll({ node }: Resource, direction: Direction): Node | undefined {
  const peers = direction === 'Ingress' ? 'from' : 'to';
  return itemsOf(rulesFor(node, direction)?.value).find(
    (rule) =>
      rule.kind === 'map' &&
      itemsOf(get(rule, peers)).length === 0 &&
      itemsOf(get(rule, 'ports')).length === 0 &&
      rule.entries.every(({ key }) => key === peers || key === 'ports'),
  );
}

function completion({ node }: Resource, direction: Direction): Fix[] {
  const types = asSeq(get(node, 'spec', 'policyTypes'));
  const edits = types ? edit.append(types, direction) : [];
  return edits.length === 0 ? [] : [{ title: `Add "${direction}" to "policyTypes"`, safe: false, edits }];
}
