import { readInline } from '../../core/kustomize/build/inlineYaml.ts';
import { rootOf } from '../../core/model/document.ts';
import type { MapNode, Node, ScalarNode } from '../../core/model/node.ts';
import { get } from '../../core/model/read.ts';
import type { Span } from '../../core/text/span.ts';

/** A patch as it is written. */
export interface WrittenPatch {
  readonly node: MapNode;
  /** Whether it stands in a text of a kustomization, and not in a file of its own. */
  readonly inline: boolean;
}

/** The strategic merge patch that stands at a place; undefined for what is none: an operation, a generator. */
export function patchAt(place: Span): WrittenPatch | undefined {
  const root = rootOf(place.source);
  const own = root && nodeAt(root, place);
  const found = own ?? (root && inlineAt(root, place));
  if (found?.kind !== 'map' || get(found, 'op') || !get(found, 'kind')) return undefined;
  return { node: found, inline: own === undefined };
}

function inlineAt(root: Node, place: Span): Node | undefined {
  const scalar = literalAround(root, place);
  if (!scalar) return undefined;
  for (const { document } of readInline(scalar).documents) {
    const found = document.root && nodeAt(document.root, place);
    if (found) return found;
  }
  return undefined;
}

function nodeAt(node: Node, place: Span): Node | undefined {
  if (node.span.start === place.start && node.span.end === place.end) return node;
  for (const child of childrenOf(node)) {
    if (!contains(child.span, place)) continue;
    const found = nodeAt(child, place);
    if (found) return found;
  }
  return undefined;
}

function literalAround(node: Node, place: Span): ScalarNode | undefined {
  if (node.kind === 'scalar')
    return node.style === 'literal' && contains(node.span, place) ? node : undefined;
  for (const child of childrenOf(node)) {
    const found = literalAround(child, place);
    if (found) return found;
  }
  return undefined;
}

/** The values in a collection. */
export function childrenOf(node: Node): Node[] {
  if (node.kind === 'map') return node.entries.map((each) => each.value);
  return node.kind === 'seq' ? node.items.map((item) => item.value) : [];
}

/** Whether a place lies in another one. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** The entry of a mapping, at any depth, whose value stands at a place. */
export function entryAt(node: Node, place: Span): { map: MapNode; key: string; keySpan: Span } | undefined {
  if (node.kind === 'map') {
    for (const { key, keySpan, value } of node.entries)
      if (value.span.start === place.start && value.span.end === place.end)
        return { map: node, key, keySpan };
  }
  for (const child of childrenOf(node)) {
    const found = entryAt(child, place);
    if (found) return found;
  }
  return undefined;
}
