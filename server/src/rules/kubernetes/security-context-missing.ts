import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

/** What the Pod Security Standard "restricted" asks of a container. */
const HARDENED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

export default defineRule({
  id: 'kubernetes/security-context-missing',
  title: 'No security context',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Where neither the pod nor the container has a security context, all defaults apply: root, if the image says so, with fourteen capabilities, and nothing that keeps it from getting more.',
    how: 'The fix adds what the Pod Security Standard "restricted" asks for. The rules for the single settings say more, and louder: where a security context is begun this rule leaves the rest to them.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    kics: 'Pod or Container Without Security Context [a97a340a-0063-418e-b3a1-3028941d0995]',
    checkov: 'CKV_K8S_29, CKV_K8S_30',
    trivy: 'KSV-0118',
  },
  check(container, { report }) {
    if (container.pod.windows || container.role === 'ephemeral') return;
    if (hasContext(container.node) || hasContext(container.pod.spec)) return;
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} has no security context: the image decides on its user, the rest is open.`,
      missing: true,
      // The rules for the single settings name what is lacking.
      severity: 'hint',
      fixes: () => [
        additionFix(
          'Add a security context that meets the "restricted" standard',
          false,
          container.node,
          { securityContext: HARDENED },
          CONTAINER_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good(pod(api('securityContext:\n  runAsNonRoot: true\n'))),
      good(deployment(`securityContext: {seccompProfile: {type: RuntimeDefault}}\n${api()}`)),
      good(pod(`os: {name: windows}\n${api()}`)),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n'),
        pod(
          api(
            'securityContext:\n  runAsNonRoot: true\n  allowPrivilegeEscalation: false\n  capabilities:\n    drop:\n      - ALL\n  seccompProfile:\n    type: RuntimeDefault\n',
          ),
        ),
      ),
      bad(
        deployment('containers:\n- {name: «api», image: "example/api:1.4.2"} # all of it\n'),
        deployment(
          'containers:\n- {name: api, image: "example/api:1.4.2", securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}} # all of it\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\nsecurityContext: {}\ncontainers:\n- name: «api»\n  image: example/api:1.4.2\n  securityContext: {}\n',
        ),
        cronJob(
          'restartPolicy: Never\nsecurityContext: {}\ncontainers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    runAsNonRoot: true\n    allowPrivilegeEscalation: false\n    capabilities:\n      drop:\n      - ALL\n    seccompProfile:\n      type: RuntimeDefault\n',
        ),
      ),
    ],
  },
});

function hasContext(owner: Node): boolean {
  return entriesOf(get(owner, 'securityContext')).length > 0;
}
