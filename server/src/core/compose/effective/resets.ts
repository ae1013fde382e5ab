import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';

/** A path of keys in a Compose file. */
export type KeyPath = readonly string[];

/** A layer without its `!reset`s, and the paths that it takes away from the layers below. */
export interface ResetLayer {
  readonly root: MapNode;
  readonly paths: readonly KeyPath[];
}

/** Finds `!reset` and `!override` in a layer (Compose specification, "Merge": reset value, replace value). */
export function readResets(root: MapNode): ResetLayer {
  const paths: KeyPath[] = [];
  const kept = walk(root, [], paths);
  return { root: kept?.kind === 'map' ? kept : withEntries(root, []), paths };
}

function walk(node: Node, path: KeyPath, paths: KeyPath[]): Node | undefined {
  if (node.tag === '!reset') {
    paths.push(path);
    return undefined;
  }
  if (node.tag === '!override') {
    paths.push(path);
    return node;
  }
  if (node.kind === 'map') {
    const entries = node.entries.flatMap((each) => {
      const value = walk(each.value, [...path, each.key], paths);
      return value ? [withValue(each, value)] : [];
    });
    return withEntries(node, entries);
  }
  if (node.kind === 'seq') {
    const items = node.items.flatMap((item, index) => {
      const value = walk(item.value, [...path, `[${index}]`], paths);
      return value ? [value === item.value ? item : { ...item, value }] : [];
    });
    return withItems(node, items);
  }
  return node;
}

/** A layer without what the layer above takes away. */
export function withoutPaths(root: MapNode, paths: readonly KeyPath[]): MapNode {
  return paths.reduce<MapNode>((map, path) => without(map, path), root);
}

function without(map: MapNode, [key, ...rest]: KeyPath): MapNode {
  const entries = map.entries.flatMap((each) => {
    if (each.key !== key) return [each];
    if (rest.length === 0) return [];
    return each.value.kind === 'map' ? [withValue(each, without(each.value, rest))] : [each];
  });
  return withEntries(map, entries);
}
