import type { Entry, MapNode, SeqNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, type Span, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import {
  columnOf,
  endOfLines,
  entryEnd,
  keyColumn,
  lastScalar,
  lineEnd,
  lineStart,
  trimBefore,
  writtenEnd,
} from './lines.ts';
import { Renderer, type Values } from './render.ts';

/** Inserts entries behind the entry at `place`, or before the first where `place` is -1. */
export function insertBlock(
  own: readonly Entry[],
  place: number,
  values: Values,
  order: KeyOrder | undefined,
): TextEdit[] {
  const [first] = own;
  if (!first) return [];
  const { source } = first.keySpan;
  const column = keyColumn(source.text, first);
  const lines = new Renderer(habitsOf(source)).entries(values, column, order);
  const before = own[place];
  if (before) return insertBehind(source, before.value, entryEnd(before), lines);
  const at = first.keySpan.start - (columnOf(source.text, first.keySpan.start) - column);
  const { eol } = habitsOf(source);
  const newText = `${lines.join(eol).trimStart()}${eol}${' '.repeat(column)}`;
  return [{ span: span(source, at, at), newText }];
}

/** Inserts whole lines behind the line on which something ends. */
export function insertBehind(
  source: SourceText,
  value: Entry['value'] | undefined,
  end: number,
  lines: readonly string[],
): TextEdit[] {
  const { eol } = habitsOf(source);
  const at = endOfLines(source.text, value, end);
  const edits = at === source.text.length && value ? keepWithoutNewline(value) : [];
  return [...edits, { span: span(source, at, at), newText: eol + lines.join(eol) }];
}

/** A block scalar at the end of a file without a line end has none in its value: it must not get one now. */
function keepWithoutNewline(value: Entry['value']): TextEdit[] {
  const scalar = lastScalar(value);
  const header =
    scalar?.kind === 'scalar' &&
    !scalar.text.endsWith('\n') &&
    /^[|>]\d?(?![\d+-])/.exec(scalar.span.source.text.slice(scalar.span.start));
  if (!scalar || !header) return [];
  const at = scalar.span.start + header[0].length;
  return [{ span: span(scalar.span.source, at, at), newText: '-' }];
}

/** Removes an entry with its lines. */
export function removeBlockEntry(map: MapNode, own: readonly Entry[], index: number): TextEdit[] {
  const entry = own[index];
  if (!entry) return [];
  if (own.length === 1) return [emptied(map.span, '{}')];
  const { text } = entry.keySpan.source;
  const from = explicitStart(text, entry.keySpan.start);
  return [linesOf(entry.keySpan.source, from, entryEnd(entry), own[index + 1]?.keySpan.start)];
}

/** Removes an item with its lines. */
export function removeBlockItem(seq: SeqNode, index: number): TextEdit[] {
  const item = seq.items[index];
  if (!item) return [];
  if (seq.items.length === 1) return [emptied(seq.span, '[]')];
  const end = Math.max(writtenEnd(item.value), item.start + 1);
  return [linesOf(seq.span.source, item.start, end, seq.items[index + 1]?.start)];
}

function explicitStart(text: string, key: number): number {
  const start = lineStart(text, key);
  const explicit = /\?[ \t]+(?:[&!]\S+[ \t]+)*$/.exec(text.slice(start, key));
  return explicit ? start + explicit.index : key;
}

/**
 * The edit that removes what stands from `from` to `end`, the rest of its last line included. What shares its first
 * line, the dash of an item, stays and takes up what follows.
 */
function linesOf(source: SourceText, from: number, end: number, next: number | undefined): TextEdit {
  const { text } = source;
  const start = lineStart(text, from);
  const stop = lineEnd(text, end);
  const alone =
    text
      .slice(start, from)
      .replace(/^\uFEFF/, '')
      .trim() === '';
  if (!alone && next !== undefined) {
    const rest = /^\s*/.exec(text.slice(stop))?.[0].length ?? 0;
    return { span: span(source, from, Math.min(stop + rest, next)), newText: '' };
  }
  const bom = text.charCodeAt(start) === 0xfeff ? 1 : 0;
  if (!alone) return { span: span(source, trimBefore(text, from), stop), newText: '' };
  const newline = text.indexOf('\n', stop);
  if (newline >= 0) return { span: span(source, start + bom, newline + 1), newText: '' };
  return { span: span(source, trimLineEnd(text, start), stop), newText: '' };
}

/** The offset before the line end that stands before `start`. */
function trimLineEnd(text: string, start: number): number {
  if (start === 0) return 0;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}

/** Leaves an empty collection in the place of a block one, on the line of its key where nothing stands between. */
function emptied(place: Span, newText: string): TextEdit {
  const { source } = place;
  const before = trimBefore(source.text, place.start);
  const onNextLine = source.text.slice(before, place.start).includes('\n');
  if (!onNextLine || before === 0) return { span: place, newText };
  const comment = source.text.slice(lineStart(source.text, before), before).includes('#');
  // Deeper than the key at any rate: an unindented sequence stood at the key's own column.
  if (comment || source.text[before - 1] !== ':') return { span: place, newText: `  ${newText}` };
  return { span: span(source, before, place.end), newText: ` ${newText}` };
}

/** Adds items behind the last one. */
export function appendBlock(seq: SeqNode, values: readonly Data[], order: KeyOrder | undefined): TextEdit[] {
  const last = seq.items.at(-1);
  if (!last) return [];
  const { source } = seq.span;
  const renderer = new Renderer(habitsOf(source));
  const column = columnOf(source.text, last.start);
  const lines = values.flatMap((value) => renderer.item(value, column, order));
  return insertBehind(source, last.value, Math.max(writtenEnd(last.value), last.start + 1), lines);
}
