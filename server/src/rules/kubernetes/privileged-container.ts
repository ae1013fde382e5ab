import { asMap, get, isTrue } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix, settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/privileged-container',
  title: 'Privileged container',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A privileged container has every capability and every device of the node, and no seccomp or AppArmor profile. Whoever controls it controls the node.',
    how: 'Take `privileged` out and add the one capability, device or mount that is really needed.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
    ],
  },
  aliases: {
    'kube-linter': 'privileged-container',
    'kube-score': 'container-security-context-privileged',
    polaris: 'runAsPrivileged',
    kics: 'Container Is Privileged [dd29336b-fe57-445b-a26e-e6aa867ae609]',
    checkov: 'CKV_K8S_16',
    trivy: 'KSV-0017',
    kubescape: 'C-0057',
    semgrep: 'privileged-container',
    monokle: 'PSS103',
  },
  check(container, { report }) {
    const context = asMap(get(container.node, 'securityContext'));
    const privileged = get(context, 'privileged');
    if (!context || !privileged || !isTrue(privileged)) return;
    report({
      span: privileged.span,
      message: `${theContainer(container)} is privileged: whoever controls it controls the node.`,
      fixes: () => [settingFix(context, 'privileged', false, false), removalFix(context, 'privileged')],
    });
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      privileged: false\n',
        ),
      ),
      good(deployment('containers:\n- name: api\n  image: example/api:1.4.2\n')),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    securityContext: {}\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext:\n      privileged: «true» # for the GPU\n',
        ),
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext:\n      privileged: false # for the GPU\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: agent\n  image: example/agent:2.0\n  securityContext: {runAsUser: 0, privileged: «yes»}\n',
        ),
        deployment(
          'containers:\n- name: agent\n  image: example/agent:2.0\n  securityContext: {runAsUser: 0, privileged: false}\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - securityContext:\n      privileged: «true»\n    name: sysctl\n    image: example/tools:2.0\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - securityContext:\n      privileged: false\n    name: sysctl\n    image: example/tools:2.0\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
      ),
    ],
  },
});
