import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { hostPathsOf, isRuntimeSocket } from './hostPaths.ts';

export default defineRule({
  id: 'kubernetes/docker-sock',
  title: 'Container runtime socket mounted',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "Whoever can talk to the socket of the container runtime can start a privileged container with the node's disk in it. A read-only mount does not help: a socket is talked to, not written.",
    how: 'Build images with a tool that needs no daemon, and read metrics and logs through the kubelet.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
      'https://docs.docker.com/engine/security/protect-access/',
    ],
  },
  aliases: {
    'kube-linter': 'docker-sock',
    kics: 'Docker Daemon Socket is Exposed to Containers [a6f34658-fdfb-4154-9536-56d516f65828]',
    checkov: 'CKV_K8S_27',
    trivy: 'KSV-0006',
    kubescape: 'C-0074',
    semgrep: 'exposing-docker-socket-hostpath',
    monokle: 'KBP101',
  },
  check(target, { report }) {
    for (const { node, path } of hostPathsOf(target)) {
      if (!isRuntimeSocket(path)) continue;
      report({
        span: node.span,
        message: `${theWorkload(target.workload)} mounts the container runtime's socket: with it a pod owns the node.`,
      });
    }
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\nvolumes:\n  - name: data\n    emptyDir: {}\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\nvolumes:\n- name: time\n  hostPath: {path: /etc/localtime}\n',
        ),
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: ci\n    image: example/ci:1.0\n    env:\n      - name: DOCKER_HOST\n        value: unix:///var/run/docker.sock\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: ci\n    image: example/ci:1.0\nvolumes:\n  - name: docker\n    hostPath:\n      path: «/var/run/docker.sock»\n      type: Socket\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: ci\n  image: example/ci:1.0\nvolumes:\n- {name: sock, hostPath: {path: «"/run/containerd/containerd.sock"»}}\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: ci\n    image: example/ci:1.0\nvolumes:\n  - hostPath:\n      path: «/var/run/crio/crio.sock»\n    name: sock\n',
        ),
      ),
    ],
  },
});
