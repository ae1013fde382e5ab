import type { Node } from '../../core/model/node.ts';
import { type Span, span } from '../../core/text/span.ts';
import type { TextEdit } from '../../core/text/textEdit.ts';

/** The place of a part of a scalar's text, where it stands in the source as it is; else undefined. */
export function partOf(node: Node | undefined, from: number, to: number): Span | undefined {
  if (node?.kind !== 'scalar' || node.made) return undefined;
  const { source, start, end } = node.span;
  const written = source.text.slice(start, end);
  const quoted = node.style === 'single' || node.style === 'double';
  if ((quoted ? written.slice(1, -1) : written) !== node.text) return undefined;
  const at = start + (quoted ? 1 : 0);
  return span(source, at + from, at + to);
}

/** The edits that give a scalar another text, its quotes kept; undefined where it is not written as it reads. */
export function retyped(node: Node | undefined, newText: string): TextEdit[] | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const place = partOf(node, 0, node.text.length);
  return place && [{ span: place, newText }];
}

/** What is written at a place, without quotes. */
export function textAt({ source, start, end }: Span): string {
  return source.text.slice(start, end).replace(/^(["'])([\s\S]*)\1$/, '$2');
}
