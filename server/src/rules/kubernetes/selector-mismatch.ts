import { edit } from '../../core/edit/edit.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { labelsOf } from '../../core/kubernetes/resource.ts';
import {
  fits,
  isEmpty,
  onlyMismatch,
  plainSelectorOf,
  type Selector,
  selectorOf,
} from '../../core/kubernetes/selector.ts';
import { asMap, entry, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');

export default defineRule({
  id: 'kubernetes/selector-mismatch',
  title: 'Selector that does not fit the pod template',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A workload finds its pods by its selector, which therefore has to fit the labels of its own template. The API server refuses it otherwise.',
    how: 'Put the labels that are selected on the template. The selector of a workload that is deployed can not be changed.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  },
  aliases: {
    'kube-linter': 'mismatching-selector',
    'kube-score':
      'deployment-pod-selector-labels-match-template-metadata-labels, statefulset-pod-selector-labels-match-template-metadata-labels',
    kubescape: 'C-0296',
  },
  check(resource, { report }) {
    const held = entry(get(resource.node, 'spec'), 'selector');
    const template = asMap(get(resource.node, 'spec', 'template'));
    const selector = selectorFor(resource);
    if (!held || !template || !selector || isEmpty(selector)) return;
    const labels = labelsOf(get(template, 'metadata', 'labels'));
    if (fits(selector, labels)) return;
    if ([...selector.labels.values(), ...labels.values()].some((each) => /[${}]/.test(each))) return;
    const mismatch = onlyMismatch(selector, labels);
    const wrong = [...selector.labels].find(([key, value]) => labels.has(key) && labels.get(key) !== value);
    report({
      span: mismatch?.value.span ?? held.keySpan,
      message: `${resource.kind} "${resource.name ?? ''}" selects labels that its pod template does not have: the API server refuses it.`,
      // A patch may well leave the labels to what it is applied to.
      missing: wrong === undefined && selector.expressions.length === 0,
      fixes: () => {
        if (selector.expressions.length > 0) return [];
        const edits = edit.add(
          template,
          { metadata: { labels: Object.fromEntries(selector.labels) } },
          ORDER,
        );
        return edits.length === 0
          ? []
          : [{ title: 'Put the selected labels on the pod template', safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(API),
      good(API.replace('        app: demo\n    spec', '        app: demo\n        tier: web\n    spec')),
      good(
        API.replace(
          'matchLabels:\n      app: demo',
          'matchExpressions:\n      - {key: app, operator: In, values: [demo, web]}',
        ),
      ),
    ],
    bad: [
      bad(
        API.replace('app: demo', 'app: «api»'),
        API.replace('app: demo', 'app: api').replace('        app: demo', '        app: api'),
      ),
      bad(
        API.replace('app: demo\n  template', 'app: demo\n      tier: «web»\n  template'),
        API.replace('app: demo\n  template', 'app: demo\n      tier: web\n  template').replace(
          '        app: demo\n',
          '        app: demo\n        tier: web\n',
        ),
      ),
      bad(
        API.replace('app: demo', 'app: «demo»').replace(
          '    metadata:\n      labels:\n        app: demo\n',
          '',
        ),
        API,
      ),
      bad(
        API.replace('selector:', '«selector»:').replace(
          'matchLabels:\n      app: demo',
          'matchExpressions:\n      - {key: tier, operator: Exists}',
        ),
      ),
    ],
  },
});

const ORDER = { keys: ['metadata', 'spec'] };

function selectorFor({ kind, node }: Resource): Selector | undefined {
  const selector = get(node, 'spec', 'selector');
  if (kind === 'ReplicationController' || kind === 'DeploymentConfig') return plainSelectorOf(selector);
  return /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Rollout|Job)$/.test(kind)
    ? selectorOf(selector)
    : undefined;
}
