import { edit } from '../../core/edit/edit.ts';
import { scheduleOf } from '../../core/kubernetes/cron.ts';
import type { MapNode, Node } from '../../core/model/node.ts';
import { asMap, get, isNull, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob } from './exampleManifests.ts';

const JOB = cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n');
const HEAD = 'schedule: "0 3 * * *"\n';
const WITH = JOB.replace(HEAD, `${HEAD}  startingDeadlineSeconds: 300\n`);
/** How often a job has to start within an hour for the next one to be likely to meet it. */
const FREQUENT = 6;

export default defineRule({
  id: 'kubernetes/cronjob-deadline',
  title: 'Schedule of a CronJob',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Without `startingDeadlineSeconds` a CronJob that has missed more than a hundred starts, in a long outage of the control plane say, is not started any more at all; a late start may also come at a bad time. Jobs that may overlap pile up when one takes longer than usual.',
    how: 'Set the deadline to how late a job may still start, ten seconds at the least. Use `concurrencyPolicy: Forbid` for what starts every few minutes. A schedule that can not be read is an error.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
      'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy',
    ],
  },
  aliases: { 'kube-score': 'cronjob-has-deadline', kics: 'CronJob Deadline Not Configured' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      seconds: {
        type: 'integer',
        minimum: 10,
        default: 300,
        description: 'The deadline that the fix sets, in seconds.',
      },
    },
  },
  check(resource, { options, report }) {
    const spec = asMap(get(resource.node, 'spec'));
    if (resource.kind !== 'CronJob' || resource.group !== 'batch' || !spec) return;
    const who = `CronJob "${resource.name ?? ''}"`;
    const problem = timing(spec, who);
    if (problem) report(problem);
    if (!isNull(get(spec, 'startingDeadlineSeconds'))) return;
    report({
      span: resource.nameSpan,
      message: `${who} has no startingDeadlineSeconds: after a long outage it may never start again.`,
      missing: true,
      fixes: () => [
        settingFix(spec, 'startingDeadlineSeconds', options.seconds, false, {
          keys: ['schedule', 'timeZone', 'startingDeadlineSeconds', 'concurrencyPolicy', 'jobTemplate'],
        }),
      ],
    });
  },
  examples: {
    good: [
      good(WITH),
      good(WITH.replace('0 3 * * *', '*/5 * * * *').replace('  jobT', '  concurrencyPolicy: Forbid\n  jobT')),
      good(WITH.replace('0 3 * * *', '@daily')),
      good(WITH.replace('0 3 * * *', '30 1-5/2 1,15 JAN-MAR mon-fri')),
    ],
    bad: [
      bad(JOB.replace('name: demo', 'name: «demo»'), WITH),
      bad(
        WITH.replace('0 3 * * *', '*/2 * * * *').replace(
          '  jobT',
          '  concurrencyPolicy: «Allow» # ok?\n  jobT',
        ),
        WITH.replace('0 3 * * *', '*/2 * * * *').replace(
          '  jobT',
          '  concurrencyPolicy: Forbid # ok?\n  jobT',
        ),
      ),
      bad(WITH.replace('"0 3 * * *"', '«"0 25 * * *"»')),
      bad(WITH.replace('"0 3 * * *"', '«every day»')),
    ],
  },
});

function timing(spec: MapNode, who: string): Problem | undefined {
  const node: Node | undefined = get(spec, 'schedule');
  const text = stringOf(node);
  if (!node || text === undefined || /[${}]/.test(text)) return undefined;
  const schedule = scheduleOf(text);
  if (!schedule) {
    return {
      span: node.span,
      message: `${who} has a schedule that can not be read: the API server refuses it.`,
      severity: 'error',
    };
  }
  const policy = get(spec, 'concurrencyPolicy');
  if (!policy || stringOf(policy) !== 'Allow' || schedule.perHour < FREQUENT) return undefined;
  return {
    span: policy.span,
    message: `${who} starts ${schedule.perHour} times an hour, and its jobs may overlap: slow ones pile up.`,
    fixes: () => {
      const edits = edit.replace(policy, 'Forbid');
      return edits.length === 0 ? [] : [{ title: 'Set "concurrencyPolicy" to Forbid', safe: false, edits }];
    },
  };
}
