import { badFiles } from '../../core/rule/example.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment } from './exampleObjects.ts';
import { moveFix } from './movedItems.ts';

const BASE = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': deployment('api') };

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-bases',
  field: 'bases',
  now: '"resources"',
  why: 'Kustomize takes files and folders under `resources` since version 2.1, and has deprecated `bases` then. Editors and other tools that read kustomizations may not look at it any more.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/bases/',
  fixes: ({ node }) => moveFix(node, 'bases', 'resources', true),
  examples: {
    good: [
      { files: { 'kustomization.yaml': 'resources: [base]\n', ...BASE } },
      { files: { 'kustomization.yaml': 'resources:\n  - base # bases: of old\n', ...BASE } },
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nbases: [base]\n',
          ...BASE,
        },
      },
    ],
    bad: [
      badFiles(
        { 'prod/kustomization.yaml': '«bases»:\n  - ../base # the API\n', ...BASE },
        { 'prod/kustomization.yaml': 'resources:\n  - ../base # the API\n' },
      ),
      badFiles(
        {
          'prod/kustomization.yaml': '«bases»:\n  - ../base\nresources:\n  - web.yaml\nnamePrefix: prod-\n',
          'prod/web.yaml': deployment('web'),
          ...BASE,
        },
        { 'prod/kustomization.yaml': 'resources:\n  - web.yaml\n  - ../base\nnamePrefix: prod-\n' },
      ),
      badFiles(
        { 'prod/kustomization.yaml': '«"bases"»: [../base]\n', ...BASE },
        { 'prod/kustomization.yaml': '"resources": [../base]\n' },
      ),
    ],
  },
});
