import type { BuildProblem } from '../../core/kustomize/build/build.ts';
import { rootOf } from '../../core/model/document.ts';
import { get } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { resolvePath } from '../../core/text/uri.ts';
import { isInKustomization, isJudged, problemOf } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';
import { isForeign } from './kustomizationFields.ts';
import { childrenOf, contains } from './patchNodes.ts';
import { textAt } from './scalarEdits.ts';

export default defineRule({
  id: 'kustomize/build-refused',
  title: 'Kustomization that Kustomize refuses to build',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Kustomize gives up at the first thing that it can not do, and nothing of the environment can be deployed. This rule says what that is, wherever no other rule of this family does.',
    how: 'Mend what the message says; Kustomize may then give up at the next one. `kubectl kustomize <folder>` says the same in its own words.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/'],
  },
  check({ node, build }, { report }) {
    if (isForeign({ node })) return;
    for (const problem of build.problems)
      if (problem.kind === 'error' && !isSaidElsewhere(problem)) report(problemOf(problem));
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\nconfigMapGenerator:\n  - name: app\n    files: [app.properties]\n',
          'app.properties': 'level=warn\n',
          'api.yaml': deployment('api'),
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\nfoo: bar\n' } },
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n',
        },
      },
    ],
    bad: [
      badFiles({
        'kustomization.yaml':
          'configMapGenerator:\n  - name: app\n    files:\n      - «/etc/app.properties» # settings\n',
      }),
      badFiles({
        'prod/kustomization.yaml': 'resources:\n  - «../base/api.yaml»\n',
        'base/api.yaml': deployment('api'),
      }),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: «overwrite»\n        path: /spec/replicas\n        value: 3\n',
        'api.yaml': deployment('api'),
      }),
      badFiles({
        'kustomization.yaml': 'resources:\n  - api.yaml\n  - values.yaml\n',
        'api.yaml': deployment('api'),
        'values.yaml': '«replicas»: 3\n',
      }),
    ],
  },
});

const OTHER_RULES = new Set([
  'cycle',
  'duplicate-resource',
  'json6902-bad-path',
  'missing-kustomization',
  'patch-no-match',
  'replicas-no-match',
]);

/** Whether another rule, or the reading of YAML, says the same. */
function isSaidElsewhere(problem: BuildProblem): boolean {
  const { code, span } = problem;
  if (OTHER_RULES.has(code)) return true;
  switch (code) {
    case 'missing-resource':
    case 'missing-file':
    case 'missing-patch':
      return resolvePath(span.source.uri, textAt(span).replace(/^[^/]*=/, '')) !== undefined;
    case 'unknown-field':
    case 'wrong-type':
      return isInKustomization(span) && !isInline(problem);
    case 'syntax':
      return isJudged(span) && !isInline(problem);
    case 'duplicate-key':
      return isJudged(span) && !isInKustomization(span);
    default:
      return false;
  }
}

/** Whether a place is in a text that a kustomization holds. */
function isInline({ span }: BuildProblem): boolean {
  const root = rootOf(span.source);
  const around = (node: NonNullable<typeof root>): boolean =>
    contains(node.span, span) &&
    (node.kind === 'scalar'
      ? node.style === 'literal' || node.style === 'folded' || node.text.includes('\n')
      : childrenOf(node).some(around));
  return (
    isInKustomization(span) &&
    ['patches', 'patchesJson6902', 'patchesStrategicMerge'].some((field) => {
      const value = get(root, field);
      return value !== undefined && around(value);
    })
  );
}
