import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { problemOf, shorten } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';
import { textAt } from './scalarEdits.ts';

const API = deployment('api', '          env:\n            - {name: LEVEL, value: debug}\n');

export default defineRule({
  id: 'kustomize/json6902-bad-path',
  title: 'JSON patch with a path that leads nowhere',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Kustomize refuses to build where an operation of a JSON patch names a place that the object does not have: a key that is missing on the way, or an index beyond the end of a list. A base that gets or loses one list item breaks such patches.',
    how: 'Correct the path, or `add` what is missing on the way first. `-` as the last step of an `add` is the end of a list; `/` in a key is written `~1`. A strategic merge patch goes by names instead of by indices.',
    references: ['https://datatracker.ietf.org/doc/html/rfc6902'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems) {
      if (problem.code !== 'json6902-bad-path') continue;
      const path = shorten(textAt(problem.span));
      report({
        ...problemOf(problem),
        message: `The path "${path}" leads nowhere in the object that is patched: Kustomize refuses to build.`,
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: add\n        path: /spec/template/spec/containers/0/env/-\n        value: {name: COLOR, value: red}\n      - {op: replace, path: /spec/replicas, value: 3}\n      - {op: remove, path: /spec/template/spec/containers/0/env/0}\n',
          'api.yaml': API,
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    path: patch.yaml\n',
          'patch.yaml':
            '- {op: add, path: /metadata/annotations, value: {}}\n- {op: add, path: /metadata/annotations/example.org~1team, value: shop}\n',
          'api.yaml': API,
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Service}\n    patch: |-\n      - {op: remove, path: /spec/type}\n',
          'api.yaml': API,
        },
      },
    ],
    bad: [
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: replace # the level\n        path: «/spec/template/spec/containers/0/env/1/value»\n        value: warn\n',
        'api.yaml': API,
      }),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatchesJson6902:\n  - target: {group: apps, version: v1, kind: Deployment, name: api}\n    patch: |-\n      - {op: remove, path: «/metadata/labels»}\n',
        'api.yaml': API,
      }),
      badFiles({
        'prod/kustomization.yaml':
          'resources: [../base]\npatches:\n  - path: patch.yaml\n    target: {kind: Deployment}\n',
        'prod/patch.yaml': '- op: add\n  path: «/spec/strategy/type»\n  value: Recreate\n',
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': API,
      }),
    ],
  },
});
