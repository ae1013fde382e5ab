import type { Node, SeqNode } from '../../core/model/node.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment, patch } from './exampleObjects.ts';
import { patchedValues, placeKey } from './patchedValues.ts';
import { entryAt, patchAt } from './patchNodes.ts';

const KUSTOMIZATION = 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n';
const ENV_FROM = '          envFrom:\n            - configMapRef: {name: common}\n';
const IN_POD = '  template:\n    spec:\n      containers:\n        - name: api\n';
const TOLERATIONS =
  '      tolerations:\n        - {key: gpu, operator: Exists}\n        - {key: spot, operator: Exists}\n';

export default defineRule({
  id: 'kustomize/list-replaced',
  title: "Patch that drops entries of the base's list",
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Kustomize merges few lists, those whose entries have a key such as `name`. Any other list in a patch takes the place of the whole list in the base, and what the patch does not repeat is gone without a word.',
    how: "Repeat the base's entries, or add the new one with a JSON patch (`op: add`, `path: .../-`). Lists that are changed entry by entry are not reported, nor are `command` and `args`; `$patch: replace` says that all of it is meant.",
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/'],
  },
  check({ build }, { report }) {
    const seen = new Set<string>();
    for (const { node, below, patch: place } of patchedValues(build)) {
      if (node.kind !== 'seq' || below?.kind !== 'seq' || node.items.length === 0) continue;
      const written = patchAt(place);
      const found = written && entryAt(written.node, node.span);
      if (!found || seen.has(placeKey(node.span)) || isMeant(node, found.key)) continue;
      const dropped = droppedBy(node, below);
      if (dropped === 0) continue;
      seen.add(placeKey(node.span));
      const what = dropped === 1 ? 'one entry' : `${dropped} entries`;
      report({
        span: found.keySpan,
        message: `"${found.key}" is not merged: this patch drops ${what} that the object has without it.`,
        related: [{ span: below.span, message: 'This list is replaced.' }],
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': deployment(
            'api',
            '          env: [{name: A, value: a}]\n          args: [--debug, --port=80]\n',
          ),
          'patch.yaml': patch(
            'api',
            `${IN_POD}          env: [{name: B, value: b}]\n          args: [--port=81]\n`,
          ),
        },
      },
      {
        files: {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': deployment('api') + TOLERATIONS,
          'patch.yaml': patch(
            'api',
            '  template:\n    spec:\n      tolerations:\n        - {key: gpu, operator: Exists}\n        - {key: spot, operator: Exists}\n        - {key: arm, operator: Exists}\n',
          ),
        },
      },
      {
        files: {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml':
            'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: api}\nspec:\n  rules:\n    - host: example.org\n      http: {paths: []}\n',
          'patch.yaml':
            'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: api}\nspec:\n  rules:\n    - host: www.example.org\n      http: {paths: []}\n',
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: replace, path: /spec/template/spec/tolerations, value: [{key: arm}]}\n',
          'api.yaml': deployment('api') + TOLERATIONS,
        },
      },
    ],
    bad: [
      badFiles({
        'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
        'prod/patch.yaml': patch(
          'api',
          `${IN_POD}          «envFrom»: # in production only\n            - secretRef: {name: api}\n`,
        ),
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': deployment('api', ENV_FROM),
      }),
      badFiles({
        'kustomization.yaml': KUSTOMIZATION,
        'api.yaml': deployment('api') + TOLERATIONS,
        'patch.yaml': patch(
          'api',
          '  template:\n    spec:\n      «tolerations»: [{key: arm, operator: Exists}]\n',
        ),
      }),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatches:\n  - patch: |-\n      apiVersion: argoproj.io/v1alpha1\n      kind: Rollout\n      metadata: {name: api}\n      spec:\n        template:\n          spec:\n            «containers»:\n              - name: api\n                image: example/api:1.5.0\n',
        'api.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: example/api:1.4.2\n          ports: [{containerPort: 80}]\n',
      }),
    ],
  },
});

/** Whether a list is written as a whole on purpose. */
function isMeant({ span: { source, start, end } }: SeqNode, key: string): boolean {
  return key === 'command' || key === 'args' || source.text.slice(start, end).includes('$patch');
}

/** How many entries of a list the other one neither repeats nor changes. */
function droppedBy(upper: SeqNode, lower: SeqNode): number {
  const left = upper.items.map((item) => item.value);
  let dropped = 0;
  for (const { value } of lower.items) {
    const at = left.findIndex((each) => covers(each, value));
    if (at < 0) dropped++;
    else left.splice(at, 1);
  }
  return dropped;
}

/** Whether an entry has all that another one has, whatever the values. */
function covers(upper: Node, lower: Node): boolean {
  if (upper.kind !== 'map' || lower.kind !== 'map') return upper.kind === lower.kind;
  return lower.entries.every(({ key }) => upper.entries.some((each) => each.key === key));
}
