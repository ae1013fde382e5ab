import { edit } from '../../core/edit/edit.ts';
import { podsSelectedBy, type Service, type ServicePort } from '../../core/kubernetes/cluster.ts';
import type { ContainerPort, Pod } from '../../core/kubernetes/pod.ts';
import { asMap, get, numberOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment, pod } from './exampleManifests.ts';

function service(ports: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: demo\nspec:\n  selector:\n    app: demo\n  ports:\n${ports}---\n`;
}

const ONE_PORT =
  'containers:\n  - name: api\n    image: example/api:1.4.2\n    ports:\n      - name: http\n        containerPort: 8000\n';

export default defineRule({
  id: 'kubernetes/service-target-port-invalid',
  title: 'Service port that leads nowhere',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'The Service sends traffic to a port that none of the pods it selects declares. With a name nothing arrives at all; with a number most likely nothing listens, and connections are refused although the pods are healthy.',
    how: 'Use the number or the name of a port that the container declares. Where the selected pods declare no ports, or another port of the Service fits, a number that is not declared is taken to be meant: a port need not be declared to be open.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
      'https://kubernetes.io/docs/tutorials/services/connect-applications-service/',
    ],
  },
  aliases: { 'kube-score': 'service-targets-pod', 'kube-linter': 'dangling-service' },
  check(resource, { environment, report }) {
    const found = environment.cluster.services.find((each) => each.resource === resource);
    // An ExternalName is a name in the DNS: it selects nothing.
    if (!found || stringOf(get(resource.node, 'spec', 'type')) === 'ExternalName') return;
    // What is in no namespace goes where it is sent to: whether that is the other's, nobody knows.
    const pods = podsSelectedBy(environment.cluster, found).filter(
      (each) => each.workload.namespace === resource.namespace,
    );
    const ports = pods.flatMap(portsOf);
    // Where one of the pods declares nothing, any port may be open.
    if (pods.length === 0 || pods.some((each) => portsOf(each).length === 0)) return;
    for (const port of found.ports) {
      const wanted = targetOf(port);
      if (!wanted || ports.some((each) => fits(each, wanted.value, port.protocol))) continue;
      // A number need not be declared to be open: where another port of the Service fits, this one is meant so.
      if (/^\d+$/.test(wanted.value) && found.ports.some((other) => isDeclared(other, ports))) continue;
      report({
        span: wanted.span,
        message: messageFor(resource.name ?? '', wanted.value, pods),
        related: pods
          .slice(0, 3)
          .map((each) => ({ span: each.workload.nameSpan, message: `Its ports: ${listOf(each)}.` })),
        fixes: () => corrections(found, port, ports),
      });
    }
  },
  examples: {
    good: [
      good(service('    - port: 80\n      targetPort: http\n') + pod(ONE_PORT)),
      good(service('    - port: 8000\n') + deployment(ONE_PORT)),
      good(
        service('    - {port: 80, targetPort: http}\n    - {port: 443, targetPort: 8112}\n') +
          deployment(ONE_PORT),
      ),
      good(
        service('    - port: 80\n      targetPort: 9999\n') +
          pod('containers:\n  - name: api\n    image: example/api:1.4.2\n'),
      ),
      good(
        service('    - port: 80\n      targetPort: 8080\n').replace(
          'spec:\n',
          'spec:\n  type: ExternalName\n',
        ) + pod(ONE_PORT),
      ),
      good(
        service('    - port: 80\n      targetPort: 8080\n').replace(
          'name: demo\n',
          'name: demo\n  namespace: shop\n',
        ) + pod(ONE_PORT),
      ),
      good(
        service('    - port: 80\n      targetPort: 8080\n') +
          pod(ONE_PORT).replace('name: demo\n', 'name: demo\n  namespace: shop\n'),
      ),
    ],
    bad: [
      bad(
        service('    - port: 80\n      targetPort: «8080»\n').replace(
          'name: demo\n',
          'name: demo\n  namespace: shop\n',
        ) + pod(ONE_PORT).replace('name: demo\n', 'name: demo\n  namespace: shop\n'),
        service('    - port: 80\n      targetPort: 8000\n').replace(
          'name: demo\n',
          'name: demo\n  namespace: shop\n',
        ) + pod(ONE_PORT).replace('name: demo\n', 'name: demo\n  namespace: shop\n'),
      ),
      bad(
        service('    - port: 80\n      targetPort: «8080» # old\n') + deployment(ONE_PORT),
        service('    - port: 80\n      targetPort: 8000 # old\n') + deployment(ONE_PORT),
      ),
      bad(
        service('    - {port: 80, targetPort: «htpp»}\n') + pod(ONE_PORT),
        service('    - {port: 80, targetPort: http}\n') + pod(ONE_PORT),
      ),
      bad(
        service('    - name: web\n      port: «80»\n') + pod(ONE_PORT),
        service('    - name: web\n      port: 80\n      targetPort: 8000\n') + pod(ONE_PORT),
      ),
    ],
  },
});

function portsOf(target: Pod): ContainerPort[] {
  return target.containers
    .filter((each) => each.role !== 'init' && each.role !== 'ephemeral')
    .flatMap((each) => each.ports);
}

function targetOf(port: ServicePort) {
  const node = port.targetPort;
  const text = stringOf(node);
  if (node && text !== undefined && text !== '0') return { value: text, span: node.span };
  const own = asMap(port.node)?.entries.find((each) => each.key === 'port')?.value;
  return own && port.port !== undefined ? { value: String(port.port), span: own.span } : undefined;
}

function fits(port: ContainerPort, wanted: string, protocol: string): boolean {
  if (port.protocol !== protocol) return false;
  return port.name === wanted || String(port.containerPort) === wanted;
}

function isDeclared(port: ServicePort, ports: readonly ContainerPort[]): boolean {
  const wanted = targetOf(port);
  return wanted !== undefined && ports.some((each) => fits(each, wanted.value, port.protocol));
}

/** A name has to be declared; a number says only what the container's author knew of. */
function messageFor(service: string, port: string, pods: readonly Pod[]): string {
  const [first] = pods;
  const alone =
    pods.length === 1 && first ? `${first.workload.kind} "${first.workload.name ?? ''}"` : undefined;
  const which = alone === undefined ? 'no selected pod declares' : `${alone} does not declare`;
  const what = /^\d+$/.test(port) ? 'most likely nothing listens there' : 'no traffic arrives';
  return `Service "${service}" targets port ${port}, which ${which}: ${what}.`;
}

function listOf(target: Pod): string {
  return portsOf(target)
    .map((each) =>
      each.name === undefined ? String(each.containerPort) : `${each.containerPort} (${each.name})`,
    )
    .join(', ');
}

/** The only port there is, or the one of the name that is meant, as number or name like what stands there. */
function corrections(found: Service, port: ServicePort, ports: readonly ContainerPort[]): Fix[] {
  const same = ports.filter((each) => each.protocol === port.protocol);
  const byName = same.find((each) => each.name !== undefined && each.name === port.name);
  const taken = new Set(found.ports.filter((each) => each !== port).map((each) => targetOf(each)?.value));
  const free = same.filter((each) => !taken.has(String(each.containerPort)) && !taken.has(each.name));
  const candidates = byName ? [byName] : free.length > 0 ? free : same;
  const named = port.targetPort !== undefined && numberOf(port.targetPort) === undefined;
  const map = asMap(port.node);
  if (!map) return [];
  const values = new Set(
    candidates.slice(0, 3).flatMap((each) => (named ? each.name : undefined) ?? each.containerPort ?? []),
  );
  return [...values].map((value) => ({
    title: `Target the declared port ${value}`,
    safe: false,
    edits: port.targetPort
      ? edit.replace(port.targetPort, value)
      : edit.add(
          map,
          { targetPort: value },
          { keys: ['name', 'protocol', 'port', 'targetPort', 'nodePort'] },
        ),
  }));
}
