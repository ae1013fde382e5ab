import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node, ScalarNode } from '../../model/node.ts';

/**
 * A label that Kustomize puts into several places of an object is one value there: what changes it in one place later
 * changes it in all. That holds until a JSON patch rewrites the object.
 */
const shared = new WeakSet<Node>();

/** Says that a scalar stands in several places of its object. */
export function share(node: ScalarNode): void {
  shared.add(node);
}

/** An object after a step, with changes to shared values carried to the other places where they stand. */
export function spread(before: MapNode, after: MapNode): MapNode {
  if (before === after) return after;
  const changes = new Map<Node, Node[]>();
  collect(before, after, changes);
  if (changes.size === 0) return after;
  const values = new Map<Node, Node>();
  for (const [old, replaced] of changes) {
    const last = replaced.at(-1) ?? old;
    shared.add(last);
    for (const each of [old, ...replaced]) values.set(each, last);
  }
  const result = mapScalars(after, (node) => values.get(node) ?? node);
  return result.kind === 'map' ? result : after;
}

function collect(before: Node | undefined, after: Node, changes: Map<Node, Node[]>): void {
  if (before === undefined || before === after) return;
  if (before.kind === 'scalar') {
    if (after.kind === 'scalar' && shared.has(before))
      changes.set(before, [...(changes.get(before) ?? []), after]);
    return;
  }
  if (before.kind === 'map' && after.kind === 'map') {
    const values = new Map(before.entries.map((each) => [each.key, each.value]));
    for (const each of after.entries) collect(values.get(each.key), each.value, changes);
  }
  if (before.kind === 'seq' && after.kind === 'seq' && before.items.length === after.items.length)
    after.items.forEach((item, index) => {
      collect(before.items[index]?.value, item.value, changes);
    });
}

/** An object in which nothing is shared any more. */
export function unshared(object: MapNode): MapNode {
  const result = mapScalars(object, (node) => (shared.has(node) ? { ...node } : node));
  return result.kind === 'map' ? result : object;
}

function mapScalars(node: Node, change: (node: Node) => Node): Node {
  switch (node.kind) {
    case 'scalar':
      return change(node);
    case 'map':
      return withEntries(
        node,
        node.entries.map((each) => withValue(each, mapScalars(each.value, change))),
      );
    case 'seq':
      return withItems(
        node,
        node.items.map((item) => {
          const value = mapScalars(item.value, change);
          return value === item.value ? item : { ...item, value };
        }),
      );
  }
}
