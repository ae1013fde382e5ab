import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { asSeq, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { capabilityName } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/capabilities-drop-all',
  title: 'Capabilities not dropped',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A container starts with fourteen Linux capabilities, among them raw sockets and changing the owner of any file. Hardly any application needs one of them.',
    how: 'Drop ALL, and add back by name what the application needs, mostly nothing or NET_BIND_SERVICE.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    checkov: 'CKV_K8S_37, CKV_K8S_28',
    trivy: 'KSV-0003, KSV-0004',
    monokle: 'KBP103',
    polaris: 'insecureCapabilities, linuxHardening',
    kics: 'No Drop Capabilities for Containers [268ca686-7fb7-4ae9-b129-955a2a89064e], NET_RAW Capabilities Not Being Dropped [dbbc6705-d541-43b0-b166-dd4be8208b54]',
    'kube-linter': 'drop-net-raw-capability',
    kubescape: 'C-0211, C-0055',
    plumbline: 'capabilities-no-drop, capability-net-raw, linux-hardening-none',
  },
  check(container, { report }) {
    if (container.pod.windows || container.role === 'ephemeral') return;
    const dropped = asSeq(get(container.node, 'securityContext', 'capabilities', 'drop'));
    if (itemsOf(dropped).some((item) => capabilityName(stringOf(item) ?? '') === 'ALL')) return;
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} keeps default capabilities: an intruder can use raw sockets and change file owners.`,
      missing: true,
      fixes: () => [
        additionFix(
          'Drop all capabilities',
          true,
          container.node,
          { securityContext: { capabilities: { drop: ['ALL'] } } },
          CONTAINER_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      capabilities:\n        drop: [ALL]\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    capabilities:\n      add: [NET_BIND_SERVICE]\n      drop:\n      - all\n',
        ),
      ),
      good(pod('os: {name: windows}\ncontainers:\n  - name: iis\n    image: example/iis:2022\n')),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: «web»\n    image: example/web:1.4.2\n    securityContext:\n      capabilities:\n        add: [NET_BIND_SERVICE]\n',
        ),
        pod(
          'containers:\n  - name: web\n    image: example/web:1.4.2\n    securityContext:\n      capabilities:\n        add: [NET_BIND_SERVICE]\n        drop: [ALL]\n',
        ),
      ),
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      capabilities:\n        drop:\n          - ALL\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: «api»\n  image: example/api:1.4.2\n  securityContext:\n    capabilities:\n      drop:\n      - NET_RAW # ping\n      add: []\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    capabilities:\n      drop:\n      - NET_RAW # ping\n      - ALL\n      add: []\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: «backup»\n    image: example/backup:3.1\n    securityContext: {capabilities: {add: [CHOWN]}}\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    securityContext: {capabilities: {add: [CHOWN], drop: [ALL]}}\n',
        ),
      ),
    ],
  },
});
