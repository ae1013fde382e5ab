import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { clearingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/proc-mount-unmasked',
  title: 'Unmasked /proc',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'The container runtime hides parts of `/proc`, and makes others read-only, since they tell about the node or change its kernel. `procMount: Unmasked` opens them to the container.',
    how: 'Remove it. Containers within containers need it; together with `hostUsers: false` that is a case for a suppression with a reason.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    ],
  },
  aliases: {
    'kube-linter': 'unsafe-proc-mount',
    polaris: 'procMount',
    kics: 'Container Runs Unmasked [f922827f-aab6-447c-832a-e1ff63312bd3]',
    trivy: 'KSV-0027',
    monokle: 'PSS109',
  },
  check(container, { report }) {
    const mount = get(container.node, 'securityContext', 'procMount');
    const text = stringOf(mount);
    if (!mount || text === undefined || text === '' || text === 'Default') return;
    report({
      span: mount.span,
      message: `${theContainer(container)} sees all of /proc: an intruder can read and change settings of the node's kernel.`,
      fixes: () => [clearingFix(container.node, 'securityContext', 'procMount')],
    });
  },
  examples: {
    good: [
      good(pod(api('securityContext:\n  procMount: Default\n'))),
      good(deployment(api())),
      good(cronJob(`restartPolicy: Never\n${api('securityContext: {procMount: "Default"}\n')}`)),
    ],
    bad: [
      bad(
        pod(api('securityContext:\n  procMount: «Unmasked»\n  runAsNonRoot: true\n')),
        pod(api('securityContext:\n  runAsNonRoot: true\n')),
      ),
      bad(deployment(api('securityContext:\n  procMount: «Unmasked» # buildah\n')), deployment(api())),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('securityContext: {privileged: false, procMount: «Unmasked»}\n')}`,
        ),
        cronJob(`restartPolicy: Never\n${api('securityContext: {privileged: false}\n')}`),
      ),
    ],
  },
});
