import { rootOf } from '../model/document.ts';
import type { Node } from '../model/node.ts';
import type { SharedRange, SourceText, Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { columnOf, entryStart, lineEnd, lineStart, startsLine } from './lines.ts';

/** The anchored range that edits fall into, and how many places they change in all; undefined where there is none. */
export function shares(
  edits: readonly TextEdit[],
): { readonly name: string; readonly places: number } | undefined {
  let widest: { name: string; places: number } | undefined;
  for (const edit of edits) {
    const ranges = edit.span.source.shared.filter((range) => isWithin(edit, range));
    const [first] = ranges;
    if (!first) continue;
    const places = ranges.reduce((sum, range) => sum + range.aliases, 1);
    if (!widest || places > widest.places) widest = { name: first.name, places };
  }
  return widest;
}

/** Whether an edit changes what an anchor names. */
function isWithin({ span, newText }: TextEdit, range: SharedRange): boolean {
  const { text } = span.source;
  if (span.start < range.start || span.start > Math.max(range.end, lineEnd(text, range.end))) return false;
  if (span.end > range.start && span.start < range.end) return true;
  if (span.start === span.end && range.start < span.start && span.start < range.end) return true;
  return span.start === span.end && touches(text, span.start, newText, range);
}

/** Whether lines inserted at the border of a range are indented as what is in it. */
function touches(text: string, at: number, newText: string, range: SharedRange): boolean {
  const inserted = /^\r?\n([ \t]*)/.exec(newText)?.[1]?.length;
  if (range.start === range.end) {
    const line = lineStart(text, at);
    const key = line + (/^\uFEFF?[ \t]*(?:[-?][ \t]+)*/.exec(text.slice(line, at))?.[0].length ?? 0);
    return inserted === undefined
      ? at === range.start
      : inserted >= columnOf(text, key) + (isItem(newText) ? 0 : 1);
  }
  const opens = /[[{"'|>]/.test(text.charAt(range.start));
  const first = entryStart(text, range.start);
  if (inserted !== undefined) return !opens && at >= range.end && inserted >= columnOf(text, first);
  return at === range.start && !startsLine(text, at);
}

function isItem(newText: string): boolean {
  return /^\r?\n[ \t]*-/.test(newText);
}

/** Whether edits take an anchor away that aliases elsewhere still name. */
export function orphans(edits: readonly TextEdit[]): boolean {
  const cuts = edits.filter((edit) => edit.span.end > edit.span.start);
  return cuts.some(({ span, newText }) =>
    span.source.shared.some((range) => {
      const anchor = span.source.text.lastIndexOf(`&${range.name}`, range.start);
      if (anchor < span.start || anchor >= span.end || newText.includes(`&${range.name}`)) return false;
      return aliasesWithin(span.source, range, cuts) < range.aliases;
    }),
  );
}

function aliasesWithin(source: SourceText, range: SharedRange, cuts: readonly TextEdit[]): number {
  let found = 0;
  const cut = (via: Span): boolean =>
    cuts.some(({ span }) => span.source === source && span.start <= via.start && via.end <= span.end);
  const walk = (node: Node): void => {
    if (node.via) {
      if (node.span.start === range.start && node.span.end === range.end && cut(node.via)) found++;
    } else if (node.kind === 'seq') for (const item of node.items) walk(item.value);
    else if (node.kind === 'map') for (const entry of node.entries) if (!entry.via) walk(entry.value);
  };
  const root = rootOf(source);
  if (root) walk(root);
  return found;
}
