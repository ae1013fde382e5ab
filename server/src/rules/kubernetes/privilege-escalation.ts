import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { get, isFalse, isNull, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { capabilityName, ownSetting } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/privilege-escalation',
  title: 'Container may gain privileges',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Unless `allowPrivilegeEscalation` is false, a process can gain more rights than its parent through setuid binaries such as `sudo` or `su`. The default is true.',
    how: 'Set it to false. Only software that really needs setuid binaries at run time breaks; privileged containers and those with SYS_ADMIN always have it: they have rules of their own, and are not reported here.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-linter': 'privilege-escalation-container',
    polaris: 'privilegeEscalationAllowed',
    kics: 'Privilege Escalation Allowed [5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d]',
    checkov: 'CKV_K8S_20',
    trivy: 'KSV-0001',
    kubescape: 'C-0016',
    semgrep:
      'allow-privilege-escalation, allow-privilege-escalation-no-securitycontext, allow-privilege-escalation-true',
    monokle: 'PSS202',
  },
  check(container, { report }) {
    if (container.pod.windows || container.role === 'ephemeral') return;
    const setting = ownSetting(container, 'allowPrivilegeEscalation');
    if (isFalse(setting) || alwaysEscalates(container)) return;
    const explicit = isTrue(setting) ? setting : undefined;
    report({
      span: explicit?.span ?? container.nameSpan,
      message: explicit
        ? `${theContainer(container)} allows privilege escalation: setuid programs in it can become root.`
        : `${theContainer(container)} does not forbid privilege escalation: setuid programs in it can become root.`,
      missing: explicit === undefined,
      ...(explicit ? { severity: 'error' as const } : {}),
      fixes: () => [
        additionFix(
          'Set "allowPrivilegeEscalation" to false',
          // What is set was set by somebody, who may need it.
          isNull(setting),
          container.node,
          { securityContext: { allowPrivilegeEscalation: false } },
          CONTAINER_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      allowPrivilegeEscalation: false\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext: {allowPrivilegeEscalation: no}\n',
        ),
      ),
      good(
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext: {privileged: true}\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: agent\n  image: example/agent:2.0\n  securityContext:\n    capabilities:\n      add: [CAP_SYS_ADMIN]\n- name: mounter\n  image: example/agent:2.0\n  securityContext:\n    allowPrivilegeEscalation: true\n    capabilities:\n      add:\n      - SYS_ADMIN\n',
        ),
      ),
      good(pod('os: {name: windows}\ncontainers:\n  - name: iis\n    image: example/iis:2022\n')),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      allowPrivilegeEscalation: false\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    runAsNonRoot: true\n    allowPrivilegeEscalation: «true» # sudo\n    capabilities:\n      drop: [ALL]\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    runAsNonRoot: true\n    allowPrivilegeEscalation: false # sudo\n    capabilities:\n      drop: [ALL]\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  # nightly\n  - image: example/backup:3.1\n    name: «"backup"»\n    securityContext: {}\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  # nightly\n  - image: example/backup:3.1\n    name: "backup"\n    securityContext:\n      allowPrivilegeEscalation: false\n',
        ),
      ),
    ],
  },
});

/** Whether the API server refuses `allowPrivilegeEscalation: false`: such a container has all that it could gain. */
function alwaysEscalates(container: Container): boolean {
  if (isTrue(ownSetting(container, 'privileged'))) return true;
  const added = itemsOf(get(container.node, 'securityContext', 'capabilities', 'add'));
  return added.some((item) => capabilityName(stringOf(item) ?? '') === 'SYS_ADMIN');
}
