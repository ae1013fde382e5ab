import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { hostPathsOf, isAmong, isRuntimeSocket, isSensitive, shownPath } from './hostPaths.ts';

export default defineRule({
  id: 'kubernetes/sensitive-hostpath',
  title: 'Sensitive folder of the node mounted',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "Folders such as `/`, `/etc`, `/proc` or `/var/lib/kubelet` hold the node's secrets, its programs and the credentials of every pod on it. Whoever can read them can often become the node, whoever can write them always can.",
    how: 'Mount the one file that is needed, read-only, or get it another way. For agents that have to see the node, suppress the rule with a reason, or put the path into `except`.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-linter': 'sensitive-host-mounts',
    kics: 'Workload Mounting With Sensitive OS Directory [5308a7a8-06f8-45ac-bf10-791fe21de46e]',
    trivy: 'KSV-0121',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      more: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'Further paths that are sensitive here; `/*` at the end stands for all that is below.',
      },
      except: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'Paths that may be mounted; `/*` at the end stands for all that is below.',
      },
    },
  },
  check(target, { options, report }) {
    for (const { node, path } of hostPathsOf(target)) {
      // The sockets of container runtimes have a rule of their own.
      if (isRuntimeSocket(path) || isAmong(options.except, path)) continue;
      if (!isSensitive(path) && !isAmong(options.more, path)) continue;
      report({
        span: node.span,
        message: `${theWorkload(target.workload)} mounts ${shownPath(path)} of its node: who controls it can control the node.`,
      });
    }
  },
  examples: {
    good: [
      good(pod(`${api()}volumes:\n  - name: time\n    hostPath: {path: /etc/localtime}\n`)),
      good(deployment(`${api()}volumes:\n- name: data\n  hostPath:\n    path: /srv/data\n`)),
      good(pod(`${api()}volumes:\n  - name: sys\n    hostPath: {path: /sys}\n`), { except: ['/sys'] }),
      good(cronJob(`restartPolicy: Never\n${api()}volumes:\n- name: etc\n  configMap: {name: etc}\n`)),
    ],
    bad: [
      bad(
        pod(
          `${api()}volumes:\n  - name: root\n    hostPath:\n      path: «/» # everything\n      type: Directory\n`,
        ),
      ),
      bad(
        deployment(
          `${api()}volumes:\n- {name: etc, hostPath: {path: «"/etc/"»}}\n- {name: pki, hostPath: {path: «/etc/kubernetes/pki»}}\n`,
        ),
      ),
      bad(
        cronJob(`restartPolicy: Never\n${api()}volumes:\n- hostPath:\n    path: «/data»\n  name: data\n`),
        undefined,
        { more: ['/data'] },
      ),
    ],
  },
});
