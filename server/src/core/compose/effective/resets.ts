import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { stringOf } from '../../model/read.ts';
import { underKey } from './forms.ts';

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
  const kept = walk(root, [], paths, false);
  return { root: kept?.kind === 'map' ? kept : withEntries(root, []), paths };
}

/** `repeated`: below an alias. A `!reset` there takes nothing from the layers below. */
function walk(node: Node, path: KeyPath, paths: KeyPath[], repeated: boolean): Node | undefined {
  if (node.tag === '!reset') {
    if (!repeated) paths.push(path);
    return undefined;
  }
  if (node.tag === '!override') {
    paths.push(path);
    return node;
  }
  const below = repeated || node.via !== undefined;
  if (node.kind === 'map') {
    const entries = node.entries.flatMap((each) => {
      const value = walk(each.value, [...path, each.key], paths, below || each.via !== undefined);
      return value ? [withValue(each, value)] : [];
    });
    return withEntries(node, entries);
  }
  if (node.kind === 'seq') {
    const items = node.items.flatMap((item, index) => {
      const value = walk(item.value, [...path, `[${index}]`], paths, below);
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
    const [next] = rest;
    if (next === undefined) return [];
    return [withValue(each, withoutBelow(each.key, each.value, next, rest))];
  });
  return withEntries(map, entries);
}

/** Some short forms have keys too: the names in a list, a build's context. */
function withoutBelow(key: string, value: Node, next: string, rest: KeyPath): Node {
  if (value.kind === 'map') return without(value, rest);
  if (value.kind === 'scalar')
    return key === 'build' ? withoutBelow('', underKey(value, 'context'), next, rest) : value;
  if ((key !== 'depends_on' && key !== 'networks') || rest.length > 1) return value;
  return withItems(
    value,
    value.items.filter((item) => stringOf(item.value) !== next),
  );
}
