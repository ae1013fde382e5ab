import type { BuiltObject } from '../../core/kustomize/build/build.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { parseImage } from '../../core/text/imageReference.ts';
import type { Span } from '../../core/text/span.ts';
import { fitting } from './buildProblems.ts';
import { deployment, patch } from './exampleObjects.ts';
import { childrenOf, contains, patchAt } from './patchNodes.ts';
import { retyped } from './scalarEdits.ts';

const ENV = '          env:\n            - name: DATABASE_HOST\n              value: db\n';
const IN_POD = '  template:\n    spec:\n';

export default defineRule({
  id: 'kustomize/patch-container-typo',
  title: 'Name in a patch that is nearly one of the base',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'A strategic merge patch finds containers, variables and volumes by their names. A misspelt name is no error: Kustomize adds a second container or variable, and the one that was meant stays as it is.',
    how: 'Correct the name. A container without an image is judged more strictly than one with an image, which may be meant as another one; names that differ in a number or in a whole word are not reported.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/'],
  },
  check({ build }, { report }) {
    const seen = new Set<string>();
    for (const object of build.objects) {
      if (object.patches.length === 0) continue;
      for (const { item, list, meant } of typos(object)) {
        const { start, end } = item.span;
        const key = `${item.span.source.uri} ${start} ${end}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const name = stringOf(item) ?? '';
        report({
          span: item.span,
          message: fitting(
            `This patch adds the ${ITEMS[list]} "${name}" beside "${meant.text}", which it may mean: that one stays as it is.`,
          ),
          related: [{ span: meant.span, message: `"${meant.text}" is written here.` }],
          fixes: () => rename(item, meant.text),
        });
      }
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n',
          'api.yaml': deployment('proxy'),
          'patch.yaml': patch(
            'proxy',
            `${IN_POD}      containers:\n        - name: proxyd\n          image: example/envoy:1.31.0\n`,
          ),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n',
          'api.yaml': deployment('api', ENV),
          'patch.yaml': patch(
            'api',
            `${IN_POD}      containers:\n        - name: api\n          env:\n            - name: DATABASE_HOST\n              value: db.example.org\n            - name: DATABASE_PORT\n              value: "5432"\n`,
          ),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n',
          'api.yaml': deployment('api-1'),
          'patch.yaml': patch(
            'api-1',
            `${IN_POD}      containers:\n        - name: api-2\n          image: example/api:1.4.2\n`,
          ),
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: patch.yaml\n',
          'api.yaml': deployment('api', '          env: [{name: HTTP_PROXY, value: a}]\n'),
          'patch.yaml': patch(
            'api',
            `${IN_POD}      containers:\n        - name: api\n          env: [{name: HTTPS_PROXY, value: b}]\n`,
          ),
        },
      },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml': 'resources: [web.yaml]\npatches:\n  - path: patch.yaml\n',
          'web.yaml': deployment('web'),
          'patch.yaml': patch(
            'web',
            `${IN_POD}      containers:\n        - name: «wbe»\n          image: registry.example.org/web:1.5.0\n`,
          ),
        },
        {
          'patch.yaml': patch(
            'web',
            `${IN_POD}      containers:\n        - name: web\n          image: registry.example.org/web:1.5.0\n`,
          ),
        },
      ),
      badFiles(
        {
          'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
          'prod/patch.yaml': patch(
            'backend',
            `${IN_POD}      containers:\n        - name: «backnd» # the API\n          resources: {limits: {memory: 1Gi}}\n`,
          ),
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('backend'),
        },
        {
          'prod/patch.yaml': patch(
            'backend',
            `${IN_POD}      containers:\n        - name: backend # the API\n          resources: {limits: {memory: 1Gi}}\n`,
          ),
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: any}\n      spec:\n        template:\n          spec:\n            containers:\n              - name: api\n                env:\n                  - {name: «"DATABSE_HOST"», value: db.example.org}\n',
          'api.yaml': deployment('api', ENV),
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: any}\n      spec:\n        template:\n          spec:\n            containers:\n              - name: api\n                env:\n                  - {name: "DATABASE_HOST", value: db.example.org}\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml': 'resources: [api.yaml]\npatchesStrategicMerge: [patch.yaml]\n',
          'api.yaml': `${deployment('api')}      volumes:\n        - name: uploads\n          emptyDir: {}\n`,
          'patch.yaml': patch(
            'api',
            `${IN_POD}      volumes:\n        - name: «upolads»\n          persistentVolumeClaim: {claimName: uploads}\n`,
          ),
        },
        {
          'patch.yaml': patch(
            'api',
            `${IN_POD}      volumes:\n        - name: uploads\n          persistentVolumeClaim: {claimName: uploads}\n`,
          ),
        },
      ),
    ],
  },
});

const ITEMS: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init container',
  env: 'variable',
  volumes: 'volume',
};

interface Typo {
  readonly item: Node;
  readonly list: string;
  readonly meant: { readonly text: string; readonly span: Span };
}

const known = new WeakMap<Node, { readonly patches: readonly Span[]; readonly typos: Typo[] }>();

/** The slips in one object, looked for once: most objects stay the same from build to build. */
function typos(object: BuiltObject): Typo[] {
  const before = known.get(object.node);
  if (before?.patches === object.patches) return before.typos;
  const patches = object.patches.filter((place) => patchAt(place));
  const found = patches.length === 0 ? [] : typosOf(object, patches);
  known.set(object.node, { patches: object.patches, typos: found });
  return found;
}

function typosOf(object: BuiltObject, patches: readonly Span[]): Typo[] {
  return listsIn(object.node).flatMap(({ list, items }) =>
    items.flatMap((item): Typo[] => {
      const node = get(item, 'name');
      const name = stringOf(node);
      const own = node && patches.find((place) => contains(place, node.span));
      // What the patch changes is found by a name that is there before.
      if (!node || name === undefined || !own || (item.parts?.length ?? 0) > 1 || node.overrides) return [];
      const others = items.flatMap((each) => {
        const other = get(each, 'name');
        return other && (!contains(own, other.span) || other.overrides) ? [other] : [];
      });
      const closest = closestName(
        name,
        others.flatMap((each) => stringOf(each) ?? []),
      );
      const meant = others.find((each) => stringOf(each) === closest);
      if (closest === undefined || !meant) return [];
      const like = items.find((each) => get(each, 'name') === meant);
      const isTypo = list.endsWith('ontainers')
        ? isContainerTypo(item, name, like, closest)
        : isSlip(name, closest);
      if (!isTypo) return [];
      return [{ item: node, list, meant: { text: closest, span: (meant.overrides?.at(-1) ?? meant).span } }];
    }),
  );
}

const SHORTEST_NAME = 3;

/** A container without an image cannot be one of its own; one with the image of another is nearly never. */
function isContainerTypo(item: Node, name: string, like: Node | undefined, meant: string): boolean {
  const [own, other] = [item, like].map((each) => programOf(stringOf(get(each, 'image'))));
  if (own === undefined) return true;
  if (other !== own) return other === undefined && isSlip(name, meant);
  if (isSlip(name, meant)) return true;
  const sameBut = (pattern: RegExp): boolean => name.replace(pattern, '') === meant.replace(pattern, '');
  const short = Math.min(name.length, meant.length) < SHORTEST_NAME;
  return !short && !sameBut(/\d+/g) && !sameBut(/s$/) && edits(name, meant) <= 1;
}

/** The last part of an image's repository: registries and organizations are often mirrored. */
function programOf(image: string | undefined): string | undefined {
  return image === undefined ? undefined : parseImage(image)?.repository.split('/').at(-1);
}

function listsIn(node: Node): { list: string; items: readonly Node[] }[] {
  const own = entriesOf(node).flatMap(({ key, value }) =>
    key in ITEMS && value.kind === 'seq' ? [{ list: key, items: itemsOf(value) }] : [],
  );
  return [...own, ...childrenOf(node).flatMap(listsIn)];
}

/** Whether one name becomes the other by one slip of a finger, not by another number, word or plural. */
function isSlip(a: string, b: string): boolean {
  if (a.replace(/\d+/g, '') === b.replace(/\d+/g, '')) return false;
  const [one, other] = [a.split(/[-_.]/), b.split(/[-_.]/)];
  if (one.length !== other.length) return true;
  const differing = one.filter((word, index) => word !== other[index]);
  const index = one.findIndex((word, at) => word !== other[at]);
  const [word = '', like = ''] = [one[index], other[index]];
  if (differing.length !== 1 || Math.min(word.length, like.length) < 4) return false;
  if (`${word}s`.toLowerCase() === like.toLowerCase() || `${like}s`.toLowerCase() === word.toLowerCase())
    return false;
  return Math.abs(word.length - like.length) <= 1 && edits(word, like) <= 1;
}

/** What is left of two words when their common start and end are taken away: 1 for one letter, or two that are swapped. */
function edits(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const swapped = left.length === 2 && left === `${right[1] ?? ''}${right[0] ?? ''}`;
  return swapped ? 1 : Math.max(left.length, right.length);
}

function rename(item: Node, text: string): Fix[] {
  const fixed = retyped(item, text);
  return fixed ? [{ title: `Change to "${text}"`, safe: false, edits: fixed }] : [];
}
