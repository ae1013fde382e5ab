import type { Node } from '../../core/model/node.ts';
import { type Span, span } from '../../core/text/span.ts';

/** Where a text stands inside a value; the whole value where it is not written as it reads. */
export function placeOfText({ span: whole }: Node, text: string): Span {
  const { source, start, end } = whole;
  const at = source.text.slice(start, end).indexOf(text);
  return at < 0 ? whole : span(source, start + at, start + at + text.length);
}
