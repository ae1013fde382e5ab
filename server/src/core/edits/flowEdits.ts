import type { Entry, MapNode, SeqNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import { entryEnd, lineStart, writtenEnd, writtenStart } from './lines.ts';
import { Renderer, type Values } from './render.ts';

/** Inserts entries behind the entry at `place`, or before the first where `place` is -1. */
export function insertFlow(map: MapNode, own: readonly Entry[], place: number, values: Values): TextEdit[] {
  const { source } = map.span;
  const renderer = new Renderer(habitsOf(source));
  const json = own.every((each) => source.text[each.keySpan.start] === '"');
  const parts = Object.entries(values).map(
    ([key, value]) => `${renderer.key(key, true, json)}: ${renderer.flow(value, json)}`,
  );
  const separator = separatorOf(
    source,
    own.map((each) => each.keySpan.start),
  );
  return [
    insertParts(
      source,
      own.map((each) => ({ start: each.keySpan.start, end: entryEnd(each) })),
      place,
      parts,
      separator,
    ),
  ];
}

/** Adds items at the end. */
export function appendFlow(seq: SeqNode, values: readonly Data[]): TextEdit[] {
  const { source } = seq.span;
  const renderer = new Renderer(habitsOf(source));
  const starts = seq.items.map((item) => writtenStart(item.value));
  const json = seq.items.length > 0 && starts.every((start) => source.text[start] === '"');
  const parts = values.map((value) => renderer.flow(value, json));
  const pieces = seq.items.map((item) => ({ start: writtenStart(item.value), end: writtenEnd(item.value) }));
  if (pieces.length === 0) {
    const at = seq.span.start + 1;
    return [{ span: span(source, at, at), newText: parts.join(', ') }];
  }
  return [insertParts(source, pieces, pieces.length - 1, parts, separatorOf(source, starts))];
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

function insertParts(
  source: SourceText,
  pieces: readonly Piece[],
  place: number,
  parts: readonly string[],
  separator: string,
): TextEdit {
  const before = pieces[place];
  const at = before?.end ?? pieces[0]?.start ?? 0;
  const joined = parts.join(separator);
  return { span: span(source, at, at), newText: before ? separator + joined : joined + separator };
}

/** A comma and a blank, or, where each piece has a line of its own, a comma and a new line. */
function separatorOf(source: SourceText, starts: readonly number[]): string {
  const last = starts.at(-1) ?? 0;
  const from = lineStart(source.text, last);
  const indent = source.text.slice(from, last);
  return indent.trim() === '' && from > 0 ? `,${habitsOf(source).eol}${indent}` : ', ';
}

/** Removes an entry and one comma. */
export function removeFlowEntry(map: MapNode, index: number): TextEdit[] {
  const own = map.entries.filter((each) => !each.via);
  return removePiece(
    map,
    own.map((each) => ({ start: each.keySpan.start, end: entryEnd(each) })),
    index,
  );
}

/** Removes an item and one comma. */
export function removeFlowItem(seq: SeqNode, index: number): TextEdit[] {
  const pieces = seq.items.map((item) => ({ start: writtenStart(item.value), end: writtenEnd(item.value) }));
  return removePiece(seq, pieces, index);
}

function removePiece(node: MapNode | SeqNode, pieces: readonly Piece[], index: number): TextEdit[] {
  const piece = pieces[index];
  if (!piece) return [];
  const { source } = node.span;
  const next = pieces[index + 1];
  const previous = pieces[index - 1];
  if (next) {
    const comma = commaAfter(source.text, piece.end);
    const blanks = /^[ \t]*/.exec(source.text.slice(comma))?.[0].length ?? 0;
    const rest = source.text.slice(comma + blanks, next.start);
    // A comment or a line end behind the comma belongs to what stays.
    return [{ span: span(source, piece.start, rest === '' ? next.start : comma), newText: '' }];
  }
  if (previous)
    return [{ span: span(source, commaAfter(source.text, previous.end) - 1, piece.end), newText: '' }];
  const close = commaOnly(source.text, piece.end, node.span.end - 1);
  return [{ span: span(source, piece.start, close), newText: '' }];
}

/** The offset behind the first comma from `from` on that is not in a comment. */
function commaAfter(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ',') return at + 1;
    if (text[at] === '#' && /\s/.test(text.charAt(at - 1)))
      while (at < text.length && text[at] !== '\n') at++;
  }
  return from;
}

function commaOnly(text: string, from: number, close: number): number {
  const comma = /^[ \t]*,/.exec(text.slice(from, close));
  return from + (comma?.[0].length ?? 0);
}
