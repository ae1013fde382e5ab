import { edit } from '../../core/edit/edit.ts';
import { entry, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/deprecated-service-account-field',
  title: 'Deprecated field serviceAccount',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: '`serviceAccount` is an old name of `serviceAccountName`, kept for old manifests. Where both are set the old one has no effect, and tools and patches that look for the new one miss it.',
    how: 'Use `serviceAccountName`.',
    references: [
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
    ],
  },
  aliases: { 'kube-linter': 'deprecated-service-account-field', kubescape: 'C-0294' },
  check(target, { report }) {
    const { spec } = target;
    const field = entry(spec, 'serviceAccount');
    if (!field) return;
    const old = stringOf(field.value);
    // An empty one is what an old export writes, and sets nothing.
    if (old === '') return;
    const name = stringOf(get(spec, 'serviceAccountName'));
    report({
      span: field.keySpan,
      message: name
        ? `${theWorkload(target.workload)} sets "serviceAccount" beside "serviceAccountName": it has no effect.`
        : `${theWorkload(target.workload)} sets the deprecated "serviceAccount": tools look for "serviceAccountName".`,
      tags: ['deprecated'],
      fixes: () => {
        // An empty name counts as none, so that the old field is the one in force.
        if (name === undefined && old !== undefined) {
          return [
            {
              title: 'Rename to "serviceAccountName"',
              safe: true,
              edits: edit.rename(spec, 'serviceAccount', 'serviceAccountName'),
            },
          ];
        }
        return name === '' && old ? [] : [removalFix(spec, 'serviceAccount', name === old || !old)];
      },
    });
  },
  examples: {
    good: [
      good(deployment(`${api()}serviceAccount: ''\n`)),
      good(pod(`serviceAccountName: api\n${api()}`)),
      good(deployment(api())),
      good(cronJob(`restartPolicy: Never\nserviceAccountName: default\n${api()}`)),
    ],
    bad: [
      bad(pod(`«serviceAccount»: api # own\n${api()}`), pod(`serviceAccountName: api # own\n${api()}`)),
      bad(
        deployment(`${api()}«serviceAccount»: api\nserviceAccountName: api\n`),
        deployment(`${api()}serviceAccountName: api\n`),
      ),
      bad(
        cronJob(`serviceAccountName: backup\n«"serviceAccount"»: other\nrestartPolicy: Never\n${api()}`),
        cronJob(`serviceAccountName: backup\nrestartPolicy: Never\n${api()}`),
      ),
    ],
  },
});
