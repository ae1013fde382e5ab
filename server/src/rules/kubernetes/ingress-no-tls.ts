import type { Resource } from '../../core/kubernetes/resource.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { ingress } from './exampleManifests.ts';

const RULE = 'rules:\n    - host: shop.example.com\n      http:\n        paths: []\n';

export default defineRule({
  id: 'kubernetes/ingress-no-tls',
  title: 'Ingress host without TLS',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'What is not under `tls` is served over plain HTTP: whoever sits between reads and changes what visitors send, their passwords and cookies included.',
    how: 'Name the host and the Secret with its certificate under `tls`; cert-manager can make the Secret. Where a load balancer in front ends TLS by itself, suppress the rule with that as the reason; the annotations of the common ones are known.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
      'https://cert-manager.io/docs/usage/ingress/',
    ],
  },
  aliases: { polaris: 'tlsSettingsMissing', kubescape: 'C-0263' },
  check(resource, { report }) {
    if (resource.kind !== 'Ingress' || !/^(?:networking\.k8s\.io|extensions)$/.test(resource.group)) return;
    if (endsElsewhere(resource)) return;
    for (const host of openHosts(get(resource.node, 'spec'))) {
      report({
        span: host?.span ?? resource.nameSpan,
        message: `Ingress "${resource.name ?? ''}" serves ${stringOf(host) ?? 'any host'} without TLS: what visitors send can be read and changed on the way.`,
        missing: true,
      });
    }
  },
  examples: {
    good: [
      good(ingress(`tls:\n    - hosts: [shop.example.com]\n      secretName: shop-tls\n  ${RULE}`)),
      good(ingress(`tls:\n    - hosts: ["*.example.com"]\n      secretName: wildcard-tls\n  ${RULE}`)),
      good(ingress(`tls:\n    - secretName: shop-tls\n  ${RULE}`)),
      good(
        ingress(RULE).replace(
          'name: demo\n',
          'name: demo\n  annotations:\n    networking.gke.io/managed-certificates: shop\n',
        ),
      ),
      good(ingress(RULE.replace('shop.example.com', 'shop.localhost'))),
    ],
    bad: [
      bad(ingress(RULE.replace('shop.example.com', '«shop.example.com»'))),
      bad(ingress('rules:\n    - http:\n        paths: []\n').replace('name: demo', 'name: «demo»')),
      bad(
        ingress(
          'tls:\n    - hosts: [shop.example.com]\n  rules:\n    - host: shop.example.com\n    - host: «"api.example.com"» # new\n',
        ),
      ),
    ],
  },
});

/** The hosts that no entry of `tls` is for; undefined stands for a rule without a host. */
function openHosts(spec: Node | undefined): (Node | undefined)[] {
  const entries = itemsOf(get(spec, 'tls'));
  const covered = entries.map((each) => itemsOf(get(each, 'hosts')).flatMap((host) => stringOf(host) ?? []));
  // An entry without hosts stands for all of them.
  if (covered.some((hosts) => hosts.length === 0)) return [];
  const rules = itemsOf(get(spec, 'rules'));
  if (rules.length === 0) {
    const serves = get(spec, 'defaultBackend') ?? get(spec, 'backend');
    return serves && entries.length === 0 ? [undefined] : [];
  }
  const open = new Map<string, Node | undefined>();
  for (const host of rules.map((rule) => get(rule, 'host'))) {
    const name = stringOf(host) ?? '';
    if (open.has(name) || /[${}]|(?:^|\.)localhost$/.test(name)) continue;
    if (name === '' ? entries.length > 0 : covered.flat().some((each) => covers(each, name))) continue;
    open.set(name, name === '' ? undefined : host);
  }
  return [...open.values()];
}

/** Whether an entry of `tls` is for a host; a `*` stands for one label. */
function covers(entry: string, host: string): boolean {
  return entry === host || (entry.startsWith('*.') && entry.slice(1) === host.slice(host.indexOf('.')));
}

const ELSEWHERE =
  /^(?:alb\.ingress\.kubernetes\.io\/(?:certificate-arn|ssl-redirect)|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate|traefik\.ingress\.kubernetes\.io\/router\.tls)/;

/** Whether an annotation says that something else ends TLS. */
function endsElsewhere({ node }: Resource): boolean {
  return entriesOf(get(node, 'metadata', 'annotations')).some(
    ({ key, value }) =>
      (ELSEWHERE.test(key) && stringOf(value) !== 'false') ||
      (key === 'kubernetes.io/ingress.class' && /cloudflare|tailscale/.test(stringOf(value) ?? '')),
  );
}
