import { serviceAccountOf } from '../../core/kubernetes/pod.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, atName, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/default-service-account',
  title: 'Default service account',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'All pods of a namespace that name no service account share the one called default. Rights that one of them is given belong to all of them, and the audit log can not tell them apart.',
    how: 'Make a ServiceAccount for the workload and name it under `serviceAccountName`.',
    references: [
      'https://kubernetes.io/docs/concepts/security/service-accounts/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
    ],
  },
  aliases: {
    'kube-linter': 'default-service-account',
    kics: 'Service Account Name Undefined Or Empty [591ade62-d6b0-4580-b1ae-209f80ba1cd9]',
  },
  check(target, { report }) {
    const account = serviceAccountOf(target);
    if (account !== undefined && account !== 'default') return;
    const named = get(target.spec, 'serviceAccountName') ?? get(target.spec, 'serviceAccount');
    const written = stringOf(named) === undefined ? undefined : named;
    report({
      span: written?.span ?? target.workload.nameSpan,
      message: `${theWorkload(target.workload)} runs as the default service account: rights given to it belong to other pods, too.`,
      missing: written === undefined,
    });
  },
  examples: {
    good: [
      good(pod(`serviceAccountName: api\n${api()}`)),
      good(deployment(`serviceAccount: api\n${api()}`)),
      good(cronJob(`restartPolicy: Never\nserviceAccountName: "backup"\n${api()}`)),
    ],
    bad: [
      bad(atName(pod(api()))),
      bad(deployment(`serviceAccountName: «default» # for now\n${api()}`)),
      bad(cronJob(`restartPolicy: Never\nserviceAccountName: «""»\n${api()}`)),
    ],
  },
});
