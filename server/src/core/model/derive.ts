import type { Span } from '../text/span.ts';
import type { Entry, Item, MapNode, Node, ScalarNode, ScalarValue, SeqNode } from './node.ts';

/** Nodes made by merging layers. Each keeps the places of what it was made of; what did not change is shared. */

/** A mapping with other entries, which knows what it was made from; the same mapping where they are the same. */
export function withEntries(map: MapNode, entries: readonly Entry[]): MapNode {
  if (entries.length === map.entries.length && entries.every((each, index) => each === map.entries[index]))
    return map;
  return { ...map, entries, weight: weightOf(entries), parts: partsOf(map) };
}

/** A sequence with other items; see {@link withEntries}. */
export function withItems(seq: SeqNode, items: readonly Item[]): SeqNode {
  if (items.length === seq.items.length && items.every((each, index) => each === seq.items[index]))
    return seq;
  return { ...seq, items, weight: weightOf(items), parts: partsOf(seq) };
}

/** An entry with another value; the same entry where it is the same. */
export function withValue(entry: Entry, value: Node): Entry {
  return value === entry.value ? entry : { ...entry, value };
}

/** A value that takes the place of another one when layers are merged. */
export function replacing(winner: Node, loser: Node): Node {
  return { ...winner, overrides: [...(winner.overrides ?? []), loser, ...(loser.overrides ?? [])] };
}

/**
 * A mapping that two layers wrote parts of. It stands where the lower layer has it, and knows both parts, the lowest
 * layer's first.
 */
export function mergedMap(lower: MapNode, upper: MapNode, entries: readonly Entry[]): MapNode {
  return { ...lower, entries, weight: weightOf(entries), parts: [...partsOf(lower), ...partsOf(upper)] };
}

/** A sequence that two layers wrote items of; see {@link mergedMap}. */
export function mergedSeq(lower: SeqNode, upper: SeqNode, items: readonly Item[]): SeqNode {
  return { ...lower, items, weight: weightOf(items), parts: [...partsOf(lower), ...partsOf(upper)] };
}

/** The nodes as written that a node was merged from, the lowest layer's first; the node itself where it was not. */
export function partsOf(node: Node): readonly Node[] {
  return node.parts ?? [node];
}

/** A scalar that is written nowhere as such: computed from what stands at `span`. */
export function madeScalar(value: ScalarValue, span: Span): ScalarNode {
  const text = value === null ? '' : String(value);
  return { kind: 'scalar', value, text, style: 'plain', span, outerStart: span.start, weight: 1, made: true };
}

/** A mapping that is written nowhere as such: computed from what stands at `span`. */
export function madeMap(entries: readonly Entry[], span: Span): MapNode {
  const weight = weightOf(entries);
  return { kind: 'map', flow: false, entries, span, outerStart: span.start, weight, made: true };
}

/** A sequence that is written nowhere as such: computed from what stands at `span`. */
export function madeSeq(values: readonly Node[], span: Span): SeqNode {
  const items = values.map((value): Item => ({ value, start: value.span.start }));
  const weight = weightOf(items);
  return { kind: 'seq', flow: false, items, span, outerStart: span.start, weight, made: true };
}

function weightOf(children: readonly { readonly value: Node }[]): number {
  return children.reduce((sum, { value }) => sum + value.weight, 1);
}
