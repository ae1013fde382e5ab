import { badFiles } from '../../core/rule/example.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment } from './exampleObjects.ts';

const API = { 'api.yaml': deployment('api') };
const VAR = '  - name: NAME\n    objref: {apiVersion: apps/v1, kind: Deployment, name: api}\n';

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-vars',
  field: 'vars',
  now: '"replacements"',
  why: 'Kustomize has deprecated `vars`, and promises no support for it: `$(NAME)` is replaced only in fields that a built-in list names, and what looks like a variable may be one of the container. Replacements name their source and their targets.',
  how: 'Write each variable as a replacement: its `objref` and `fieldref` are the source, and every field that has `$(NAME)` is a target. `kustomize edit fix --vars` does most of it; look at what it writes.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/',
  fixes: () => [],
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\nreplacements:\n  - source: {kind: Deployment, name: api, fieldPath: metadata.name}\n    targets:\n      - select: {kind: Deployment}\n        fieldPaths: [metadata.labels.app]\n        options: {create: true}\n',
          ...API,
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\n', ...API } },
      { files: { 'kustomization.yaml': '# vars: none\nresources: [api.yaml]\n', ...API } },
    ],
    bad: [
      badFiles({ 'kustomization.yaml': `resources: [api.yaml]\n«vars»:\n${VAR}`, ...API }),
      badFiles({ 'kustomization.yaml': '«vars»: []\nresources: [api.yaml]\n', ...API }),
      badFiles({
        'prod/kustomization.yaml': 'resources: [../base]\n',
        'base/kustomization.yaml': `«vars»: # of old\n${VAR}resources: [api.yaml]\n`,
        'base/api.yaml': deployment('api'),
      }),
    ],
  },
});
