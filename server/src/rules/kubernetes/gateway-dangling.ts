import { meantBy, objectsOf } from '../../core/kubernetes/lookup.ts';
import { routeBackends, routeParents } from '../../core/kubernetes/references.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { backendProblem } from './danglingBackend.ts';
import { service } from './exampleManifests.ts';
import { isSlip, isToldMissing, isUnknowable, renameFixes } from './isMissing.ts';

const SERVICE = service('app: demo', '  ports:\n    - port: 80\n');
const GATEWAY =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: public\nspec:\n  gatewayClassName: nginx\n---\n';

function route(backend: string, gateway = 'public', kind = 'HTTPRoute'): string {
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: demo\nspec:\n  parentRefs:\n    - name: ${gateway}\n  rules:\n    - backendRefs:\n        - ${backend}\n`;
}

export default defineRule({
  id: 'kubernetes/gateway-dangling',
  title: 'Route without a Service or a Gateway',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A route of the Gateway API names the Gateways that it is attached to and the Services that it sends requests to. A backend that is not there answers with 500; a route whose Gateway is not there is never used.',
    how: 'Correct the name, the namespace or the port. Nothing is said where a part of the environment is not known, and where it has no Service or no Gateway at all.',
    references: [
      'https://gateway-api.sigs.k8s.io/api-types/httproute/',
      'https://kubernetes.io/docs/concepts/services-networking/gateway/',
    ],
  },
  aliases: { kubescape: 'C-0302' },
  check(resource, { environment, report }) {
    if (
      resource.group !== 'gateway.networking.k8s.io' ||
      !/^(?:HTTP|GRPC|TCP|TLS|UDP)Route$/.test(resource.kind)
    )
      return;
    for (const each of routeBackends(resource)) {
      const problem = backendProblem(resource, each, environment);
      if (problem) report(problem);
    }
    const gateways = objectsOf(environment.cluster, 'Gateway').filter(
      ({ group }) => group === 'gateway.networking.k8s.io',
    );
    if (gateways.length === 0) return;
    for (const parent of routeParents(resource)) {
      if (meantBy(environment.cluster, parent).length > 0 || isUnknowable(environment, parent)) continue;
      // A Gateway of a namespace that has none here belongs to somebody else.
      const near = gateways.filter((each) => each.namespace === parent.namespace);
      if (near.length === 0 || !isToldMissing(environment, resource, near, () => isSlip(parent, near)))
        continue;
      if (environment.isExternal('Gateway', parent.name, parent.namespace)) continue;
      report({
        span: parent.node.span,
        message: `${resource.kind} "${resource.name ?? ''}" is attached to Gateway "${parent.name}", which is not deployed with it: it is never used.`,
        fixes: () => renameFixes(parent, near),
      });
    }
  },
  examples: {
    good: [
      good(SERVICE + GATEWAY + route('{name: demo, port: 80}')),
      good(SERVICE + route('{name: demo, port: 80}')),
      good(SERVICE + GATEWAY + route('{name: assets, kind: Bucket, group: storage.example.com}')),
      good(
        SERVICE +
          GATEWAY +
          route('{name: demo, port: 80}', '{name: shared, namespace: infra}').replace('- name: {', '- {'),
      ),
    ],
    bad: [
      bad(
        SERVICE + GATEWAY + route('name: «dmeo»\n          port: 80'),
        SERVICE + GATEWAY + route('name: demo\n          port: 80'),
      ),
      bad(
        SERVICE + route('{name: demo, port: «8080»}', 'public', 'GRPCRoute'),
        SERVICE + route('{name: demo, port: 80}', 'public', 'GRPCRoute'),
      ),
      bad(
        SERVICE + GATEWAY + route('{name: demo, port: 80}', '«pulbic»'),
        SERVICE + GATEWAY + route('{name: demo, port: 80}', 'public'),
      ),
    ],
  },
});
