import type { Entry, MapNode, Node, SeqNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import {
  attachedStart,
  behindMark,
  columnOf,
  entryEnd,
  entryStart,
  eolAt,
  headerOf,
  keepsBlankLines,
  lastBlockScalar,
  lastLineEnd,
  lineEnd,
  lineStart,
  nextLine,
  skipBlankLines,
  startsLine,
  trimLineEnd,
  writtenEnd,
} from './lines.ts';
import { isJson, keyColumn, ownEntries, placeOf } from './place.ts';
import { type ListStyle, Renderer } from './render.ts';
import { emptied } from './valueEdits.ts';
import type { Values } from './values.ts';

/** Inserts entries behind the entry at `index`, or before the first where `index` is -1. */
export function insertBlock(
  map: MapNode,
  index: number,
  values: Values,
  order: KeyOrder | undefined,
): TextEdit[] {
  const { source } = map.span;
  const own = ownEntries(map);
  const column = keyColumn(map);
  const before = own[index];
  const lists = listStyle(own);
  if (before) {
    return insertBehind(source, before.value, entryEnd(before), column, (literal) =>
      new Renderer(habitsOf(source), literal, lists).entries(values, column, order),
    );
  }
  const { text } = source;
  const at = entryStart(text, own[0]?.keySpan.start ?? map.span.start);
  const eol = eolAt(text, at);
  const lines = new Renderer(habitsOf(source), true, lists).entries(values, column, order);
  if (startsLine(text, at)) {
    const start = behindMark(text, attachedStart(text, lineStart(text, at), column));
    return [{ span: span(source, start, start), newText: lines.join(eol) + eol }];
  }
  const newText = `${lines.join(eol).trimStart()}${eol}${' '.repeat(column)}`;
  return [{ span: span(source, at, at), newText }];
}

/** How a mapping that holds nothing but lists writes them, where all are on one line. */
function listStyle(own: readonly Entry[]): ListStyle {
  const lists = own.map(({ value }) => value);
  if (lists.length === 0 || !lists.every(isFlowList)) return 'block';
  const items = lists.flatMap((list) => (list.kind === 'seq' ? list.items : []));
  return items.every(({ value }) => value.kind === 'scalar' && value.style === 'double') ? 'json' : 'flow';
}

function isFlowList(value: Node): boolean {
  return value.kind === 'seq' && value.flow && value.items.length > 0;
}

/** Adds items behind the last one. */
export function appendBlock(seq: SeqNode, values: readonly Data[], order: KeyOrder | undefined): TextEdit[] {
  const last = seq.items.at(-1);
  if (!last) return [];
  const { source } = seq.span;
  const column = columnOf(source.text, last.start);
  const end = Math.max(writtenEnd(last.value), last.start + 1);
  return insertBehind(source, last.value, end, column, (literal) =>
    new Renderer(habitsOf(source), literal).items(values, column, order),
  );
}

/** Inserts whole lines behind the last line of something at `column`. */
function insertBehind(
  source: SourceText,
  value: Node,
  end: number,
  column: number,
  linesOf: (literal: boolean) => readonly string[],
): TextEdit[] {
  const { text } = source;
  const eol = eolAt(text, end);
  const last = lastLineEnd(text, end, column);
  if (keepsBlankLines(value)) {
    // The blank lines below are part of the value, so the new lines have to stand below them.
    const next = skipBlankLines(text, nextLine(text, last));
    const whole = next > 0 && text[next - 1] === '\n';
    if (whole) {
      const newText = linesOf(false).join(eol) + eol;
      return [{ span: span(source, next, next), newText }];
    }
  }
  const lines = linesOf(isSafeForLiteral(text, last));
  const header = last === text.length ? keepWithoutNewline(value) : [];
  return [...header, { span: span(source, last, last), newText: eol + lines.join(eol) }];
}

/** A block scalar takes up what is indented below it, comments too, and at a file's very end it has no line end. */
function isSafeForLiteral(text: string, at: number): boolean {
  const start = nextLine(text, at);
  const next = skipBlankLines(text, start);
  return text[start - 1] === '\n' && !/^[ \t]*#/.test(text.slice(next, lineEnd(text, next)));
}

/** A block scalar at the end of a file without a line end has none in its value: it must not get one now. */
function keepWithoutNewline(value: Node): TextEdit[] {
  const scalar = lastBlockScalar(value);
  if (!scalar || scalar.text === '' || scalar.text.endsWith('\n')) return [];
  const { indicators } = headerOf(scalar);
  if (indicators.includes('-')) return [];
  const { source, start } = scalar.span;
  const at = start + 1;
  const place = indicators.includes('+') ? span(source, at, at + indicators.length) : span(source, at, at);
  return [{ span: place, newText: `${indicators.includes('+') ? indicators.replace('+', '') : ''}-` }];
}

/** Removes an entry with its lines; of the last one `{}` is left. */
export function removeBlockEntry(map: MapNode, index: number): TextEdit[] {
  const own = ownEntries(map);
  const entry = own[index];
  if (!entry) return [];
  if (own.length === 1) return emptied(map);
  const { source } = map.span;
  const next = own[index + 1];
  return removeLines(source, {
    start: entryStart(source.text, entry.keySpan.start),
    end: entryEnd(entry),
    column: keyColumn(map),
    previous: own[index - 1]?.value,
    next: next && entryStart(source.text, next.keySpan.start),
  });
}

/** Removes an item with its lines; of the last one `[]` is left. */
export function removeBlockItem(seq: SeqNode, index: number): TextEdit[] {
  const item = seq.items[index];
  if (!item) return [];
  if (seq.items.length === 1) return emptied(seq);
  const { source } = seq.span;
  return removeLines(source, {
    start: item.start,
    end: Math.max(writtenEnd(item.value), item.start + 1),
    column: columnOf(source.text, item.start),
    previous: seq.items[index - 1]?.value,
    next: seq.items[index + 1]?.start,
  });
}

/** Writes other entries in the place of one. */
export function substituteEntry(
  map: MapNode,
  entry: Entry,
  values: Values,
  order: KeyOrder | undefined,
): TextEdit[] {
  const { source } = map.span;
  const start = entryStart(source.text, entry.keySpan.start);
  const renderer = new Renderer(habitsOf(source));
  if (map.flow) {
    const json = isJson(map) || placeOf(map).json;
    const newText = renderer.flowEntries(values, json, order).join(', ');
    return [{ span: span(source, start, entryEnd(entry)), newText }];
  }
  const column = keyColumn(map);
  const newText = renderer.entries(values, column, order).join(eolAt(source.text, start)).trimStart();
  return [{ span: span(source, start, lastLineEnd(source.text, entryEnd(entry), column)), newText }];
}

/** An entry or item that is to go, and its neighbours. */
interface Doomed {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly previous: Node | undefined;
  readonly next: number | undefined;
}

function removeLines(source: SourceText, { start, end, column, previous, next }: Doomed): TextEdit[] {
  const { text } = source;
  const last = lastLineEnd(text, end, column);
  if (startsLine(text, start)) {
    const from = behindMark(text, lineStart(text, start));
    const to = nextLine(text, last);
    const before = previous && lastBlockScalar(previous);
    if (to === text.length && text[to - 1] !== '\n' && !before) {
      return [{ span: span(source, trimLineEnd(text, from), to), newText: '' }];
    }
    // Blank lines that come to stand below a `|+` would become part of it.
    const stop = before && keepsBlankLines(before) ? skipBlankLines(text, to) : to;
    return [{ span: span(source, from, stop), newText: '' }];
  }
  // What shares its line, the dash of an item, stays and takes up what follows.
  let stop = last;
  while (stop < (next ?? last) && /\s/.test(text.charAt(stop))) stop++;
  return [{ span: span(source, start, stop), newText: '' }];
}
