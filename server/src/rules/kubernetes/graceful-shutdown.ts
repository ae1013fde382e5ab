import { servicesSelecting } from '../../core/kubernetes/cluster.ts';
import { get, isNull, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod, service } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const SERVICE = service('app: demo');

export default defineRule({
  id: 'kubernetes/graceful-shutdown',
  title: 'Pod that is not given time to stop',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'When a pod is stopped, it takes a moment until no Service sends it requests any more, and those that it works on have to be answered. A process that ends at once breaks them off; a grace period of 0 kills it without asking.',
    how: 'Wait a few seconds in a `preStop` hook, or set `terminationGracePeriodSeconds` to what the application needs once it handles SIGTERM by itself.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
      'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
    ],
  },
  check(pod, { environment, report }) {
    const { workload } = pod;
    const who = `${workload.kind} "${workload.name ?? ''}"`;
    const grace = get(pod.spec, 'terminationGracePeriodSeconds');
    if (grace && numberOf(grace) === 0) {
      report({
        span: grace.span,
        message: `${who} has no grace period: its containers are killed without being asked to stop.`,
      });
      return;
    }
    if (!isNull(grace) || pod.runsToCompletion) return;
    if (pod.containers.some(({ node }) => get(node, 'lifecycle', 'preStop'))) return;
    const [first] = servicesSelecting(environment.cluster, pod);
    if (!first) return;
    report({
      span: workload.nameSpan,
      message: `${who} has neither a preStop hook nor a grace period of its own: requests may break off when it stops.`,
      missing: true,
      related: [{ span: first.resource.nameSpan, message: 'This Service sends it requests.' }],
    });
  },
  examples: {
    good: [
      good(SERVICE + deployment(`terminationGracePeriodSeconds: 45\n${API}`)),
      good(SERVICE + pod(`${API}    lifecycle: {preStop: {sleep: {seconds: 5}}}\n`)),
      good(deployment(API)),
      good(cronJob(`restartPolicy: Never\n${API}`)),
    ],
    bad: [
      bad(deployment(`terminationGracePeriodSeconds: «0»\n${API}`)),
      bad(SERVICE + deployment(API).replace('name: demo', 'name: «demo»')),
      bad(
        SERVICE +
          pod(`${API}    lifecycle: {postStart: {exec: {command: [warm-up]}}}\n`).replace(
            'name: demo',
            'name: «demo»',
          ),
      ),
    ],
  },
});
