import type { MapNode, Node } from '../model/node.ts';
import { asMap, get, itemsOf, stringOf } from '../model/read.ts';
import { baseName, folderOf, resolvePath } from '../text/uri.ts';

/** A kustomization file, with what it refers to as URIs. */
export interface Kustomization {
  readonly uri: string;
  /** The folder it stands in: what others refer to it by. */
  readonly folder: string;
  readonly node: MapNode;
  readonly component: boolean;
  /** Files and folders under `resources`, `bases` and `components`; remote ones are left out. */
  readonly resources: readonly string[];
  /** Patch files, of every field that takes them. */
  readonly patches: readonly string[];
  /** Images that `images:` rewrites, by the name it looks for. */
  readonly images: ReadonlyMap<string, ImageChange>;
}

/** What an entry of `images:` sets. */
export interface ImageChange {
  readonly newName: string | undefined;
  readonly newTag: string | undefined;
  readonly digest: string | undefined;
}

/** The names that make a file a kustomization, the one that Kustomize prefers first. */
export const KUSTOMIZATION_NAMES: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** Whether a file's name makes it a kustomization. */
export function isKustomizationName(uri: string): boolean {
  return KUSTOMIZATION_NAMES.includes(baseName(uri));
}

/** Reads a kustomization; undefined where its root is not a mapping. */
export function kustomizationOf(uri: string, root: Node | undefined): Kustomization | undefined {
  const node = asMap(root);
  if (!node) return undefined;
  const folder = folderOf(uri);
  const paths = (...fields: string[]): string[] =>
    fields.flatMap((field) => itemsOf(get(node, field))).flatMap((item) => pathOf(folder, item));
  const inPatches = ['patches', 'patchesJson6902'].flatMap((field) => itemsOf(get(node, field)));
  return {
    uri,
    folder,
    node,
    component: stringOf(get(node, 'kind')) === 'Component',
    resources: paths('resources', 'bases', 'components'),
    patches: [
      ...inPatches.flatMap((item) => pathOf(folder, get(item, 'path'))),
      ...paths('patchesStrategicMerge', 'transformers', 'generators', 'configurations', 'crds'),
      ...itemsOf(get(node, 'replacements')).flatMap((item) => pathOf(folder, get(item, 'path'))),
    ],
    images: new Map(
      itemsOf(get(node, 'images')).flatMap((item) => {
        const name = stringOf(get(item, 'name'));
        return name === undefined ? [] : [[name, imageChange(item)] as const];
      }),
    ),
  };
}

function imageChange(item: Node): ImageChange {
  return {
    newName: stringOf(get(item, 'newName')),
    newTag: stringOf(get(item, 'newTag')),
    digest: stringOf(get(item, 'digest')),
  };
}

function pathOf(folder: string, node: Node | undefined): string[] {
  const text = stringOf(node);
  // An inline patch is a text of several lines, not a path.
  if (text === undefined || text.includes('\n')) return [];
  const uri = resolvePath(folder, text);
  return uri === undefined ? [] : [uri];
}
