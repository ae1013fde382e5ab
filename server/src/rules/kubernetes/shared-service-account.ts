import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { accountPlace } from './accountPlace.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/shared-service-account',
  title: 'Service account of several workloads',
  category: 'security',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Workloads that share a service account share its rights: whoever breaks into one has what was meant for the other. The audit log can not tell which of them did something.',
    how: 'Give each workload a service account of its own, with the rights that it needs.',
    references: [
      'https://kubernetes.io/docs/concepts/security/service-accounts/',
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  aliases: { kics: 'Shared Service Account [c1032cf7-3628-44e2-bd53-38c17cf31b6b]' },
  check(target, { environment, report }) {
    const place = accountPlace(target);
    if (!place) return;
    const { workload } = target;
    const other = environment.cluster.pods.find(
      (each) =>
        (each.workload.name !== workload.name || each.workload.kind !== workload.kind) &&
        sameNamespace(each.workload.namespace, workload.namespace) &&
        accountPlace(each)?.name === place.name,
    );
    if (!other) return;
    report({
      span: place.node.span,
      message: `${theWorkload(workload)} shares its service account with "${shortened(other.workload.name ?? '', 20)}": each has the other's rights.`,
    });
  },
  examples: {
    good: [
      good(
        `${pod(`serviceAccountName: api\n${api()}`)}---\n${deployment(`serviceAccountName: web\n${api()}`)}`,
      ),
      good(
        `${pod(`serviceAccountName: default\n${api()}`)}---\n${deployment(`serviceAccountName: default\n${api()}`)}`,
      ),
      good(
        `${pod(`serviceAccountName: api\n${api()}`).replace('  name: demo', '  name: demo\n  namespace: a')}---\n${deployment(`serviceAccountName: api\n${api()}`).replace('  name: demo', '  name: demo\n  namespace: b')}`,
      ),
    ],
    bad: [
      bad(
        `${pod(`serviceAccountName: «api»\n${api()}`)}---\n${deployment(`serviceAccountName: «api» # as well\n${api()}`)}`,
      ),
      bad(
        `${deployment(`serviceAccountName: «api»\n${api()}`)}---\n${cronJob(`restartPolicy: Never\nserviceAccount: «"api"»\n${api()}`)}`,
      ),
      bad(
        `${pod(`serviceAccountName: «a»\n${api()}`)}---\n${deployment(`serviceAccountName: b\n${api()}`)}---\n${cronJob(`restartPolicy: Never\nserviceAccountName: «a»\n${api()}`)}`,
      ),
    ],
  },
});
