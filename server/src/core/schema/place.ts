import type { Entry, Node } from '../model/node.ts';
import { isMergeEntry } from '../model/read.ts';

/** A value at the end of a path, and the last key on the way to it. */
export interface FoundPlace {
  readonly node: Node;
  readonly entry: Entry | undefined;
}

/** What stands at a path; undefined where the path leads nowhere. */
export function placeAt(root: Node, path: readonly string[]): FoundPlace | undefined {
  let found: FoundPlace = { node: root, entry: undefined };
  for (const step of path) {
    const { node, entry } = found;
    if (node.kind === 'scalar') return undefined;
    if (node.kind === 'seq') {
      const item = node.items[Number(step)];
      if (!item) return undefined;
      found = { node: item.value, entry };
    } else {
      const next = keyed(node.entries, step);
      if (!next) return undefined;
      found = { node: next.value, entry: next };
    }
  }
  return found;
}

/** The entry with a key, as data has it: of several the last. */
export function keyed(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.findLast((each) => each.key === key && !isMergeEntry(each));
}
