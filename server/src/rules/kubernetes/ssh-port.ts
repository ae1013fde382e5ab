import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { declaredPorts } from './declaredPorts.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/ssh-port',
  title: 'SSH in a container',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "An SSH server in a container is a second way in, with keys and passwords of its own, past the cluster's access rights and its audit log.",
    how: 'Use `kubectl exec` or `kubectl debug`. For a service that is SSH, such as a Git server or an SFTP server, let it listen on a higher port, or suppress the rule with the reason.',
    references: [
      'https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/',
      'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
    ],
  },
  aliases: { 'kube-linter': 'ssh-port', monokle: 'KBP110' },
  check(container, { report }) {
    for (const { number, protocol, node } of declaredPorts(container)) {
      if (number !== 22 || protocol !== 'TCP') continue;
      report({
        span: node.span,
        message: `${theContainer(container)} listens on the SSH port: a way in that the cluster neither guards nor logs.`,
      });
    }
  },
  examples: {
    good: [
      good(pod(api('ports:\n  - containerPort: 2222\n'))),
      good(deployment(api('ports: [{containerPort: 8022, hostPort: 22}]\n'))),
      good(cronJob(`restartPolicy: Never\n${api('ports: [{containerPort: 22, protocol: UDP}]\n')}`)),
    ],
    bad: [
      bad(pod(api('ports:\n  - containerPort: «22» # shell\n    name: ssh\n'))),
      bad(deployment(api('ports: [{containerPort: 80}, {containerPort: «"22"»}]\n'))),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('ports:\n- name: ssh\n  protocol: TCP\n  containerPort: «22»\n')}`,
        ),
      ),
    ],
  },
});
