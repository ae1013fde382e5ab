import { edit } from '../../core/edit/edit.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { addedCapabilities, capabilityName, DANGEROUS_CAPABILITIES } from './securitySetting.ts';

const DANGEROUS: ReadonlySet<string> = new Set(DANGEROUS_CAPABILITIES);

export default defineRule({
  id: 'kubernetes/capabilities-added',
  title: 'Capability added',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Each capability is a part of what root may do. A container seldom needs more than to bind a port below 1024, and what is added beyond that is at the disposal of whoever breaks in.',
    how: 'Remove what is not needed; put what your workloads do need into `allowed`. For those that amount to owning the node there is `kubernetes/dangerous-capabilities`; this rule leaves them to it, unless `dangerous` is set.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    kics: 'Containers With Added Capabilities [19ebaa28-fc86-4a58-bcfa-015c9e22fe40]',
    checkov: 'CKV_K8S_25',
    trivy: 'KSV-0022',
    monokle: 'PSS104',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: ['NET_BIND_SERVICE'],
        description: 'The capabilities that may be added, without `CAP_`.',
      },
      dangerous: {
        type: 'boolean',
        default: false,
        description: 'Whether dangerous capabilities get a hint, beside the errors of their own rule.',
      },
    },
  },
  strictOptions: { dangerous: true },
  check(container, { options, report }) {
    const allowed = new Set(options.allowed.map(capabilityName));
    for (const { name, node, capabilities, index } of addedCapabilities(container)) {
      if (allowed.has(name)) continue;
      const finer = DANGEROUS.has(name);
      if (finer && !options.dangerous) continue;
      report({
        span: node.span,
        message: `${theContainer(container)} adds the capability ${name}: whoever breaks in has it, too.`,
        ...(finer ? { severity: 'hint' as const } : {}),
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
      good(pod(api('securityContext:\n  capabilities:\n    add: [SYS_ADMIN, NET_RAW]\n'))),
      good(pod(api('securityContext:\n  capabilities:\n    add: [NET_BIND_SERVICE]\n    drop: [ALL]\n'))),
      good(deployment(api('securityContext:\n  capabilities: {drop: [ALL]}\n'))),
      good(pod(api('securityContext:\n  capabilities:\n    add: [CAP_CHOWN]\n')), { allowed: ['CHOWN'] }),
    ],
    bad: [
      bad(
        pod(
          api(
            'securityContext:\n  capabilities:\n    add:\n      - «CHOWN» # at start\n      - NET_BIND_SERVICE\n',
          ),
        ),
        pod(api('securityContext:\n  capabilities:\n    add:\n      - NET_BIND_SERVICE\n')),
      ),
      bad(
        deployment(
          api('securityContext:\n  capabilities:\n    add: [«SYS_TIME», «cap_kill»]\n    drop: [ALL]\n'),
        ),
        deployment(api('securityContext:\n  capabilities:\n    drop: [ALL]\n')),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('securityContext: {capabilities: {add: [NET_BIND_SERVICE, «SETUID»]}}\n')}`,
        ),
        cronJob(
          `restartPolicy: Never\n${api('securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}\n')}`,
        ),
      ),
    ],
  },
});
