import { partsOf } from '../model/derive.ts';
import type { Entry, Item, MapNode, Node, SeqNode } from '../model/node.ts';

/** From nodes of the effective model back to what is written in files. What is computed can't be edited. */

/** The mapping in the lowest layer, to which what every environment lacks is added; undefined for a computed one. */
export function writtenMap(map: MapNode): MapNode | undefined {
  return mapParts(map)[0];
}

/** The sequence in the lowest layer; undefined for a computed one. */
export function writtenSeq(seq: SeqNode): SeqNode | undefined {
  return partsOf(seq).find((each): each is SeqNode => each.kind === 'seq' && !each.made);
}

/** The mappings as written, each with the entry that has the key, the lowest layer's first. */
export function holdersOf(map: MapNode, key: string): { readonly map: MapNode; readonly entry: Entry }[] {
  return mapParts(map).flatMap((part) => {
    const entry = part.entries.find((each) => each.key === key && !each.via);
    return entry ? [{ map: part, entry }] : [];
  });
}

/** The sequence as written that holds an item, and the item's index in it. */
export function holderOfItem(
  seq: SeqNode,
  item: Item,
): { readonly seq: SeqNode; readonly index: number } | undefined {
  for (const part of partsOf(seq)) {
    if (part.kind !== 'seq' || part.made) continue;
    const index = part.items.findIndex((each) => each === item || isSamePlace(each, item));
    if (index >= 0) return { seq: part, index };
  }
  return undefined;
}

function isSamePlace(a: Item, b: Item): boolean {
  return a.value.span.source === b.value.span.source && a.start === b.start;
}

function mapParts(map: MapNode): MapNode[] {
  return partsOf(map).filter((each: Node): each is MapNode => each.kind === 'map' && !each.made);
}
