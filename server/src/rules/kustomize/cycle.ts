import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { problemOf, shorten } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';
import { textAt } from './scalarEdits.ts';

export default defineRule({
  id: 'kustomize/cycle',
  title: 'Kustomizations that include each other',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'A kustomization that leads back to itself, or to a folder above it, has no end: Kustomize refuses to build it. Nothing of the environment can be deployed until one of the entries goes.',
    how: 'Move what both need into a base of its own, and have both use that.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems) {
      if (problem.code !== 'cycle') continue;
      report({
        ...problemOf(problem),
        message: `"${shorten(textAt(problem.span))}" leads back to a kustomization that includes this one, or above it: Kustomize refuses.`,
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'prod/kustomization.yaml': 'resources: [../base]\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'prod/kustomization.yaml': 'resources: [../api, ../web]\n',
          'api/kustomization.yaml': 'components: [../common]\nresources: [api.yaml]\n',
          'api/api.yaml': deployment('api'),
          'web/kustomization.yaml': 'components: [../common]\nresources: [web.yaml]\n',
          'web/web.yaml': deployment('web'),
          'common/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {team: shop}\n',
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\n',
          'api.yaml': deployment('api'),
        },
      },
    ],
    bad: [
      badFiles({
        'prod/kustomization.yaml': 'resources: [../base]\n',
        'base/kustomization.yaml': 'resources:\n  - api.yaml\n  - ../common\n',
        'base/api.yaml': deployment('api'),
        'common/kustomization.yaml': 'resources:\n  - «../base» # for the API\n',
      }),
      badFiles({
        'app/overlays/prod/kustomization.yaml': 'resources:\n  - «..»\n',
        'app/overlays/kustomization.yaml': 'resources: [../base]\n',
        'app/base/kustomization.yaml': 'resources: [api.yaml]\n',
        'app/base/api.yaml': deployment('api'),
      }),
      badFiles({
        'prod/kustomization.yaml': 'resources: [../base]\n',
        'base/kustomization.yaml': 'resources: [api.yaml]\ncomponents: [../parts]\n',
        'base/api.yaml': deployment('api'),
        'parts/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [«"../base"»]\n',
      }),
    ],
  },
});
