import { edit } from '../../core/edit/edit.ts';
import { entry, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { KustomizationFile } from '../../core/rule/rule.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment, patch } from './exampleObjects.ts';
import { movedBehind } from './movedItems.ts';

const FILES = { 'api.yaml': deployment('api'), 'replicas.yaml': patch('api', '  replicas: 2\n') };

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-patches-strategic-merge',
  field: 'patchesStrategicMerge',
  now: '"patches"',
  why: 'Kustomize 5 has one field for all patches, `patches`, and has deprecated this one. Patches in two fields are applied in an order that the file does not show: these come first, wherever they stand.',
  how: 'Write each file as `path: ...` under `patches`, and each inline patch as `patch: |-`. Look at the result where both fields are used, or where a file deletes one of several objects: the order is another one.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patchesstrategicmerge/',
  fixes: rewrite,
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: replicas.yaml\n',
          ...FILES,
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\n', ...FILES } },
      { files: { 'kustomization.yaml': '# patchesStrategicMerge: none\nresources: [api.yaml]\n', ...FILES } },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\n«patchesStrategicMerge»:\n  - replicas.yaml\nnamePrefix: a-\n',
          ...FILES,
        },
        {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: replicas.yaml\nnamePrefix: a-\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - path: labels.yaml\n«patchesStrategicMerge»:\n  - replicas.yaml\n',
          ...FILES,
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - path: labels.yaml\n  - path: replicas.yaml\n',
        },
      ),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\n«patchesStrategicMerge»:\n  - |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: api\n    spec:\n      replicas: 2\n',
        ...FILES,
      }),
    ],
  },
});

function rewrite({ node }: KustomizationFile): Fix[] {
  const items = itemsOf(get(node, 'patchesStrategicMerge')).map((item) => {
    const text = stringOf(item) ?? '';
    return /[\n{:]/.test(text) ? { patch: text } : { path: text };
  });
  const title = 'Move "patchesStrategicMerge" to "patches"';
  // A text of several lines would come out as one line in quotes.
  if (items.length === 0 || items.some((each) => 'patch' in each)) return [];
  if (entry(node, 'patches'))
    return movedBehind(node, 'patchesStrategicMerge', 'patches', items, title, false);
  const edits = edit.substitute(node, 'patchesStrategicMerge', 'patches', items);
  return edits.length === 0 ? [] : [{ title, safe: false, edits }];
}
