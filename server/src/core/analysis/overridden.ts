import { partsOf } from '../model/derive.ts';
import type { Node } from '../model/node.ts';
import type { Related } from '../rule/problem.ts';
import type { Span } from '../text/span.ts';
import { baseName } from '../text/uri.ts';

/** What the value at a place took the place of, in layers below; nothing for a value that one layer alone has. */
export function overriddenBy(subject: Node, place: Span): Related[] {
  if (!hasLayers(subject)) return [];
  const found = valueAt(subject, place);
  return (found?.overrides ?? [])
    .filter((each) => each.kind === 'scalar' && !each.made)
    .slice(0, 3)
    .map((each) => ({
      span: each.span,
      message: `It takes the place of this value in ${baseName(each.span.source.uri)}.`,
    }));
}

function hasLayers(node: Node): boolean {
  return partsOf(node).length > 1 || node.overrides !== undefined;
}

/** The value that stands at a place; only merged collections can hold one with layers below it. */
function valueAt(node: Node, place: Span): Node | undefined {
  if (node.kind === 'scalar') return isAt(node, place) ? node : undefined;
  const children =
    node.kind === 'map' ? node.entries.map((each) => each.value) : node.items.map((each) => each.value);
  for (const child of children) {
    const found = child.kind === 'scalar' || hasLayers(child) ? valueAt(child, place) : undefined;
    if (found) return found;
  }
  return undefined;
}

function isAt({ span }: Node, place: Span): boolean {
  return span.source === place.source && span.start <= place.start && place.end <= span.end;
}
