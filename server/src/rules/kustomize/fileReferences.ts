import { isRemote } from '../../core/kustomize/build/remote.ts';
import type { Node, ScalarNode } from '../../core/model/node.ts';
import { get, itemsOf } from '../../core/model/read.ts';

/** What a path has to lead to: a file, a folder with a kustomization, or one of the two. */
export type ReferenceKind = 'file' | 'folder' | 'either';

/** A path in a kustomization. */
export interface Reference {
  readonly node: ScalarNode;
  readonly path: string;
  /** Where the path starts in the scalar's text. */
  readonly from: number;
  readonly kind: ReferenceKind;
  /** The field that it stands in: `files` and `envs` for those of generators. */
  readonly field: string;
}

const LISTS: readonly (readonly [field: string, kind: ReferenceKind])[] = [
  ['resources', 'either'],
  ['bases', 'folder'],
  ['components', 'folder'],
  ['patchesStrategicMerge', 'file'],
  ['configurations', 'file'],
  ['crds', 'file'],
  ['generators', 'either'],
  ['transformers', 'either'],
];

/** The local paths that a kustomization names, field by field. */
export function referencesIn(root: Node): Reference[] {
  const lists = LISTS.flatMap(([field, kind]) =>
    itemsOf(get(root, field)).flatMap((item) => reference(item, kind, field)),
  );
  const paths = ['patches', 'patchesJson6902', 'replacements'].flatMap((field) =>
    itemsOf(get(root, field)).flatMap((item) => reference(get(item, 'path'), 'file', field)),
  );
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((field) => itemsOf(get(root, field)));
  return [
    ...lists,
    ...paths,
    ...reference(get(root, 'openapi', 'path'), 'file', 'openapi'),
    ...generators.flatMap((each) => [
      ...itemsOf(get(each, 'files')).flatMap((item) => reference(item, 'file', 'files')),
      ...itemsOf(get(each, 'envs')).flatMap((item) => reference(item, 'file', 'envs')),
      ...reference(get(each, 'env'), 'file', 'envs'),
    ]),
  ];
}

function reference(node: Node | undefined, kind: ReferenceKind, field: string): Reference[] {
  if (node?.kind !== 'scalar' || node.value === null) return [];
  // Those of a generator may have a key: `app.properties=config/app.properties`.
  const from = field === 'files' ? node.text.indexOf('=') + 1 : 0;
  const path = node.text.slice(from);
  // An inline patch is no path, nor is what a template engine fills in.
  if (path === '' || /[\n{:$]/.test(path) || isRemote(path)) return [];
  return [{ node, path, from, kind, field }];
}
