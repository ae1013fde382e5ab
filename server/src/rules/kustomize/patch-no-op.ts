import { edit } from '../../core/edit/edit.ts';
import type { MapNode, Node } from '../../core/model/node.ts';
import { dataOf, get, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import type { Span } from '../../core/text/span.ts';
import { fitting, shorten } from './buildProblems.ts';
import { deployment, patch } from './exampleObjects.ts';
import { patchedValues, placeKey } from './patchedValues.ts';
import { patchAt } from './patchNodes.ts';

const API = deployment('api').replace('spec:\n', 'spec:\n  replicas: 2\n');
const KUSTOMIZATION = 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n';

export default defineRule({
  id: 'kustomize/patch-no-op',
  title: 'Patch that changes nothing',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'information' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'A patch that sets what the base has already says nothing today, and something unexpected tomorrow: when the base changes, the environment stays behind. Mostly it is left over from a time when the two differed.',
    how: 'Take it out, unless the value is meant to stay whatever the base says. Only strategic merge patches are judged.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/'],
  },
  check({ build }, { report }) {
    const idle = new Map<string, { idle: boolean; below: Span | undefined }>();
    for (const { node, below } of patchedValues(build)) {
      const key = placeKey(node.span);
      const same = below !== undefined && node.kind !== 'map' && isSame(node, below);
      const before = idle.get(key)?.idle ?? true;
      idle.set(key, { idle: before && same, below: below?.span });
    }
    const places = new Map(build.objects.flatMap(({ patches }) => patches.map((at) => [placeKey(at), at])));
    for (const place of places.values()) {
      const written = patchAt(place);
      if (!written) continue;
      const leaves = leavesOf(written.node);
      const idleLeaves = leaves.filter(({ node }) => idle.get(placeKey(node.span))?.idle);
      const name = get(written.node, 'metadata', 'name');
      if (leaves.length > 0 && idleLeaves.length === leaves.length && name) {
        report({
          span: name.span,
          message: fitting(
            `The patch of "${shorten(stringOf(name) ?? '')}" changes nothing: all that it sets is so already.`,
          ),
          tags: ['unnecessary'],
        });
        continue;
      }
      for (const { node, map, key } of idleLeaves) {
        const below = idle.get(placeKey(node.span))?.below;
        report({
          span: node.span,
          message: `"${shorten(key)}" has this value already without the patch: this line changes nothing.`,
          tags: ['unnecessary'],
          ...(below ? { related: [{ span: below, message: 'It is set here.' }] } : {}),
          fixes: () => {
            const edits = written.inline ? [] : edit.remove(map, key);
            return edits.length === 0
              ? []
              : [{ title: `Remove "${key}" from the patch`, safe: false, edits }];
          },
        });
      }
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': API,
          'patch.yaml': patch('api', '  replicas: 3\n'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml, web.yaml]\npatches:\n  - target: {kind: Deployment}\n    path: patch.yaml\n',
          'api.yaml': API,
          'web.yaml': deployment('web'),
          'patch.yaml': patch('any', '  replicas: 2\n'),
        },
      },
      {
        files: {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': API,
          'patch.yaml': '$patch: delete\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\n',
        },
      },
    ],
    bad: [
      badFiles({
        'kustomization.yaml': KUSTOMIZATION,
        'api.yaml': API,
        'patch.yaml': patch('«api»', '  replicas: 2 # as before\n'),
      }),
      badFiles(
        {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': API,
          'patch.yaml': patch(
            'api',
            '  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: api\n          image: «example/api:1.4.2»\n          tty: true # for debugging\n',
          ),
        },
        {
          'patch.yaml': patch(
            'api',
            '  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: api\n          tty: true # for debugging\n',
          ),
        },
      ),
      badFiles({
        'kustomization.yaml':
          'resources: [api.yaml]\npatches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: api}\n      spec:\n        replicas: «2»\n        paused: true\n',
        'api.yaml': API,
      }),
    ],
  },
});

/** A value of a patch that is not there to say what is patched. */
interface Leaf {
  readonly node: Node;
  readonly map: MapNode;
  readonly key: string;
}

/** What items of lists are told apart by. */
const KEYS =
  /^(?:name|containerPort|port|protocol|mountPath|devicePath|ip|key|type|uid|topologyKey|whenUnsatisfiable)$/;

function leavesOf(node: Node, path: readonly string[] = [], inItem = false): Leaf[] {
  if (node.kind === 'seq') {
    return node.items.flatMap((item): Leaf[] =>
      item.value.kind === 'scalar' ? [] : leavesOf(item.value, path, true),
    );
  }
  if (node.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }): Leaf[] => {
    const at = [...path, key];
    if (/^(?:apiVersion|kind|metadata\.name|metadata\.namespace)$/.test(at.join('.'))) return [];
    if (inItem && KEYS.test(key)) return [];
    const plain = value.kind === 'seq' && value.items.some((item) => item.value.kind === 'scalar');
    const empty = value.kind !== 'scalar' && value.weight === 1;
    if (value.kind === 'scalar' || plain || empty) return [{ node: value, map: node, key }];
    return leavesOf(value, at);
  });
}

function isSame(a: Node, b: Node): boolean {
  return a.kind === b.kind && JSON.stringify(dataOf(a)) === JSON.stringify(dataOf(b));
}
