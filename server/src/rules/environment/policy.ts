import { edit } from '../../core/edit/edit.ts';
import { get, numberOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

const POLICY = 'policies:\n  production:\n    user: 4000\n';
const PLACE = 'deploy/production/api.yaml';

const api = (own: string, pod = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
${pod}  containers:
    - name: api
      image: example/api:1.4.2
${own}`;
const user = (uid: string): string => `      securityContext: {runAsUser: ${uid}}\n`;

export default defineRule({
  id: 'environment/policy',
  title: 'User that is not the one of the policy',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'The team has written down which user programs run as in this environment: volumes and policies of the cluster are made for that one. A program with another user can not read its files, or can read those of others.',
    how: 'Set what the policy asks, or give the environment a policy of its own under `environments` in `.plumbline.yaml`. Only what is configured counts. Other parts of the policy have rules of their own: `kubernetes/minimum-replicas`, `kubernetes/probe-timing` and `kubernetes/image-untrusted-registry`.',
    references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  },
  check(pod, { environment, report }) {
    const { user: wanted } = environment.policy;
    if (wanted === undefined) return;
    for (const holder of [pod.spec, ...pod.containers.map(({ node }) => node)]) {
      const node = get(holder, 'securityContext', 'runAsUser');
      const uid = numberOf(node);
      // Root is the matter of another rule.
      if (!node || uid === undefined || uid === 0 || uid === wanted) continue;
      report({
        span: node.span,
        message: `${pod.workload.kind} "${shortened(pod.workload.name ?? '', 30)}" runs as UID ${uid}, not as ${wanted}, which the policy of the environment asks for.`,
        fixes: () => [
          {
            title: `Set "runAsUser" to ${wanted}, as the policy asks`,
            safe: false,
            edits: edit.replace(node, wanted),
          },
        ],
      });
    }
  },
  examples: {
    good: [
      good({ '.plumbline.yaml': POLICY, [PLACE]: api(user('4000')) }),
      good({ '.plumbline.yaml': POLICY, 'deploy/staging/api.yaml': api(user('5000')) }),
      good({ [PLACE]: api(user('5000')) }),
    ],
    bad: [
      badFiles({ '.plumbline.yaml': POLICY, [PLACE]: api(user('«1000»')) }, { [PLACE]: api(user('4000')) }),
      badFiles(
        { '.plumbline.yaml': POLICY, [PLACE]: api('', '  securityContext:\n    runAsUser: «1000» # app\n') },
        { [PLACE]: api('', '  securityContext:\n    runAsUser: 4000 # app\n') },
      ),
      badFiles(
        { '.plumbline.yaml': POLICY, [PLACE]: api(user('«5000»'), '  securityContext: {runAsUser: 4000}\n') },
        { [PLACE]: api(user('4000'), '  securityContext: {runAsUser: 4000}\n') },
      ),
    ],
  },
});
