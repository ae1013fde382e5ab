import { edit } from '../../core/edit/edit.ts';
import type { Entry, MapNode, Node } from '../../core/model/node.ts';
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
      const { parts, whole } = idleIn(written.node, ({ span }) => idle.get(placeKey(span))?.idle === true);
      const name = get(written.node, 'metadata', 'name');
      if (whole && parts.length > 0 && name) {
        report({
          span: name.span,
          message: fitting(
            `The patch of "${shorten(stringOf(name) ?? '')}" changes nothing: all that it sets is so already.`,
          ),
          tags: ['unnecessary'],
        });
        continue;
      }
      for (const { map, at } of parts) {
        const below = idle.get(placeKey(at.value.span))?.below;
        report({
          span: at.value.kind === 'scalar' ? at.value.span : at.keySpan,
          message: `"${shorten(at.key)}" is so already without the patch: this part of it changes nothing.`,
          tags: ['unnecessary'],
          ...(below ? { related: [{ span: below, message: 'It is set here.' }] } : {}),
          fixes: () => {
            const edits = written.inline ? [] : edit.remove(map, at.key);
            return edits.length === 0
              ? []
              : [{ title: `Remove "${at.key}" from the patch`, safe: false, edits }];
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
      badFiles(
        {
          'kustomization.yaml': KUSTOMIZATION,
          'api.yaml': deployment('api', '          resources:\n            limits: {memory: 1Gi, cpu: 1}\n'),
          'patch.yaml': patch(
            'api',
            '  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: api\n          «resources»:\n            limits:\n              memory: 1Gi\n              cpu: 1\n          tty: true\n',
          ),
        },
        {
          'patch.yaml': patch(
            'api',
            '  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: api\n          tty: true\n',
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

/** What in a patch changes nothing: the largest parts that are so as a whole. */
interface Idle {
  readonly parts: readonly { readonly map: MapNode; readonly at: Entry }[];
  /** Whether nothing in it changes anything. */
  readonly whole: boolean;
}

/** What items of lists are told apart by. */
const KEYS =
  /^(?:name|containerPort|port|protocol|mountPath|devicePath|ip|key|type|uid|topologyKey|whenUnsatisfiable)$/;
/** What says which object is meant, or what no object of its kind can do without. */
const NEEDED =
  /^(?:apiVersion|kind|metadata\.name|metadata\.namespace|spec\.selector|spec\.template\.metadata\.labels)$/;

function idleIn(
  node: Node,
  isIdle: (value: Node) => boolean,
  path: readonly string[] = [],
  inItem = false,
): Idle {
  if (node.kind === 'scalar' || node.weight === 1) return { parts: [], whole: isIdle(node) };
  if (node.kind === 'seq') {
    if (isIdle(node)) return { parts: [], whole: true };
    const items = node.items.map((item) =>
      item.value.kind === 'scalar' ? { parts: [], whole: false } : idleIn(item.value, isIdle, path, true),
    );
    return { parts: items.flatMap(({ parts }) => parts), whole: items.every(({ whole }) => whole) };
  }
  let whole = true;
  const parts = node.entries.flatMap((at): Idle['parts'] => {
    const below = [...path, at.key];
    if (NEEDED.test(below.join('.')) || (inItem && KEYS.test(at.key))) return [];
    const inside = idleIn(at.value, isIdle, below);
    if (!inside.whole) whole = false;
    else if (
      at.value.kind === 'scalar' ||
      at.value.weight === 1 ||
      isIdle(at.value) ||
      inside.parts.length > 0
    )
      return [{ map: node, at }];
    return inside.parts;
  });
  return { parts, whole };
}

function isSame(a: Node, b: Node): boolean {
  return a.kind === b.kind && JSON.stringify(dataOf(a)) === JSON.stringify(dataOf(b));
}
