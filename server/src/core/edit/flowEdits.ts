import type { MapNode, SeqNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import {
  entryEnd,
  entryStart,
  eolAt,
  isBlank,
  lineEnd,
  lineStart,
  nextLine,
  startsLine,
  writtenEnd,
  writtenStart,
} from './lines.ts';
import { isBarePair, isJson, ownEntries, placeOf } from './place.ts';
import { Renderer } from './render.ts';
import type { Values } from './values.ts';

/** Where an entry or an item of a flow collection is written. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Inserts entries behind the entry at `index`, or before the first where `index` is -1. */
export function insertFlow(
  map: MapNode,
  index: number,
  values: Values,
  order: KeyOrder | undefined,
): TextEdit[] {
  const { source } = map.span;
  const pieces = piecesOfMap(map);
  const parts = new Renderer(habitsOf(source)).flowEntries(values, isJson(map) || placeOf(map).json, order);
  if (!isBarePair(map)) return insertParts(source, pieces, index, parts);
  const start = pieces[0]?.start ?? map.span.start;
  const end = Math.max(map.span.end, pieces.at(-1)?.end ?? 0);
  return [
    { span: span(source, start, start), newText: index < 0 ? `{${parts.join(', ')}, ` : '{' },
    { span: span(source, end, end), newText: index < 0 ? '}' : `, ${parts.join(', ')}}` },
  ];
}

/** Adds items at the end. */
export function appendFlow(seq: SeqNode, values: readonly Data[]): TextEdit[] {
  const { source } = seq.span;
  const pieces = piecesOfSeq(seq);
  const json = pieces.every((piece) => source.text[piece.start] === '"') || placeOf(seq).json;
  const renderer = new Renderer(habitsOf(source));
  const parts = values.map((value) => renderer.flow(value, json));
  return insertParts(source, pieces, pieces.length - 1, parts);
}

/** Removes an entry and one comma. */
export function removeFlowEntry(map: MapNode, index: number): TextEdit[] {
  return removePiece(map, piecesOfMap(map), index);
}

/** Removes an item and one comma. */
export function removeFlowItem(seq: SeqNode, index: number): TextEdit[] {
  return removePiece(seq, piecesOfSeq(seq), index);
}

function piecesOfMap(map: MapNode): Piece[] {
  const { text } = map.span.source;
  return ownEntries(map).map((each) => ({
    start: entryStart(text, each.keySpan.start),
    end: entryEnd(each),
  }));
}

function piecesOfSeq(seq: SeqNode): Piece[] {
  const { text } = seq.span.source;
  return seq.items.map(({ value }) => ({
    start: entryStart(text, writtenStart(value)),
    end: writtenEnd(value),
  }));
}

function insertParts(
  source: SourceText,
  pieces: readonly Piece[],
  index: number,
  parts: readonly string[],
): TextEdit[] {
  const { text } = source;
  const before = pieces[index];
  const neighbour = before ?? pieces[0];
  if (!neighbour) return [];
  const indent = text.slice(lineStart(text, neighbour.start), neighbour.start);
  const lines = startsLine(text, neighbour.start) && lineStart(text, neighbour.start) > 0;
  const separator = lines ? `,${eolAt(text, neighbour.start)}${indent}` : ', ';
  const joined = parts.join(separator);
  if (!before) return [{ span: span(source, neighbour.start, neighbour.start), newText: joined + separator }];
  const comma = commaBehind(text, before.end);
  const ends = endOfComment(text, comma ?? before.end);
  if (!lines || ends === undefined) {
    return [{ span: span(source, before.end, before.end), newText: separator + joined }];
  }
  const line = `${eolAt(text, neighbour.start)}${indent}${joined}`;
  if (comma !== undefined) return [{ span: span(source, ends, ends), newText: `${line},` }];
  return [
    { span: span(source, before.end, before.end), newText: ',' },
    { span: span(source, ends, ends), newText: line },
  ];
}

/** Where the line ends, if at most a comment follows on it. */
function endOfComment(text: string, from: number): number | undefined {
  const end = lineEnd(text, from);
  return /^(?:[ \t]*|[ \t]+#.*)$/.test(text.slice(from, end)) ? end : undefined;
}

function removePiece(node: MapNode | SeqNode, pieces: readonly Piece[], index: number): TextEdit[] {
  const piece = pieces[index];
  if (!piece) return [];
  const { source, start, end } = node.span;
  const { text } = source;
  const empty = node.kind === 'map' ? '{}' : '[]';
  const bare = node.kind === 'map' && isBarePair(node);
  if (bare) return [{ span: span(source, piece.start, Math.max(end, piece.end)), newText: empty }];
  const comma = commaBehind(text, piece.end);
  if (pieces.length === 1 && !text.slice(start, end).includes('#')) {
    return [{ span: node.span, newText: empty }];
  }
  const next = pieces[index + 1];
  const stop = comma ?? piece.end;
  const ends = endOfComment(text, stop);
  const previous = pieces[index - 1];
  const last = previous && !next && comma === undefined ? loneComma(source, previous.end) : [];
  if (startsLine(text, piece.start) && ends !== undefined && ends < text.length) {
    return [...last, { span: span(source, lineStart(text, piece.start), nextLine(text, ends)), newText: '' }];
  }
  if (next && text.slice(stop, next.start).trim() === '' && !text.slice(stop, next.start).includes('\n')) {
    return [{ span: span(source, piece.start, next.start), newText: '' }];
  }
  let from = piece.start;
  while (previous && isBlank(text[from - 1])) from--;
  return [...last, { span: span(source, from, stop), newText: '' }];
}

function loneComma(source: SourceText, from: number): TextEdit[] {
  const comma = commaBehind(source.text, from);
  return comma === undefined ? [] : [{ span: span(source, comma - 1, comma), newText: '' }];
}

/** The offset behind the comma that is the next thing from `from` on, comments and line ends apart. */
function commaBehind(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === ',') return at + 1;
    if (character === '#') at = nextLine(text, at) - 1;
    else if (character !== undefined && !/\s/.test(character)) return undefined;
  }
  return undefined;
}
