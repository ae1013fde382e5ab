import { asMap, get, isTrue, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/host-port',
  title: 'Port of the node taken',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A `hostPort` opens the container on the address of the node, past Services and often past network policies. It also keeps a second pod with the same port off the node, so that a rollout can get stuck.',
    how: 'Remove it and reach the pod through a Service. Ingress controllers and agents that run once on each node may need it: suppress the rule for them, with the reason. On the network of the node every port is one of its own: `kubernetes/host-network` tells of that.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/overview/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    polaris: 'hostPortSet',
    kics: 'Workload Host Port Not Specified [2b1836f1-dcce-416e-8e16-da8c71920633]',
    checkov: 'CKV_K8S_26',
    trivy: 'KSV-0024',
    kubescape: 'C-0044',
    monokle: 'PSS106',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      hostNetwork: {
        type: 'boolean',
        default: false,
        description: "Whether pods on the node's network get a hint, beside the finding of their own rule.",
      },
    },
  },
  strictOptions: { hostNetwork: true },
  check(container, { options, report }) {
    // On the node's network every port is one of the node, and there is a rule against that.
    const shared = isTrue(get(container.pod.spec, 'hostNetwork'));
    if (shared && !options.hostNetwork) return;
    for (const { node } of container.ports) {
      const port = asMap(node);
      const setting = get(port, 'hostPort');
      const value = numberOf(setting);
      if (!port || !setting || value === undefined || value === 0) continue;
      report({
        span: setting.span,
        message: `${theContainer(container)} takes port ${value} of its node: it is open there, and to one pod only.`,
        ...(shared ? { severity: 'hint' as const } : {}),
        fixes: () => [removalFix(port, 'hostPort')],
      });
    }
  },
  examples: {
    good: [
      good(pod(`hostNetwork: true\n${api('ports: [{containerPort: 9100, hostPort: 9100}]\n')}`)),
      good(pod(api('ports:\n  - containerPort: 8080\n'))),
      good(deployment(api('ports: [{containerPort: 8080, hostPort: 0}]\n'))),
      good(cronJob(`restartPolicy: Never\n${api()}`)),
    ],
    bad: [
      bad(
        pod(api('ports:\n  - containerPort: 8080\n    hostPort: «80» # public\n    name: http\n')),
        pod(api('ports:\n  - containerPort: 8080\n    name: http\n')),
      ),
      bad(
        deployment(api('ports: [{containerPort: 8080, hostPort: «8080»}, {containerPort: 9090}]\n')),
        deployment(api('ports: [{containerPort: 8080}, {containerPort: 9090}]\n')),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\nhostNetwork: true\n${api('ports:\n- hostPort: «9100»\n  containerPort: 9100\n')}`,
        ),
        cronJob(`restartPolicy: Never\nhostNetwork: true\n${api('ports:\n- containerPort: 9100\n')}`),
        { hostNetwork: true },
      ),
    ],
  },
});
