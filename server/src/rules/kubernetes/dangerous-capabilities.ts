import { edit } from '../../core/edit/edit.ts';
import { get, isTrue } from '../../core/model/read.ts';
import { isOfNetwork, powerOf } from '../../core/rule/capabilities.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { addedCapabilities, capabilityName, DANGEROUS_CAPABILITIES } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/dangerous-capabilities',
  title: 'Dangerous capability added',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "Capabilities such as SYS_ADMIN, SYS_MODULE or DAC_READ_SEARCH are enough by themselves to take over the node. Others let a container read its neighbours' memory. NET_ADMIN and NET_RAW let it pose as others on its network; they are warnings, and errors only on the network of the node.",
    how: 'Remove the capability. Where a device driver or a network agent really needs it, say so in a suppression with a reason.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    ],
  },
  aliases: {
    polaris: 'dangerousCapabilities',
    kubescape: 'C-0046',
    kics: 'Containers With Sys Admin Capabilities [235236ee-ad78-4065-bd29-61b061f28ce0]',
    checkov: 'CKV_K8S_39',
    trivy: 'KSV-0005, KSV-0120, KSV-0119',
    monokle: 'KBP100',
    plumbline: 'capability-sys-admin, capability-net-raw, capability-sys-module',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      capabilities: {
        type: 'array',
        items: { type: 'string' },
        default: DANGEROUS_CAPABILITIES,
        description: 'The capabilities that count as dangerous, without `CAP_`.',
      },
    },
  },
  check(container, { options, report }) {
    const hostNetwork = isTrue(get(container.pod.spec, 'hostNetwork'));
    const dangerous = new Set(options.capabilities.map(capabilityName));
    for (const { name, node, capabilities, index } of addedCapabilities(container)) {
      if (!dangerous.has(name)) continue;
      report({
        span: node.span,
        message: `${theContainer(container)} has the capability ${name}: ${powerOf(name, hostNetwork)}.`,
        ...(isOfNetwork(name) && !hostNetwork ? { severity: 'warning' as const } : {}),
        fixes: () => [
          {
            title: `Remove the capability ${name}`,
            safe: false,
            edits: edit.removeFrom(capabilities, 'add', index),
          },
        ],
      });
    }
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      capabilities:\n        add: [NET_BIND_SERVICE]\n        drop: [ALL]\n',
        ),
      ),
      good(deployment('containers:\n- name: api\n  image: example/api:1.4.2\n')),
      good(
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext:\n      capabilities:\n        add: [NET_ADMIN]\n',
        ),
        { capabilities: ['SYS_ADMIN'] },
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext:\n      capabilities:\n        add:\n          - «SYS_ADMIN» # mounts\n          - CHOWN\n',
        ),
        pod(
          'containers:\n  - name: agent\n    image: example/agent:2.0\n    securityContext:\n      capabilities:\n        add:\n          - CHOWN\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: agent\n  image: example/agent:2.0\n  securityContext:\n    capabilities:\n      add: [«CAP_NET_ADMIN»]\n      drop: [ALL]\n',
        ),
        deployment(
          'containers:\n- name: agent\n  image: example/agent:2.0\n  securityContext:\n    capabilities:\n      drop: [ALL]\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - name: module\n    image: example/tools:2.0\n    securityContext:\n      capabilities:\n        add: [CHOWN, «"SYS_MODULE"», «all»]\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - name: module\n    image: example/tools:2.0\n    securityContext:\n      capabilities:\n        add: [CHOWN]\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
      ),
    ],
  },
});
