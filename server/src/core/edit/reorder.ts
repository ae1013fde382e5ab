import type { MapNode, SeqNode } from '../model/node.ts';
import { span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import {
  attachedStart,
  columnOf,
  entryEnd,
  entryStart,
  keepsBlankLines,
  lastLineEnd,
  lineStart,
  startsLine,
  writtenEnd,
} from './lines.ts';
import { ownEntries } from './place.ts';

/** A stretch of text that is moved as a whole. */
interface Chunk {
  readonly start: number;
  readonly end: number;
}

/**
 * Puts what is written in a mapping or a sequence into another order, each with its comments; blank lines stay where
 * they are. None where a merge key or an anchor would come to stand behind what needs it, or where several stand on one
 * line with a comment.
 *
 * @param order the positions among the entries or items as written, in the order wanted
 */
export function reorder(node: MapNode | SeqNode, order: readonly number[]): TextEdit[] {
  const { source } = node.span;
  const chunks = node.flow ? flowChunks(node) : blockChunks(node);
  if (!chunks || chunks.length !== order.length || node.made || node.parts) return [];
  const texts = chunks.map(({ start, end }) => source.text.slice(start, end));
  if (dependsOnOrder(texts)) return [];
  const first = chunks[0]?.start ?? 0;
  const last = chunks.at(-1)?.end ?? 0;
  let newText = '';
  order.forEach((from, index) => {
    const chunk = chunks[index];
    const next = chunks[index + 1];
    newText += texts[from] ?? '';
    if (chunk && next) newText += source.text.slice(chunk.end, next.start);
  });
  return [{ span: span(source, first, last), newText }];
}

function blockChunks(node: MapNode | SeqNode): Chunk[] | undefined {
  const { text } = node.span.source;
  const parts =
    node.kind === 'map'
      ? ownEntries(node).map((entry) => ({
          start: entryStart(text, entry.keySpan.start),
          end: entryEnd(entry),
          value: entry.value,
        }))
      : node.items.map(({ start, value }) => ({ start, end: writtenEnd(value), value }));
  const chunks: Chunk[] = [];
  for (const { start, end, value } of parts) {
    if (!startsLine(text, start) || keepsBlankLines(value)) return undefined;
    const column = columnOf(text, start);
    const from = attachedStart(text, lineStart(text, start), column);
    const earlier = chunks.at(-1);
    if (earlier && earlier.end > from) return undefined;
    chunks.push({ start: from, end: lastLineEnd(text, Math.max(end, start), column) });
  }
  return chunks;
}

function flowChunks(node: MapNode | SeqNode): Chunk[] | undefined {
  const { text } = node.span.source;
  if (/[#\n]/.test(text.slice(node.span.start, node.span.end))) return undefined;
  return node.kind === 'map'
    ? ownEntries(node).map((entry) => ({
        start: entryStart(text, entry.keySpan.start),
        end: entryEnd(entry),
      }))
    : node.items.map(({ start, value }) => ({ start, end: writtenEnd(value) }));
}

/** Whether an anchor stands in one of several texts, and its alias in another. */
function dependsOnOrder(texts: readonly string[]): boolean {
  const anchors = texts.map(
    (text) => new Set([...text.matchAll(/(?:^|[\s[{,:-])&([^\s,[\]{}]+)/g)].map((m) => m[1])),
  );
  return texts.some((text, index) =>
    [...text.matchAll(/(?:^|[\s[{,:-])\*([^\s,[\]{}]+)/g)].some(([, name]) =>
      anchors.some((names, at) => at !== index && names.has(name)),
    ),
  );
}
