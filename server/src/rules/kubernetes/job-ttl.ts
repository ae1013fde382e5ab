import { asMap, entriesOf, get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix, settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob } from './exampleManifests.ts';

const API = 'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n';
const job = (spec: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: demo\nspec:\n${spec}  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: backup\n          image: example/backup:3.1\n`;

export default defineRule({
  id: 'kubernetes/job-ttl',
  title: 'Job that is never cleaned up',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A Job that has finished stays in the cluster with its pods until somebody deletes it. They pile up, and each takes its share of the API server and of what has to be looked through.',
    how: 'Set `ttlSecondsAfterFinished` to the time in which somebody may want to read its logs. In a CronJob leave it to the limits of its history: the time would delete Jobs that the history is to keep.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
  },
  aliases: { 'kube-linter': 'job-ttl-seconds-after-finished' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      seconds: {
        type: 'integer',
        minimum: 0,
        default: 86400,
        description: 'The time that the fix sets, in seconds.',
      },
    },
  },
  check(resource, { options, report }) {
    if (resource.group !== 'batch') return;
    const spec = asMap(get(resource.node, 'spec'));
    if (resource.kind === 'CronJob') {
      const inner = asMap(get(spec, 'jobTemplate', 'spec'));
      const ttl = get(inner, 'ttlSecondsAfterFinished');
      if (!inner || !ttl || isNull(ttl)) return;
      report({
        span: ttl.span,
        message: `CronJob "${resource.name ?? ''}" has its Jobs deleted by time: its history may keep fewer of them than its limits say.`,
        fixes: () => [removalFix(inner, 'ttlSecondsAfterFinished')],
      });
      return;
    }
    if (resource.kind !== 'Job' || !spec || !isNull(get(spec, 'ttlSecondsAfterFinished'))) return;
    // Whoever runs hooks deletes them.
    const annotations = entriesOf(get(resource.node, 'metadata', 'annotations'));
    if (annotations.some(({ key }) => /^(?:helm\.sh|argocd\.argoproj\.io)\/hook/.test(key))) return;
    report({
      span: resource.nameSpan,
      message: `Job "${resource.name ?? ''}" stays after it has finished, with its pods, until somebody deletes it.`,
      missing: true,
      fixes: () => [
        settingFix(spec, 'ttlSecondsAfterFinished', options.seconds, false, {
          keys: ['ttlSecondsAfterFinished', 'template'],
        }),
      ],
    });
  },
  examples: {
    good: [
      good(job('  ttlSecondsAfterFinished: 100\n')),
      good(cronJob(API)),
      good(job('').replace('name: demo', 'name: demo\n  annotations:\n    helm.sh/hook: pre-upgrade')),
    ],
    bad: [
      bad(job('').replace('demo', '«demo»'), job('  ttlSecondsAfterFinished: 86400\n')),
      bad(
        job('  backoffLimit: 2 # enough\n').replace('demo', '«demo»'),
        job('  backoffLimit: 2 # enough\n  ttlSecondsAfterFinished: 60\n'),
        { seconds: 60 },
      ),
      bad(
        cronJob(API).replace('    spec:\n', '    spec:\n      ttlSecondsAfterFinished: «600»\n'),
        cronJob(API),
      ),
    ],
  },
});
