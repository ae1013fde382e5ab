import { edit } from '../../core/edit/edit.ts';
import { CONTAINER_ORDER, orderUnder } from '../../core/edit/keyOrder.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { asMap, type Data, dataOf, entry, get, numberOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';

function probe(field: string, timing: string): string {
  return `  ${field}:\n    httpGet:\n      path: /health\n      port: 8000\n${timing}`;
}

export default defineRule({
  id: 'kubernetes/probes-identical',
  title: 'Liveness probe that is no more tolerant than readiness',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A container that is busy for a moment should be taken out of service, not be restarted. Where both probes ask the same thing and liveness gives up as early, it is restarted at once, under load one pod after the other.',
    how: 'Let liveness fail later than readiness, by a higher `failureThreshold` or `periodSeconds`, or let it ask something simpler.',
    references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  },
  aliases: { 'kube-score': 'pod-probes-identical' },
  check(container, { report }) {
    const held = entry(container.node, 'livenessProbe');
    const liveness = asMap(held?.value);
    const readiness = asMap(get(container.node, 'readinessProbe'));
    if (!held || !liveness || !readiness) return;
    const asked = askedBy(liveness, container);
    if (asked === undefined || asked !== askedBy(readiness, container)) return;
    const patience = patienceOf(readiness);
    if (patience === undefined || (patienceOf(liveness) ?? Number.POSITIVE_INFINITY) > patience) return;
    const failureThreshold = Math.floor(patience / (numberOf(get(liveness, 'periodSeconds')) ?? 10)) + 1;
    report({
      span: get(liveness, 'failureThreshold')?.span ?? held.keySpan,
      message: `${theContainer(container)} is restarted as soon as it is taken out of service: its probes ask the same.`,
      related: [{ span: readiness.span, message: 'The readiness probe.' }],
      fixes: () => [
        {
          title: `Set the failureThreshold of liveness to ${failureThreshold}`,
          safe: false,
          edits: edit.add(liveness, { failureThreshold }, orderUnder(CONTAINER_ORDER, 'livenessProbe')),
        },
      ],
    });
  },
  examples: {
    good: [
      good(pod(`${API}${probe('livenessProbe', '    failureThreshold: 5\n')}${probe('readinessProbe', '')}`)),
      good(
        deployment(
          `${API}${probe('livenessProbe', '')}${probe('readinessProbe', '').replace('/health', '/ready')}`,
        ),
      ),
      good(
        deployment(
          `${API}${probe('livenessProbe', '    periodSeconds: 20\n')}${probe('readinessProbe', '')}`,
        ),
      ),
      good(pod(API + probe('livenessProbe', ''))),
    ],
    bad: [
      bad(
        pod(`${API}${probe('«livenessProbe»', '')}${probe('readinessProbe', '')}`),
        pod(`${API}${probe('livenessProbe', '    failureThreshold: 4\n')}${probe('readinessProbe', '')}`),
      ),
      bad(
        deployment(
          `${API}${probe('livenessProbe', '    failureThreshold: «3» # enough?\n    periodSeconds: 5\n')}${probe('readinessProbe', '    failureThreshold: 2\n')}`,
        ),
        deployment(
          `${API}${probe('livenessProbe', '    failureThreshold: 5 # enough?\n    periodSeconds: 5\n')}${probe('readinessProbe', '    failureThreshold: 2\n')}`,
        ),
      ),
      bad(
        pod(
          `${API}  ports: [{name: http, containerPort: 8000}]\n  «livenessProbe»: {tcpSocket: {port: http}}\n  readinessProbe: {tcpSocket: {port: 8000}}\n`,
        ),
        pod(
          `${API}  ports: [{name: http, containerPort: 8000}]\n  livenessProbe: {tcpSocket: {port: http}, failureThreshold: 4}\n  readinessProbe: {tcpSocket: {port: 8000}}\n`,
        ),
      ),
    ],
  },
});

/** For how long a probe has to fail before it counts, in seconds. */
function patienceOf(probe: Node): number | undefined {
  const period = numberOf(get(probe, 'periodSeconds')) ?? 10;
  const failures = numberOf(get(probe, 'failureThreshold')) ?? 3;
  return period * failures;
}

/** What a probe asks, defaults filled in and ports by their numbers; undefined where that is nothing. */
function askedBy(probe: Node, { ports }: Container): string | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc', 'exec']) {
    const how = get(probe, handler);
    if (!how) continue;
    const port = stringOf(get(how, 'port'));
    const number = ports.find(({ name }) => name !== undefined && name === port)?.containerPort ?? port;
    const data: Data = dataOf(how);
    const rest = typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : data;
    const defaults = handler === 'httpGet' ? { path: '/', scheme: 'HTTP' } : {};
    const filled = Array.isArray(rest)
      ? rest
      : Object.entries({ ...defaults, ...(typeof rest === 'object' ? rest : {}), port: String(number) });
    return JSON.stringify([handler, [...filled].sort((a, b) => (String(a) < String(b) ? -1 : 1))]);
  }
  return undefined;
}
