import { entriesOf, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { clearingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { securityContextsOf } from './securitySetting.ts';

/** The types of the Pod Security Standards, "baseline" and "restricted" alike. */
const TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

export default defineRule({
  id: 'kubernetes/selinux-options',
  title: 'Custom SELinux user, role or type',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'SELinux keeps containers from the files of the node and of each other by the type that they run with. A user, a role or a type such as `spc_t` takes a container out of that confinement.',
    how: 'Remove it; a `level` may stay. The types container_t, container_init_t, container_kvm_t and container_engine_t are fine.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container',
    ],
  },
  aliases: { trivy: 'KSV-0025', monokle: 'PSS108' },
  check(target, { report }) {
    for (const { owner, context, who } of securityContextsOf(target)) {
      for (const { key, value } of entriesOf(get(context, 'seLinuxOptions'))) {
        const text = stringOf(value) ?? '';
        const custom = key === 'type' ? !TYPES.has(text) : ['user', 'role'].includes(key) && text !== '';
        if (!custom) continue;
        report({
          span: value.span,
          message: `${who} sets a SELinux ${key} of its own: it may leave its confinement.`,
          fixes: () => [clearingFix(owner, 'securityContext', 'seLinuxOptions', key)],
        });
      }
    }
  },
  examples: {
    good: [
      good(pod(`securityContext:\n  seLinuxOptions:\n    level: "s0:c123,c456"\n${api()}`)),
      good(deployment(api('securityContext: {seLinuxOptions: {type: container_t}}\n'))),
      good(cronJob(`restartPolicy: Never\n${api('securityContext:\n  seLinuxOptions:\n    user: ""\n')}`)),
    ],
    bad: [
      bad(
        pod(`securityContext:\n  seLinuxOptions:\n    type: «spc_t» # node files\n    level: s0\n${api()}`),
        pod(`securityContext:\n  seLinuxOptions:\n    level: s0\n${api()}`),
      ),
      bad(
        deployment(
          api(
            'securityContext:\n  seLinuxOptions: {user: «system_u», role: «system_r»}\n  runAsNonRoot: true\n',
          ),
        ),
        deployment(api('securityContext:\n  runAsNonRoot: true\n')),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\nsecurityContext: {seLinuxOptions: {type: «"svirt_lxc_net_t"»}}\n${api()}`,
        ),
        cronJob(`restartPolicy: Never\n${api()}`),
      ),
    ],
  },
});
