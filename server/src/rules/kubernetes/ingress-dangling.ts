import { ingressBackends } from '../../core/kubernetes/references.ts';
import { entry, get, itemsOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { backendProblem } from './danglingBackend.ts';
import { ingress, service } from './exampleManifests.ts';

const SERVICE = service('app: demo', '  ports:\n    - name: http\n      port: 80\n');

function backend(name: string, port = 'number: 80'): string {
  return ingress(
    `rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: ${name}\n                port: {${port}}\n`,
  );
}

export default defineRule({
  id: 'kubernetes/ingress-dangling',
  title: 'Ingress without a Service behind it',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'An Ingress names the Service and the port that requests are sent on to. Where there is no such Service in its namespace, or the Service has no such port, visitors are answered with 503 or 404.',
    how: 'Correct the name or the port. Nothing is said where a part of the environment is not known, and where no Service is in it.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  },
  aliases: {
    'kube-linter': 'dangling-ingress',
    'kube-score': 'ingress-targets-service',
    kubescape: 'C-0298',
  },
  check(resource, { environment, report }) {
    if (resource.kind !== 'Ingress' || !/^(?:networking\.k8s\.io|extensions)$/.test(resource.group)) return;
    const old = resource.apiVersion === 'networking.k8s.io/v1' ? oldBackends(resource.node) : [];
    for (const held of old) {
      report({
        span: held.keySpan,
        message: `Ingress "${resource.name ?? ''}" names its Service under "serviceName", which networking.k8s.io/v1 refuses.`,
      });
    }
    if (old.length > 0) return;
    for (const each of ingressBackends(resource)) {
      const problem = backendProblem(resource, each, environment);
      if (problem) report(problem);
    }
  },
  examples: {
    good: [
      good(SERVICE + backend('demo')),
      good(SERVICE + backend('demo', 'name: http')),
      good(backend('elsewhere')),
      good(SERVICE + ingress('rules:\n    - host: old.example.com\n')),
      good(
        `${SERVICE}${backend('demo-web')}---\napiVersion: web.example.com/v1\nkind: Site\nmetadata:\n  name: demo\n`,
      ),
    ],
    bad: [
      bad(SERVICE + backend('«dmeo»'), SERVICE + backend('demo')),
      bad(SERVICE + backend('demo', 'number: «8080»'), SERVICE + backend('demo', 'number: 80')),
      bad(SERVICE + backend('demo', 'name: «"web"»'), SERVICE + backend('demo', 'name: "http"')),
      bad(SERVICE + ingress('defaultBackend:\n    «serviceName»: demo\n    servicePort: 80\n')),
      badFiles(
        {
          'kustomization.yaml': 'resources: [service.yaml, ingress.yaml]\nnameSuffix: -blue\n',
          'service.yaml': SERVICE,
          'ingress.yaml': backend('«web»'),
        },
        { 'ingress.yaml': backend('demo') },
      ),
    ],
  },
});

/** The `serviceName` keys of backends that are written as before `networking.k8s.io/v1`. */
function oldBackends(node: Parameters<typeof get>[0]) {
  const spec = get(node, 'spec');
  const paths = itemsOf(get(spec, 'rules')).flatMap((rule) => itemsOf(get(rule, 'http', 'paths')));
  const backends = [get(spec, 'defaultBackend'), ...paths.map((path) => get(path, 'backend'))];
  return backends.flatMap((each) => (get(each, 'service') ? [] : (entry(each, 'serviceName') ?? [])));
}
