import type { Node } from '../model/node.ts';
import { itemsOf, stringOf } from '../model/read.ts';

/** A `command`, `entrypoint` or `args` as words, whether written as a string or as a list; quotes are taken off. */
export function wordsOf(node: Node | undefined): string[] {
  if (node?.kind === 'seq') return itemsOf(node).flatMap((item) => stringOf(item) ?? []);
  const text = stringOf(node);
  if (text === undefined) return [];
  return (text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));
}
