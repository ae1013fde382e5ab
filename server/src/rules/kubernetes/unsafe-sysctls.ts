import { edit } from '../../core/edit/edit.ts';
import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

/** The safe sysctls, with the minor version of Kubernetes since which they are. */
const SAFE: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 18],
  ['net.ipv4.ip_unprivileged_port_start', 22],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);

export default defineRule({
  id: 'kubernetes/unsafe-sysctls',
  title: 'Unsafe sysctl',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "Only a few sysctls are known to be a pod's own affair. Others reach other pods or the health of the node, and a node that does not allow them refuses the pod.",
    how: 'Remove it, or let the administrator of the nodes set it for all. Where the kubelet allows it by `--allowed-unsafe-sysctls`, put it into `allowed`.',
    references: [
      'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-linter': 'unsafe-sysctls',
    kics: 'Cluster Allows Unsafe Sysctls [9127f0d9-2310-42e7-866f-5fd9d20dcbad]',
    trivy: 'KSV-0026',
    monokle: 'PSS111',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'Sysctls that the nodes allow beside the safe ones.',
      },
    },
  },
  check(target, { options, environment, report }) {
    const context = asMap(get(target.spec, 'securityContext'));
    if (!context) return;
    itemsOf(get(context, 'sysctls')).forEach((item, index) => {
      const name = get(item, 'name');
      const text = stringOf(name);
      if (!name || text === undefined) return;
      const since = SAFE.get(text.replaceAll('/', '.'));
      if (since !== undefined && since <= environment.kubernetesMinor) return;
      if (options.allowed.includes(text)) return;
      const shown = shortened(text, 30);
      report({
        span: name.span,
        message: `${theWorkload(target.workload)} sets ${shown}: it is unsafe, and most nodes refuse the pod.`,
        fixes: () => [
          { title: `Remove "${shown}"`, safe: false, edits: edit.removeFrom(context, 'sysctls', index) },
        ],
      });
    });
  },
  examples: {
    good: [
      good(
        pod(
          `securityContext:\n  sysctls:\n    - name: net.ipv4.ip_unprivileged_port_start\n      value: "0"\n${api()}`,
        ),
      ),
      good(deployment(api())),
      good(
        cronJob(
          `restartPolicy: Never\nsecurityContext: {sysctls: [{name: net.core.somaxconn, value: "1024"}]}\n${api()}`,
        ),
        { allowed: ['net.core.somaxconn'] },
      ),
    ],
    bad: [
      bad(
        pod(
          `securityContext:\n  runAsNonRoot: true\n  sysctls:\n    - name: «net.core.somaxconn» # queue\n      value: "1024"\n${api()}`,
        ),
        pod(`securityContext:\n  runAsNonRoot: true\n${api()}`),
      ),
      bad(
        deployment(
          `securityContext:\n  sysctls:\n  - {name: net.ipv4.tcp_syncookies, value: "1"}\n  - {name: «kernel.msgmax», value: "65536"}\n${api()}`,
        ),
        deployment(`securityContext:\n  sysctls:\n  - {name: net.ipv4.tcp_syncookies, value: "1"}\n${api()}`),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\nsecurityContext: {fsGroup: 2000, sysctls: [{name: «"vm.max_map_count"», value: "1"}]}\n${api()}`,
        ),
        cronJob(`restartPolicy: Never\nsecurityContext: {fsGroup: 2000}\n${api()}`),
      ),
    ],
  },
});
