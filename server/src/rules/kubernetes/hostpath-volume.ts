import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { hostPathsOf, isAmong, isRuntimeSocket, isSensitive, shownPath } from './hostPaths.ts';

export default defineRule({
  id: 'kubernetes/hostpath-volume',
  title: 'Folder of the node mounted',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "A hostPath volume is the node's own file system: what other pods or the system keep there is open to the pod, and what the pod writes fills the node's disk. On another node it finds other files, or none.",
    how: 'Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a projected volume. Agents that look after the node itself are the exception: put their paths into `allowed`. Runtime sockets and folders that amount to the node have rules of their own, and are left to these: `sensitive` lets this one speak of them, too.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    polaris: 'hostPathSet',
    kics: 'Non Kube System Pod With Host Mount [aa8f7a35-9923-4cad-bd61-a19b7f6aac91]',
    trivy: 'KSV-0023',
    kubescape: 'C-0048',
    monokle: 'PSS105',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'Paths that may be mounted; `/*` at the end stands for all that is below.',
      },
      sensitive: {
        type: 'boolean',
        default: false,
        description:
          'Whether runtime sockets and sensitive folders get a hint, beside the errors of their own rules.',
      },
    },
  },
  strictOptions: { sensitive: true },
  check(target, { options, report }) {
    for (const { node, path } of hostPathsOf(target)) {
      if (isAmong(options.allowed, path)) continue;
      const finer = isRuntimeSocket(path) || isSensitive(path);
      if (finer && !options.sensitive) continue;
      report({
        span: node.span,
        message: `${theWorkload(target.workload)} mounts ${shownPath(path)} of its node: nothing keeps it apart from that node.`,
        ...(finer ? { severity: 'hint' as const } : {}),
      });
    }
  },
  examples: {
    good: [
      good(
        pod(
          `${api()}volumes:\n  - {name: etc, hostPath: {path: /etc}}\n  - {name: docker, hostPath: {path: /run/docker.sock}}\n`,
        ),
      ),
      good(pod(`${api()}volumes:\n  - name: data\n    emptyDir: {}\n`)),
      good(deployment(`${api()}volumes:\n- name: data\n  persistentVolumeClaim: {claimName: data}\n`)),
      good(
        cronJob(
          `restartPolicy: Never\n${api()}volumes:\n- {name: time, hostPath: {path: /etc/localtime}}\n- {name: logs, hostPath: {path: /var/log/pods/}}\n`,
        ),
        { allowed: ['/etc/localtime', '/var/log/*'] },
      ),
    ],
    bad: [
      bad(
        pod(
          `${api()}volumes:\n  - name: data\n    hostPath:\n      path: «/srv/data» # big\n      type: DirectoryOrCreate\n`,
        ),
      ),
      bad(deployment(`${api()}volumes:\n- {name: logs, hostPath: {path: «"/var/log"»}}\n`)),
      bad(
        cronJob(
          `restartPolicy: Never\n${api()}volumes:\n- hostPath:\n    path: «/opt/backup/»\n  name: backup\n- hostPath:\n    path: «/etc»\n  name: etc\n`,
        ),
        undefined,
        { sensitive: true },
      ),
    ],
  },
});
