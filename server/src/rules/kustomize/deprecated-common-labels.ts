import { edit } from '../../core/edit/edit.ts';
import { asMap, dataOf, entry, get } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { KustomizationFile } from '../../core/rule/rule.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment } from './exampleObjects.ts';
import { hasComment, movedBehind } from './movedItems.ts';

const API = { 'api.yaml': deployment('api') };

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-common-labels',
  field: 'commonLabels',
  now: '"labels" with "includeSelectors: true"',
  why: 'Kustomize 5 has deprecated `commonLabels` in favour of `labels`, which can leave selectors alone. Selectors of workloads can not be changed once they are deployed: a label added here later makes `kubectl apply` fail.',
  how: 'With `includeSelectors: true` the result is the same. For labels that no selector needs, leave that out, but not for workloads that are deployed already.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/commonlabels/',
  fixes: rewrite,
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\nlabels:\n  - pairs:\n      app: shop\n    includeSelectors: true\n',
          ...API,
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\ncommonAnnotations: {team: shop}\n', ...API } },
      { files: { 'kustomization.yaml': '# commonLabels: none\nresources: [api.yaml]\n', ...API } },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            '«commonLabels»:\n  app: shop\n  example.org/team: "42"\nresources: [api.yaml]\n',
          ...API,
        },
        {
          'kustomization.yaml':
            'labels:\n  - pairs:\n      app: shop\n      example.org/team: "42"\n    includeSelectors: true\nresources: [api.yaml]\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'labels:\n  - pairs:\n      tier: web\n«commonLabels»:\n  app: shop\nresources:\n  - api.yaml\n',
          ...API,
        },
        {
          'kustomization.yaml':
            'labels:\n  - pairs:\n      tier: web\n  - pairs:\n      app: shop\n    includeSelectors: true\nresources:\n  - api.yaml\n',
        },
      ),
      badFiles(
        { 'kustomization.yaml': 'resources: [api.yaml]\n«commonLabels»: {app: shop}\n', ...API },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nlabels:\n  - pairs:\n      app: shop\n    includeSelectors: true\n',
        },
      ),
    ],
  },
});

function rewrite({ node }: KustomizationFile): Fix[] {
  const pairs = asMap(get(node, 'commonLabels'));
  if (!pairs) return [];
  const items = [{ pairs: dataOf(pairs), includeSelectors: true }];
  const title = 'Write "commonLabels" as "labels"';
  // Transformers of one's own may treat the two fields differently.
  const safe = !hasComment(node, 'commonLabels') && !entry(node, 'configurations');
  if (entry(node, 'labels')) return movedBehind(node, 'commonLabels', 'labels', items, title, safe);
  const edits = edit.substitute(node, 'commonLabels', 'labels', items);
  return edits.length === 0 ? [] : [{ title, safe, edits }];
}
