import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { problemOf } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';

export default defineRule({
  id: 'kustomize/incomplete',
  title: 'Part of a kustomization that is not built here',
  category: 'maintainability',
  levels: { recommended: 'hint', strict: 'hint' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Plumbline builds kustomizations from the files of the workspace: it fetches nothing, and runs no charts and no programs. What such parts bring is not judged, and rules that would have to know it say nothing.',
    how: 'Nothing has to be done. Put a copy of a remote base into the repository if you want it to be judged as well.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems)
      if (problem.kind === 'incomplete' || problem.code === 'build-metadata') report(problemOf(problem));
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\n',
          'api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [base]\nimages: [{name: example/web, newTag: "2"}]\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
      },
      { files: { 'kustomization.yaml': 'resources: [gone.yaml]\n' } },
    ],
    bad: [
      badFiles({
        'kustomization.yaml':
          'resources:\n  - api.yaml\n  - «https://github.com/example/base//config?ref=v1.2.0»\n',
        'api.yaml': deployment('api'),
      }),
      badFiles({
        'prod/kustomization.yaml': 'resources: [../base]\n',
        'base/kustomization.yaml':
          'resources: [api.yaml]\nhelmCharts:\n  - «name»: redis\n    repo: https://charts.example.org\n    version: 18.0.1\n',
        'base/api.yaml': deployment('api'),
      }),
      badFiles({
        'kustomization.yaml': 'resources: [api.yaml]\nbuildMetadata: [«originAnnotations»]\n',
        'api.yaml': deployment('api'),
      }),
    ],
  },
});
