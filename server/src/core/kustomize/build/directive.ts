import { withItems } from '../../model/derive.ts';
import type { MapNode, SeqNode } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import { refuse } from './problem.ts';
import { isBlank, removeEntry, textOf } from './tree.ts';

const KEY = '$patch';

/** What the `$patch` in a patch asks for, and the patch without it. */
export interface Directed<N> {
  readonly directive: 'merge' | 'replace' | 'delete';
  readonly rest: N;
}

/** The directive of a mapping in a patch. */
export function directiveOf(patch: MapNode, added: boolean): Directed<MapNode> {
  const found = entry(patch, KEY);
  if (!found) return { directive: 'merge', rest: patch };
  const directive = textOf(found.value);
  if (!isDirective(directive))
    refuse(
      'patch-directive',
      added ? found.keySpan : found.value.span,
      '"$patch" takes "merge", "replace" or "delete".',
    );
  return { directive, rest: removeEntry(patch, KEY) };
}

/** The directive of a list in a patch: an item that is nothing but `$patch: ...`. */
export function listDirectiveOf(patch: SeqNode): Directed<SeqNode> {
  const first = patch.items.find((item) => entry(item.value, KEY));
  if (first?.value.kind !== 'map' || first.value.entries.length > 1)
    return { directive: 'merge', rest: patch };
  const value = entry(first.value, KEY)?.value;
  const directive = textOf(value);
  if (!isDirective(directive))
    return refuse('patch-directive', first.value.span, '"$patch" takes "merge", "replace" or "delete".');
  const items = patch.items.filter(
    (item) => !(item.value.kind === 'map' && textOf(entry(item.value, KEY)?.value) === directive),
  );
  return {
    directive,
    rest: withItems(
      patch,
      items.filter((item) => item.value.kind === 'seq' || !isBlank(item.value)),
    ),
  };
}

function isDirective(text: string): text is 'merge' | 'replace' | 'delete' {
  return text === 'merge' || text === 'replace' || text === 'delete';
}
