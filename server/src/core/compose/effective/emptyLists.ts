import type { MapNode, Node, SeqNode } from '../../model/node.ts';
import { MERGE, type MergeRule, NO_RULE, ruleFor } from './mergeRules.ts';
import type { Session } from './session.ts';

/** Where an empty list may stand all the same: it means something, or is made a mapping of. */
const ALLOWED = new Set(['command', 'entrypoint', 'ssh', 'depends_on', 'networks']);

/**
 * Compose can not lay a layer over one with an empty list in it: it takes the list for nothing at all, which may
 * not stand there. Lists whose items are told apart by what they are do not suffer from it. Reports those in a
 * merged model that do not come from its upper layer.
 */
export function refuseEmptyLists(session: Session, merged: MapNode, upper: MapNode): void {
  // A list that took another one's place is a new node around the same items.
  const fresh = new Set<SeqNode['items']>();
  walk(upper, MERGE, '', (list) => fresh.add(list.items));
  walk(merged, MERGE, '', (list, path) => {
    if (fresh.has(list.items)) return;
    const message = `${path} is an empty list, over which Compose can not lay another file: take it out.`;
    session.error('merge', list.span, message);
  });
}

function walk(node: Node, rule: MergeRule, path: string, found: (list: SeqNode, path: string) => void): void {
  if (node.kind === 'seq') {
    if (node.items.length === 0 && !rule.identity) found(node, path);
    for (const item of node.items) walk(item.value, NO_RULE, path, found);
  } else if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      if (key.startsWith('x-') || (ALLOWED.has(key) && value.kind === 'seq')) continue;
      walk(value, ruleFor(rule, key), path === '' ? key : `${path}.${key}`, found);
    }
  }
}
