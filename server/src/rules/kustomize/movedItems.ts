import { edit } from '../../core/edit/edit.ts';
import type { MapNode } from '../../core/model/node.ts';
import { type Data, dataOf, entry } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';

/** A fix that moves the list under one field behind the items of another; without the other it is renamed. */
export function moveFix(node: MapNode, from: string, to: string, safe: boolean): Fix[] {
  const found = entry(node, from);
  if (!found) return [];
  const title = `Move "${from}" to "${to}"`;
  const other = entry(node, to);
  if (!other) return fixOf(title, safe, edit.rename(node, from, to));
  if (found.value.kind !== 'seq' || other.value.kind !== 'seq') return [];
  const items = found.value.items.map((item) => dataOf(item.value));
  return movedBehind(node, from, to, items, title, safe);
}

/** A fix that adds items to the list under a field, and takes another field out. */
export function movedBehind(
  node: MapNode,
  from: string,
  to: string,
  items: readonly Data[],
  title: string,
  safe: boolean,
): Fix[] {
  // A text of several lines would come out as one line in quotes.
  if (items.some((item) => JSON.stringify(item).includes('\\n'))) return [];
  const edits = [...edit.add(node, { [to]: items }), ...edit.remove(node, from)];
  return fixOf(title, safe && !hasComment(node, from), edits);
}

function fixOf(title: string, safe: boolean, edits: Fix['edits']): Fix[] {
  return edits.length === 0 ? [] : [{ title, safe, edits }];
}

/** Whether comments stand inside of a value: they do not come along when it is written anew. */
export function hasComment(node: MapNode, key: string): boolean {
  const value = entry(node, key)?.value;
  return (
    value !== undefined && /(?:^|\s)#/.test(value.span.source.text.slice(value.span.start, value.span.end))
  );
}
