import { edit } from '../../core/edit/edit.ts';
import { CONTAINER_ORDER, orderUnder } from '../../core/edit/keyOrder.ts';
import type { MapNode } from '../../core/model/node.ts';
import { asMap, entry, get, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';
const DEFAULTS: { readonly [key: string]: number } = {
  periodSeconds: 10,
  failureThreshold: 3,
  timeoutSeconds: 1,
};
const KINDS = ['liveness', 'readiness', 'startup'] as const;

export default defineRule({
  id: 'kubernetes/probe-timing',
  title: 'Timing of a probe',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A probe that may take as long as the time to the next one asks a container again without a pause, just when it is slow already, and a failure counts later than its period says.',
    how: 'Keep `timeoutSeconds` below `periodSeconds`. Where `policies` in `.plumbline.yaml` say how often probes ask and fail in an environment, probes that have other values are told so as well.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
    ],
  },
  check(container, { environment, report }) {
    if (container.role === 'ephemeral') return;
    const { policy } = environment;
    for (const kind of KINDS) {
      const held = entry(container.node, `${kind}Probe`);
      const probe = asMap(held?.value);
      if (!held || !probe) continue;
      const wanted = Object.entries(kind === 'startup' ? {} : (policy.configuredProbes[kind] ?? {}));
      const who = `${theContainer(container)} has a ${kind} probe`;
      for (const [key, value] of wanted) {
        const has = numberOf(get(probe, key)) ?? DEFAULTS[key];
        if (has === value) continue;
        report({
          span: get(probe, key)?.span ?? held.keySpan,
          message: `${who} with ${key} ${has}, not the ${value} that the policy of the environment asks for.`,
          fixes: () => [setting(probe, key, value, true)],
        });
      }
      const timeout = get(probe, 'timeoutSeconds');
      const [most, period] = [numberOf(timeout), numberOf(get(probe, 'periodSeconds')) ?? 10];
      if (!timeout || most === undefined || most < period || wanted.length > 0) continue;
      report({
        span: timeout.span,
        message: `${who} that may take ${most} s and asks every ${period} s: a slow container is asked without a pause.`,
        fixes: () =>
          period <= 1 ? [setting(probe, 'periodSeconds', most + 1, false)] : shorter(probe, period),
      });
    }
  },
  examples: {
    good: [
      good(pod(`${API}  livenessProbe:\n    tcpSocket: {port: 8000}\n    timeoutSeconds: 9\n`)),
      good(deployment(`${API}  readinessProbe:\n    tcpSocket: {port: 8000}\n    periodSeconds: 1\n`)),
      good(
        pod(
          `${API}  livenessProbe:\n    exec: {command: [/bin/alive]}\n    periodSeconds: 60\n    timeoutSeconds: 30\n`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(`${API}  livenessProbe:\n    tcpSocket: {port: 8000}\n    timeoutSeconds: «10» # slow\n`),
        pod(`${API}  livenessProbe:\n    tcpSocket: {port: 8000}\n    timeoutSeconds: 9 # slow\n`),
      ),
      bad(
        deployment(
          `${API}  readinessProbe: {tcpSocket: {port: 8000}, periodSeconds: 5, timeoutSeconds: «30»}\n`,
        ),
        deployment(
          `${API}  readinessProbe: {tcpSocket: {port: 8000}, periodSeconds: 5, timeoutSeconds: 4}\n`,
        ),
      ),
      bad(
        pod(
          `${API}  startupProbe:\n    tcpSocket: {port: 8000}\n    periodSeconds: 1\n    timeoutSeconds: «1»\n`,
        ),
        pod(
          `${API}  startupProbe:\n    tcpSocket: {port: 8000}\n    periodSeconds: 2\n    timeoutSeconds: 1\n`,
        ),
      ),
    ],
  },
});

function shorter(probe: MapNode, period: number): Fix[] {
  return [setting(probe, 'timeoutSeconds', Math.ceil(period) - 1, false)];
}

function setting(probe: MapNode, key: string, value: number, safe: boolean): Fix {
  const edits = edit.add(probe, { [key]: value }, orderUnder(CONTAINER_ORDER, 'livenessProbe'));
  return { title: `Set "${key}" to ${value}`, safe, edits };
}
