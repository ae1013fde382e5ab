import type { Location, Span } from './span.ts';

/** Replaces the text at a span by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A text edit with its place counted from the start of its file. */
export interface LocatedEdit {
  readonly location: Location;
  readonly newText: string;
}

/** An edit reduced to what applying it to one string needs. */
export interface PlainEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A located edit as an edit of its own file's text. */
export function plain(edit: LocatedEdit): PlainEdit {
  return { start: edit.location.start, end: edit.location.end, newText: edit.newText };
}

function byPosition(a: PlainEdit, b: PlainEdit): number {
  return a.start - b.start || a.end - b.end;
}

/** Whether two edits touch the same characters, or insert at the same place. */
export function overlap(a: PlainEdit, b: PlainEdit): boolean {
  if (a.start === b.start && a.end === a.start && b.end === b.start) return true;
  return a.start < b.end && b.start < a.end;
}

/**
 * Applies edits to a text. Edits at one place are applied in the order given.
 * @throws RangeError where two edits overlap: that is a bug in whoever made them.
 */
export function applyEdits(text: string, edits: readonly PlainEdit[]): string {
  const sorted = [...edits].sort(byPosition);
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.start < at) throw new RangeError(`Edits overlap at offset ${edit.start}.`);
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

function length(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.to - piece.from;
}

function cut(piece: Piece, start: number, end: number): Piece {
  return 'text' in piece
    ? { text: piece.text.slice(start, end) }
    : { from: piece.from + start, to: piece.from + end };
}

function slice(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const size = length(piece);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, size);
    if (from < to) result.push(cut(piece, from, to));
    at += size;
  }
  return result;
}

/**
 * Folds successive rounds of edits, each made against the result of the one before, into one list of
 * edits against the first text. What no round touched is in no edit.
 */
export function composeEdits(text: string, rounds: readonly (readonly PlainEdit[])[]): PlainEdit[] {
  let pieces: Piece[] = [{ from: 0, to: text.length }];
  for (const round of rounds) {
    const next: Piece[] = [];
    let at = 0;
    for (const edit of [...round].sort(byPosition)) {
      next.push(...slice(pieces, at, edit.start), { text: edit.newText });
      at = edit.end;
    }
    const total = pieces.reduce((sum, piece) => sum + length(piece), 0);
    pieces = [...next, ...slice(pieces, at, total)];
  }
  return editsOf(pieces, text.length);
}

function editsOf(pieces: readonly Piece[], size: number): PlainEdit[] {
  const result: PlainEdit[] = [];
  let at = 0;
  let inserted = '';
  const flush = (until: number): void => {
    if (inserted !== '' || until > at) result.push({ start: at, end: until, newText: inserted });
    inserted = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) {
      inserted += piece.text;
      continue;
    }
    flush(piece.from);
    at = piece.to;
  }
  flush(size);
  return result;
}
