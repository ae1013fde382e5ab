import { withEntries, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node, ScalarNode, ScalarValue } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { resolvePlain, scalarOf } from './goScalar.ts';

/** What a scalar says, `''` for everything else: as Kustomize compares values. */
export function textOf(node: Node | undefined): string {
  return node?.kind === 'scalar' ? node.text : '';
}

/** Whether there is nothing, or a null. */
export function isNothing(node: Node | undefined): boolean {
  if (node === undefined) return true;
  if (node.kind !== 'scalar') return false;
  return node.value === null || scalarOf(node)?.tag === 'null';
}

/** Whether there is nothing, a null, or an empty collection. */
export function isBlank(node: Node | undefined): boolean {
  if (node?.kind === 'map') return node.entries.length === 0;
  if (node?.kind === 'seq') return node.items.length === 0;
  return isNothing(node);
}

/** Whether a scalar is a string to Kustomize. */
export function isText(node: Node): boolean {
  return node.kind === 'scalar' && scalarOf(node)?.tag === 'str';
}

/** Gives a mapping an entry, in place of the one with the same key or at the end. */
export function setEntry(map: MapNode, added: Entry): MapNode {
  const found = entry(map, added.key);
  if (!found) return withEntries(map, [...map.entries, added]);
  return setValue(map, found, added.value);
}

/** Gives an entry of a mapping another value. */
export function setValue(map: MapNode, found: Entry, value: Node): MapNode {
  if (found.value === value) return map;
  return withEntries(
    map,
    map.entries.map((each) => (each === found ? withValue(each, value) : each)),
  );
}

/** Takes the entry with a key away. */
export function removeEntry(map: MapNode, key: string): MapNode {
  if (!entry(map, key)) return map;
  return withEntries(
    map,
    map.entries.filter((each) => each.key !== key),
  );
}

/** A string that was computed: from what stands at `span`, in place of `old`. */
export function madeText(text: string, span: Span, old?: Node): ScalarNode {
  return made(text, text, span, old);
}

/** A scalar that was computed, with the meaning that its text has when it is not quoted. */
export function madePlain(text: string, span: Span, old?: Node): ScalarNode {
  return made(resolvePlain(text).value, text, span, old);
}

/** A scalar that was computed. */
export function made(value: ScalarValue, text: string, span: Span, old?: Node): ScalarNode {
  const overrides = old === undefined ? undefined : [old, ...(old.overrides ?? [])];
  return {
    kind: 'scalar',
    value,
    text,
    style: 'plain',
    span,
    outerStart: span.start,
    weight: 1,
    made: true,
    ...(overrides === undefined ? {} : { overrides }),
  };
}

/** Whether two nodes are the same in content and in places. */
export function sameNode(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || !sameSpan(a.span, b.span) || a.made !== b.made) return false;
  if ((a.overrides?.length ?? 0) !== (b.overrides?.length ?? 0)) return false;
  if (a.overrides?.some((each, index) => !sameAt(each, b.overrides?.[index]))) return false;
  if ((a.parts?.length ?? 0) !== (b.parts?.length ?? 0)) return false;
  if (a.parts?.some((each, index) => each !== b.parts?.[index])) return false;
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && a.value === b.value && a.text === b.text && a.style === b.style;
    case 'seq':
      return (
        b.kind === 'seq' &&
        a.items.length === b.items.length &&
        a.items.every((each, index) => sameAt(each.value, b.items[index]?.value))
      );
    case 'map':
      return (
        b.kind === 'map' &&
        a.entries.length === b.entries.length &&
        a.entries.every((each, index) => sameEntry(each, b.entries[index]))
      );
  }
}

function sameEntry(a: Entry, b: Entry | undefined): boolean {
  if (a === b) return true;
  return b !== undefined && a.key === b.key && sameSpan(a.keySpan, b.keySpan) && sameNode(a.value, b.value);
}

function sameAt(a: Node, b: Node | undefined): boolean {
  return b !== undefined && sameNode(a, b);
}

function sameSpan(a: Span, b: Span): boolean {
  return a.source === b.source && a.start === b.start && a.end === b.end;
}
