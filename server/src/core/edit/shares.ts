import { rootOf } from '../model/document.ts';
import type { Node } from '../model/node.ts';
import type { SharedRange, SourceText, Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { columnOf, entryStart, nextLine, skipBlankLines, startsLine } from './lines.ts';
import { nodeAt, placeOf } from './place.ts';

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

/** Whether an edit changes what an anchor names; taking all of it away, anchor included, does not. */
function isWithin({ span, newText }: TextEdit, range: SharedRange): boolean {
  const { text } = span.source;
  if (span.start < span.end) {
    const anchor = anchorOf(text, range);
    const whole = span.start <= anchor && anchor < span.end;
    return !whole && span.start < range.end && range.start < span.end;
  }
  if (anchorOf(text, range) < span.start && span.start < range.end && span.start !== range.start) return true;
  const behind = skipBlankLines(text, nextLine(text, range.end));
  return (
    range.start <= span.start && span.start <= behind && touches(span.source, span.start, newText, range)
  );
}

function anchorOf(text: string, range: SharedRange): number {
  return text.lastIndexOf(`&${range.name}`, range.start);
}

/** Whether lines inserted at the border of a range are indented as what is in it. */
function touches(source: SourceText, at: number, newText: string, range: SharedRange): boolean {
  const { text } = source;
  const lines = newText.endsWith('\n') && startsLine(text, at) ? /^([ \t]*)/ : /^\r?\n([ \t]*)/;
  const inserted = lines.exec(newText)?.[1]?.length;
  const node = nodeAt(source, range.start, range.end);
  if (!node) return false;
  if (range.start === range.end) {
    const { column, holder } = placeOf(node);
    const beside = inserted === column && holder === 'entry' && isItem(newText);
    return inserted === undefined || inserted > column || beside;
  }
  const block = node.kind !== 'scalar' && !node.flow;
  if (inserted !== undefined) {
    return block && at >= range.end && inserted >= columnOf(text, entryStart(text, range.start));
  }
  // At its end, an empty value is filled; at its start, a key is put before the first.
  return block && (at === range.end || (at === range.start && !startsLine(text, at)));
}

function isItem(newText: string): boolean {
  return /^\r?\n[ \t]*-/.test(newText);
}

/** Whether edits take an anchor away that aliases elsewhere still name. */
export function orphans(edits: readonly TextEdit[]): boolean {
  const cuts = edits.filter((edit) => edit.span.end > edit.span.start);
  return cuts.some(({ span, newText }) =>
    span.source.shared.some((range) => {
      const anchor = anchorOf(span.source.text, range);
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
