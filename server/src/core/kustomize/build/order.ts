import type { Node } from '../../model/node.ts';
import { get, itemsOf } from '../../model/read.ts';
import { compareText, kindRanks, ORDER_FIRST, ORDER_LAST } from './kindOrder.ts';
import { refuse } from './problem.ts';
import { gvkOf, nameOf, namespaceOf, type Resource } from './resource.ts';
import { textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Puts the objects in the order in which Kustomize prints them: by kind, unless `sortOptions` say otherwise. */
export function inOrder(work: Work, options: Node | undefined): void {
  const order = get(options, 'order');
  const legacy = get(options, 'legacySortOptions');
  if (options && textOf(order) !== 'legacy' && textOf(order) !== 'fifo')
    refuse('sort-options', order?.span ?? options.span, '"order" must be "legacy" or "fifo".');
  if (textOf(order) === 'fifo') {
    if (legacy) refuse('sort-options', legacy.span, '"legacySortOptions" go with "order: legacy" only.');
    return;
  }
  const first = legacy ? itemsOf(get(legacy, 'orderFirst')).map(textOf) : ORDER_FIRST;
  const last = legacy ? itemsOf(get(legacy, 'orderLast')).map(textOf) : ORDER_LAST;
  const ranks = kindRanks(first, last);
  const keyed = work.resources.map((resource): Keyed => {
    const key = keyOf(resource);
    return { resource, rank: ranks.get(key.kind) ?? 0, key };
  });
  keyed.sort(compare);
  work.resources = keyed.map((each) => each.resource);
  work.checkUnique();
}

interface Key {
  readonly gvk: string;
  readonly kind: string;
  readonly core: boolean;
  readonly id: string;
}

interface Keyed {
  readonly resource: Resource;
  readonly rank: number;
  readonly key: Key;
}

const keys = new WeakMap<Node, Key>();

/** What an object is put in order by, but for the rank of its kind. */
function keyOf({ node }: Resource): Key {
  let known = keys.get(node);
  if (!known) {
    const { group, version, kind } = gvkOf(node);
    known = {
      gvk: `${group || '~G'}_${version || '~V'}_${kind || '~K'}`,
      kind,
      core: group === '',
      id: `${namespaceOf(node) || '~X'}|${nameOf(node) || '~N'}`,
    };
    keys.set(node, known);
  }
  return known;
}

function compare({ key: a, rank }: Keyed, { key: b, rank: other }: Keyed): number {
  if (a.gvk === b.gvk) return compareText(a.id, b.id);
  if (rank !== other) return rank - other;
  const byName = compareText(a.gvk, b.gvk);
  // Of namespaces, those of the core group come first.
  return a.kind === 'Namespace' && b.kind === 'Namespace' && (a.core || b.core) ? -byName : byName;
}
