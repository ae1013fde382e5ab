import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { problemOf } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';

export default defineRule({
  id: 'kustomize/duplicate-resource',
  title: 'Two resources with the same id',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Kustomize refuses to build two objects with the same group, version, kind, namespace and name. It happens mostly when two bases bring the same file, or when a patch was put under `resources`.',
    how: 'Take one of them out. What two bases share belongs into a third one that the overlay uses once, or into a component; what changes an object that is there belongs under `patches`.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems)
      if (problem.code === 'duplicate-resource') report(problemOf(problem));
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml, web.yaml]\n',
          'api.yaml': deployment('api'),
          'web.yaml': deployment('web'),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [blue, green]\n',
          'blue/kustomization.yaml': 'nameSuffix: -blue\nresources: [../base]\n',
          'green/kustomization.yaml': 'nameSuffix: -green\nresources: [../base]\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'prod/kustomization.yaml':
            'resources: [../base]\nconfigMapGenerator:\n  - name: app\n    behavior: merge\n    literals: [LEVEL=warn]\n',
          'base/kustomization.yaml':
            'configMapGenerator:\n  - name: app\n    literals: [LEVEL=debug, COLOR=red]\n',
        },
      },
    ],
    bad: [
      badFiles({
        'kustomization.yaml': 'resources:\n  - api.yaml\n  - «web.yaml» # copied\n',
        'api.yaml': deployment('api'),
        'web.yaml': deployment('api'),
      }),
      badFiles({
        'prod/kustomization.yaml': 'resources: [../api, «../web»]\n',
        'api/kustomization.yaml': 'resources: [../common]\n',
        'web/kustomization.yaml': 'resources: [../common]\n',
        'common/kustomization.yaml': 'resources: [api.yaml]\n',
        'common/api.yaml': deployment('api'),
      }),
      badFiles({
        'prod/kustomization.yaml':
          'resources: [../base]\nconfigMapGenerator:\n  - name: «app»\n    literals: [LEVEL=warn]\n',
        'base/kustomization.yaml': 'configMapGenerator:\n  - name: app\n    literals: [LEVEL=debug]\n',
      }),
    ],
  },
});
