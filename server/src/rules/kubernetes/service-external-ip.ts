import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { service } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/service-external-ip',
  title: 'Service with external addresses',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Whatever address stands in `externalIPs`, the nodes send traffic for it to this Service. Who may write Services can so take over the traffic of any address, the API server of a cloud included (CVE-2020-8554).',
    how: 'Use a Service of type LoadBalancer, or an Ingress, which get the addresses that are theirs.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
      'https://github.com/kubernetes/kubernetes/issues/97076',
    ],
  },
  aliases: { trivy: 'KSV-0108' },
  check(resource, { report }) {
    if (resource.kind !== 'Service' || resource.group !== '') return;
    const spec = asMap(get(resource.node, 'spec'));
    const [first] = itemsOf(get(spec, 'externalIPs'));
    if (!spec || !first) return;
    report({
      span: first.span,
      message: `Service "${resource.name ?? ''}" takes the traffic of address ${stringOf(first) ?? ''}: anybody's address can be taken so.`,
      fixes: () => [removalFix(spec, 'externalIPs')],
    });
  },
  examples: {
    good: [
      good(service('app: demo')),
      good(service('app: demo', '  externalIPs: []\n')),
      good(service('app: demo', '  loadBalancerIP: 203.0.113.7\n')),
    ],
    bad: [
      bad(service('app: demo', '  externalIPs:\n    - «203.0.113.7»\n'), service('app: demo')),
      bad(
        service('app: demo', '  externalIPs: [«"203.0.113.7"», 203.0.113.8]\n  ports: []\n'),
        service('app: demo', '  ports: []\n'),
      ),
      bad(
        service('app: demo', '  # the old one\n  externalIPs:\n    - «198.51.100.2» # DNS\n'),
        service('app: demo', '  # the old one\n'),
      ),
    ],
  },
});
