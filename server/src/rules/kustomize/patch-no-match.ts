import { rootOf } from '../../core/model/document.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { fitting, problemOf } from './buildProblems.ts';
import { deployment, patch } from './exampleObjects.ts';
import { meantFixes } from './nearObjects.ts';

export default defineRule({
  id: 'kustomize/patch-no-match',
  title: 'Patch that matches no object',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'A patch that names its object itself stops the whole build when there is no such object. A patch with a `target` that matches nothing is worse: Kustomize says nothing, and what the patch should set is not set.',
    how: 'Correct kind, name or namespace: an object goes by the name that its file has, and by the one that prefixes and suffixes made of it. Nothing is reported where remote bases or charts may bring the object, nor for the targets of components, which may be meant for some of those who use them.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems) {
      if (problem.code !== 'patch-no-match') continue;
      const isComponent = stringOf(get(rootOf(problem.span.source), 'kind')) === 'Component';
      // Where there is no object at all, the files are still to be made.
      if (problem.kind === 'note' && (isComponent || problem.among?.length === 0)) continue;
      const message = fitting(problem.message.replace(' of this kustomization ', ' '));
      report({ ...problemOf(problem), message, fixes: () => meantFixes(problem) });
    }
  },
  examples: {
    good: [
      {
        files: {
          'prod/kustomization.yaml':
            'namePrefix: prod-\nresources: [../base]\npatches:\n  - path: api.yaml\n  - target: {kind: Deployment, name: a.*}\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: 2}\n',
          'prod/api.yaml': patch('api', '  replicas: 3\n'),
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [https://github.com/example/base//config?ref=v1.2.0]\npatches:\n  - path: api.yaml\n',
          'api.yaml': patch('api', '  replicas: 3\n'),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\ncomponents: [parts]\n',
          'api.yaml': deployment('api'),
          'parts/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: {kind: StatefulSet}\n    patch: |-\n      - {op: remove, path: /metadata/labels}\n',
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [flux.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /metadata/labels}\n',
          'flux.yaml': '# made by flux bootstrap\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: api.yaml\n',
          'prod/api.yaml': patch('«apii»', '  replicas: 3\n'),
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
        { 'prod/api.yaml': patch('api', '  replicas: 3\n') },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target:\n      «kind»: StatefulSet # the API\n      name: api\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: 2}\n',
          'api.yaml': deployment('api'),
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target:\n      kind: Deployment # the API\n      name: api\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: 2}\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - patch: |-\n      apiVersion: extensions/v1beta1\n      kind: Deployment\n      metadata:\n        name: «api»\n      spec:\n        replicas: 2\n',
          'api.yaml': deployment('api'),
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata:\n        name: api\n      spec:\n        replicas: 2\n',
        },
      ),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatches:\n  - target: {«labelSelector»: app=web}\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: 2}\n',
        'api.yaml': deployment('api'),
      }),
    ],
  },
});
