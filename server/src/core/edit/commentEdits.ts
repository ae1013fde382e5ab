import { rootOf } from '../model/document.ts';
import type { Node } from '../model/node.ts';
import { type SourceText, type Span, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { behindMark, eolAt, isBlank, lineEnd, lineStart, nextLine } from './lines.ts';

/** Inserts a comment line above the line that a span starts on. */
export function insertComment(place: Span, line: string): TextEdit[] {
  const { source } = place;
  const { text } = source;
  let start = lineStart(text, place.start);
  for (let inside = textAround(source, start); inside; inside = textAround(source, start)) {
    start = lineStart(text, inside.span.start);
  }
  const at = behindMark(text, start);
  const indent = /^[ \t]*/.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? '';
  return [{ span: span(source, at, at), newText: indent + line + eolAt(text, place.start) }];
}

/** The scalar of several lines that a line starts within: no comment can stand there. */
function textAround(source: SourceText, at: number): Node | undefined {
  const { text } = source;
  // Blank lines below a block scalar may belong to it (`|+`), although its span ends above them.
  const blank = text.slice(at, lineEnd(text, at)).trim() === '';
  const holds = ({ span: { start, end } }: Node): boolean =>
    start < at && (at < end || (blank && text.slice(end, at).trim() === ''));
  let node = rootOf(source);
  while (node && node.kind !== 'scalar') {
    const values: readonly Node[] =
      node.kind === 'seq'
        ? node.items.map((item) => item.value)
        : node.entries.filter((each) => !each.via).map((each) => each.value);
    node = values.find((each) => !each.via && holds(each));
  }
  if (!node || !holds(node)) return undefined;
  const block = node.style === 'literal' || node.style === 'folded';
  return block || at < node.span.end ? node : undefined;
}

/** Removes a comment: its whole line where it stands alone, else the blanks before it too. */
export function removeComment(comment: Span): TextEdit[] {
  const { source } = comment;
  const { text } = source;
  const start = behindMark(text, lineStart(text, comment.start));
  const end = lineEnd(text, comment.end);
  let from = comment.start;
  while (from > start && isBlank(text[from - 1])) from--;
  const alone = from === start;
  return [{ span: span(source, from, alone ? nextLine(text, end) : end), newText: '' }];
}
