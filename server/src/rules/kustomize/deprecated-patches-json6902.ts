import { entry } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment } from './exampleObjects.ts';
import { moveFix } from './movedItems.ts';

const FILES = {
  'api.yaml': deployment('api'),
  'patch.yaml': '- {op: add, path: /spec/replicas, value: 2}\n',
};

/** What Kustomize does between `patches` and `patchesJson6902`: where any of it is asked for, the order may matter. */
const BETWEEN = ['namespace', 'namePrefix', 'nameSuffix', 'labels', 'commonLabels', 'commonAnnotations'];

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-patches-json6902',
  field: 'patchesJson6902',
  now: '"patches"',
  why: 'Kustomize 5 has one field for all patches, `patches`, and has deprecated this one. Patches in two fields are applied in an order that the file does not show: these come after prefixes and labels, the others before.',
  how: 'Move the entries to `patches`: they keep their form. The fix is safe where no field of the kustomization is applied between the two.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patchesjson6902/',
  fixes: ({ node }) =>
    moveFix(node, 'patchesJson6902', 'patches', !BETWEEN.some((field) => entry(node, field))),
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment, name: api}\n    path: patch.yaml\n',
          ...FILES,
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\n', ...FILES } },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches: []\n# patchesJson6902: none\n',
          ...FILES,
        },
      },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\n«patchesJson6902»:\n  - target: # the API\n      version: v1\n      kind: Deployment\n      name: api\n    path: patch.yaml\n',
          ...FILES,
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: # the API\n      version: v1\n      kind: Deployment\n      name: api\n    path: patch.yaml\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - path: web.yaml\n«patchesJson6902»:\n  - path: patch.yaml\n    target:\n      kind: Deployment\n      name: api\n',
          ...FILES,
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - path: web.yaml\n  - path: patch.yaml\n    target:\n      kind: Deployment\n      name: api\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'namePrefix: a-\nresources: [api.yaml]\n«patchesJson6902»: [{target: {kind: Deployment, name: api}, path: patch.yaml}]\n',
          ...FILES,
        },
        {
          'kustomization.yaml':
            'namePrefix: a-\nresources: [api.yaml]\npatches: [{target: {kind: Deployment, name: api}, path: patch.yaml}]\n',
        },
      ),
    ],
  },
});
