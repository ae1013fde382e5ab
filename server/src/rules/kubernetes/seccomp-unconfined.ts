import { edit } from '../../core/edit/edit.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { annotationsOf, SECCOMP_ANNOTATION, securityContextsOf } from './securitySetting.ts';

const TITLE = 'Set the seccomp profile RuntimeDefault';

export default defineRule({
  id: 'kubernetes/seccomp-unconfined',
  title: 'Seccomp switched off',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'With the profile Unconfined a container may make every system call there is. Most holes in the kernel are reached through calls that no ordinary application makes, and that the default profile closes.',
    how: 'Set RuntimeDefault, or a profile of your own with `type: Localhost`, where the application needs a call that RuntimeDefault refuses.',
    references: [
      'https://kubernetes.io/docs/tutorials/security/seccomp/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: { trivy: 'KSV-0104', semgrep: 'seccomp-confinement-disabled', monokle: 'PSS110' },
  check(target, { report }) {
    if (target.windows) return;
    for (const { context, who } of securityContextsOf(target)) {
      const type = get(context, 'seccompProfile', 'type');
      if (!type || stringOf(type) !== 'Unconfined') continue;
      report({
        span: type.span,
        message: `${who} has seccomp switched off: every system call is open to an intruder.`,
        fixes: () => [{ title: TITLE, safe: false, edits: edit.replace(type, 'RuntimeDefault') }],
      });
    }
    for (const { key, value } of annotationsOf(target)) {
      if (!SECCOMP_ANNOTATION.test(key) || stringOf(value) !== 'unconfined') continue;
      report({
        span: value.span,
        message: `${theWorkload(target.workload)} asks for seccomp to be off: every system call is open to an intruder.`,
        fixes: () => [{ title: TITLE, safe: false, edits: edit.replace(value, 'runtime/default') }],
      });
    }
  },
  examples: {
    good: [
      good(pod(`securityContext:\n  seccompProfile:\n    type: RuntimeDefault\n${api()}`)),
      good(
        deployment(api('securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}\n')),
      ),
      good(cronJob(`restartPolicy: Never\n${api()}`)),
    ],
    bad: [
      bad(
        pod(`securityContext:\n  seccompProfile:\n    type: «Unconfined» # strace\n${api()}`),
        pod(`securityContext:\n  seccompProfile:\n    type: RuntimeDefault # strace\n${api()}`),
      ),
      bad(
        deployment(api('securityContext: {seccompProfile: {type: «"Unconfined"»}}\n')),
        deployment(api('securityContext: {seccompProfile: {type: "RuntimeDefault"}}\n')),
      ),
      bad(
        pod(api()).replace(
          '  labels:',
          '  annotations:\n    seccomp.security.alpha.kubernetes.io/pod: «unconfined»\n  labels:',
        ),
        pod(api()).replace(
          '  labels:',
          '  annotations:\n    seccomp.security.alpha.kubernetes.io/pod: runtime/default\n  labels:',
        ),
      ),
    ],
  },
});
