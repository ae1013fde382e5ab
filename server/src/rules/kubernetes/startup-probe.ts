import { edit } from '../../core/edit/edit.ts';
import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { handlerOf } from '../../core/infer/probe.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { asMap, get, isNull, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';
const PERIOD = 10;

export default defineRule({
  id: 'kubernetes/startup-probe',
  title: 'Slow start hidden by the delay of a liveness probe',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A liveness probe with a long `initialDelaySeconds` leaves a container alone for all that time, even if it hangs at once; and one that needs a little longer to start is restarted before it is done, for ever.',
    how: 'Give it a startup probe. The liveness probe begins as soon as that has succeeded, and the start may take as long as `periodSeconds` times `failureThreshold`.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes',
    ],
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      longestDelay: {
        type: 'integer',
        minimum: 0,
        default: 60,
        description: 'The longest delay of a liveness probe, in seconds, that is left alone.',
      },
    },
  },
  check(container, { options, report }) {
    if (!container.longRunning || !isNull(get(container.node, 'startupProbe'))) return;
    const delay = get(container.node, 'livenessProbe', 'initialDelaySeconds');
    const seconds = numberOf(delay);
    if (!delay || seconds === undefined || seconds <= options.longestDelay) return;
    report({
      span: delay.span,
      message: `${theContainer(container)} is not asked whether it lives for ${seconds} s after each start: a hang in that time goes unnoticed.`,
      fixes: () => replacement(container, seconds),
    });
  },
  examples: {
    good: [
      good(pod(`${API}  livenessProbe:\n    tcpSocket: {port: 8000}\n    initialDelaySeconds: 60\n`)),
      good(
        deployment(
          `${API}  startupProbe:\n    tcpSocket: {port: 8000}\n    failureThreshold: 30\n  livenessProbe:\n    tcpSocket: {port: 8000}\n    initialDelaySeconds: 90\n`,
        ),
      ),
      good(deployment(`${API}  readinessProbe:\n    tcpSocket: {port: 8000}\n    initialDelaySeconds: 90\n`)),
    ],
    bad: [
      bad(
        pod(
          `${API}  livenessProbe:\n    httpGet:\n      path: /health\n      port: 8000\n    initialDelaySeconds: «120» # JVM\n    periodSeconds: 10\n`,
        ),
        pod(
          `${API}  startupProbe:\n    httpGet:\n      path: /health\n      port: 8000\n    periodSeconds: 10\n    failureThreshold: 18\n  livenessProbe:\n    httpGet:\n      path: /health\n      port: 8000\n    periodSeconds: 10\n`,
        ),
      ),
      bad(
        deployment(`${API}  livenessProbe: {tcpSocket: {port: 8000}, initialDelaySeconds: «61»}\n`),
        deployment(
          `${API}  startupProbe:\n    tcpSocket:\n      port: 8000\n    periodSeconds: 10\n    failureThreshold: 10\n  livenessProbe: {tcpSocket: {port: 8000}}\n`,
        ),
      ),
      bad(
        pod(`${API}  livenessProbe:\n    exec: {command: [/bin/alive]}\n    initialDelaySeconds: «30»\n`),
        pod(
          `${API}  startupProbe:\n    exec:\n      command:\n      - /bin/alive\n    periodSeconds: 10\n    failureThreshold: 5\n  livenessProbe:\n    exec: {command: [/bin/alive]}\n`.replace(
            '      - /bin',
            '      - /bin',
          ),
        ),
        { longestDelay: 20 },
      ),
    ],
  },
});

/** A startup probe that asks the same, and waits half as long again as the delay did. */
function replacement({ node }: Container, seconds: number): Fix[] {
  const liveness = asMap(get(node, 'livenessProbe'));
  const handler = liveness && handlerOf(liveness);
  const removal = liveness ? edit.remove(liveness, 'initialDelaySeconds') : [];
  if (!handler || removal.length === 0) return [];
  const failureThreshold = Math.ceil((seconds * 1.5) / PERIOD);
  const startupProbe = { ...handler, periodSeconds: PERIOD, failureThreshold };
  return [
    {
      title: `Replace the delay by a startup probe of up to ${failureThreshold * PERIOD} s`,
      safe: false,
      edits: [...edit.add(node, { startupProbe }, CONTAINER_ORDER), ...removal],
    },
  ];
}
