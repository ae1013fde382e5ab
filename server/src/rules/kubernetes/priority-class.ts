import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isKnative } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/priority-class',
  title: 'Pod without a priority class',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'When a cluster is full, the scheduler removes pods of a lower priority for those of a higher one. Pods without a class have the priority 0, the important ones as well as a nightly report.',
    how: 'Define a few PriorityClasses, and name one in each pod. A PriorityClass with `globalDefault: true` does for the rest: then switch the rule off.',
    references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  },
  aliases: { polaris: 'priorityClassNotSet' },
  check({ spec, workload }, { report }) {
    if ((stringOf(get(spec, 'priorityClassName')) ?? '') !== '' || isKnative(workload)) return;
    report({
      span: workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" has no priority class: it waits like any other.`,
      missing: true,
    });
  },
  examples: {
    good: [
      good(pod(`priorityClassName: high\n${API}`)),
      good(deployment(`${API}priorityClassName: system-cluster-critical\n`)),
      good(cronJob(`priorityClassName: batch\n${API}`)),
    ],
    bad: [
      bad(pod(API).replace('name: demo', 'name: «demo»')),
      bad(deployment(`priorityClassName: ""\n${API}`).replace('name: demo', 'name: «demo»')),
      bad(cronJob(API).replace('name: demo', 'name: «demo»')),
    ],
  },
});
