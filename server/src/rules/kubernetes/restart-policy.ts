import { edit } from '../../core/edit/edit.ts';
import { POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const ALL = ['Always', 'OnFailure', 'Never'];
const ONCE = ['OnFailure', 'Never'];

/** The policies that the controller of a kind takes. */
const TAKEN = new Map<string, readonly string[]>([
  ...[
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'DeploymentConfig',
  ].map((kind) => [kind, ['Always']] as const),
  ['Job', ONCE],
  ['CronJob', ONCE],
  ['Pod', ALL],
]);

export default defineRule({
  id: 'kubernetes/restart-policy',
  title: 'Restart policy that the controller refuses',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'What is meant to run for ever is always restarted: Deployments, StatefulSets and DaemonSets take no other policy. Jobs are to end, and take `OnFailure` or `Never`; without a policy they have `Always`. The API server refuses anything else.',
    how: 'Leave the field out, or set one that the controller takes.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
      'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
    ],
  },
  aliases: { 'kube-linter': 'restart-policy', 'kube-score': 'cronjob-restartpolicy' },
  check({ spec, workload }, { report }) {
    const taken = TAKEN.get(workload.kind);
    const node = get(spec, 'restartPolicy');
    const text = stringOf(node);
    if (!taken || (text !== undefined && (taken.includes(text) || /[${}]/.test(text)))) return;
    const who = `${workload.kind} "${workload.name ?? ''}"`;
    if (!node || isNull(node)) {
      if (taken !== ONCE) return;
      report({
        span: workload.nameSpan,
        message: `${who} has no restartPolicy, and so Always, which jobs can not have: the API server refuses it.`,
        missing: true,
        fixes: () => ONCE.map((policy) => settingFix(spec, 'restartPolicy', policy, false, POD_SPEC_ORDER)),
      });
      return;
    }
    report({
      span: node.span,
      message: `${who} has the restartPolicy ${(text ?? '').slice(0, 24)}, and may only have ${taken.join(' or ')}: the API server refuses it.`,
      fixes: () =>
        taken.flatMap((policy) => {
          const edits = edit.replace(node, policy);
          return edits.length === 0
            ? []
            : [{ title: `Set "restartPolicy" to ${policy}`, safe: false, edits }];
        }),
    });
  },
  examples: {
    good: [
      good(deployment(API)),
      good(pod(`restartPolicy: Never\n${API}`)),
      good(cronJob(`restartPolicy: OnFailure\n${API}`)),
      good(deployment(`restartPolicy: Always\n${API}`)),
    ],
    bad: [
      bad(
        deployment(`${API}restartPolicy: «Never» # once\n`),
        deployment(`${API}restartPolicy: Always # once\n`),
      ),
      bad(cronJob(API).replace('name: demo', 'name: «demo»'), cronJob(`${API}restartPolicy: OnFailure\n`)),
      bad(cronJob(`restartPolicy: «Always»\n${API}`), cronJob(`restartPolicy: OnFailure\n${API}`)),
    ],
  },
});
