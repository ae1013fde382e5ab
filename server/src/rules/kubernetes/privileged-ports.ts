import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { declaredPorts } from './declaredPorts.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/privileged-ports',
  title: 'Container port below 1024',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'To listen on a port below 1024 a process has to be root or to have the capability NET_BIND_SERVICE, unless the runtime or a sysctl lifts the limit. That keeps root where nothing else needs it.',
    how: 'Let the application listen on a port such as 8080, and let the Service keep port 80.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
      'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    ],
  },
  aliases: { 'kube-linter': 'privileged-ports', trivy: 'KSV-0117', monokle: 'KBP113' },
  check(container, { report }) {
    if (container.pod.windows) return;
    for (const { number, node } of declaredPorts(container)) {
      if (number <= 0 || number >= 1024) continue;
      report({
        span: node.span,
        message: `${theContainer(container)} listens on port ${number}: below 1024 it may need root or NET_BIND_SERVICE for it.`,
      });
    }
  },
  examples: {
    good: [
      good(pod(api('ports:\n  - containerPort: 8080\n'))),
      good(deployment(api('ports: [{containerPort: 1024, hostPort: 80}]\n'))),
      good(pod(`os: {name: windows}\n${api('ports: [{containerPort: 80}]\n')}`)),
    ],
    bad: [
      bad(pod(api('ports:\n  - containerPort: «80» # http\n    name: http\n'))),
      bad(deployment(api('ports: [{containerPort: «1023»}, {containerPort: 8443}]\n'))),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('ports:\n- name: dns\n  protocol: UDP\n  containerPort: «53»\n')}`,
        ),
      ),
    ],
  },
});
