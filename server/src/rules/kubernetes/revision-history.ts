import { asMap, get, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const withLimit = (limit: string): string =>
  API.replace('spec:\n', `spec:\n  revisionHistoryLimit: ${limit}\n`);

export default defineRule({
  id: 'kubernetes/revision-history',
  title: 'No revision to roll back to',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'With `revisionHistoryLimit: 0` the old versions of a workload are deleted as soon as a roll-out is done. `kubectl rollout undo` then has nothing to go back to.',
    how: 'Remove the field: ten are kept by default. Where a GitOps controller does the rolling back, one or two are enough.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy'],
  },
  check(resource, { report }) {
    if (!/^(?:Deployment|StatefulSet|DaemonSet|DeploymentConfig)$/.test(resource.kind)) return;
    const spec = asMap(get(resource.node, 'spec'));
    const limit = get(spec, 'revisionHistoryLimit');
    if (!spec || !limit || numberOf(limit) !== 0) return;
    report({
      span: limit.span,
      message: `${resource.kind} "${resource.name ?? ''}" keeps no old revision: a roll-out can not be undone.`,
      fixes: () => [removalFix(spec, 'revisionHistoryLimit')],
    });
  },
  examples: {
    good: [good(API), good(withLimit('2')), good(withLimit('10').replace('Deployment', 'StatefulSet'))],
    bad: [
      bad(withLimit('«0»'), API),
      bad(
        withLimit('«0» # tidy').replace('Deployment', 'StatefulSet'),
        API.replace('Deployment', 'StatefulSet'),
      ),
      bad(withLimit('«"0"»').replace('Deployment', 'DaemonSet'), API.replace('Deployment', 'DaemonSet')),
    ],
  },
});
