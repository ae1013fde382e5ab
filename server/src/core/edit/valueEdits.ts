import type { MapNode, Node, SeqNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, type Span, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import {
  columnOf,
  eolAt,
  headerOf,
  isBlank,
  lineEnd,
  lineStart,
  nextLine,
  startsLine,
  trimLineEnd,
} from './lines.ts';
import { type Place, placeOf } from './place.ts';
import { isNested, Renderer } from './render.ts';
import { scalarText } from './scalarText.ts';
import { isList, isValues, type Values } from './values.ts';

/**
 * Replaces a value as it is written; its anchor stays, and a tag if it fits. `flow`: a collection is customarily
 * written on one line here.
 */
export function replaceValue(node: Node, value: Data, order: KeyOrder | undefined, flow = false): TextEdit[] {
  const place = placeOf(node);
  const renderer = new Renderer(habitsOf(node.span.source));
  if (place.holder === 'flow') {
    return putInline(
      node,
      place,
      value,
      scalarAsBefore(node, value, true) ?? renderer.flow(value, place.json, order),
    );
  }
  if (flow && isNested(value)) return putInline(node, place, value, renderer.flow(value, true, order));
  if (place.holder === 'item' && isList(value)) {
    return putInline(node, place, value, renderer.flow(value, false, order));
  }
  if (isNested(value)) return putBelow(node, place, value, order);
  return putInline(node, place, value, scalarAsBefore(node, value, false) ?? renderer.inline(value));
}

/** Leaves an empty collection in the place of one in block style. */
export function emptied(node: MapNode | SeqNode): TextEdit[] {
  const [value, text] = node.kind === 'map' ? [{}, '{}'] : [[], '[]'];
  return putInline(node, placeOf(node), value, text);
}

/** Writes values into a mapping that has no entry of its own: `{}`. */
export function fillMap(map: MapNode, values: Values, order: KeyOrder | undefined): TextEdit[] {
  return fill(map, values, order);
}

/** Writes items into a sequence that has none: `[]`. */
export function fillSeq(seq: SeqNode, items: readonly Data[], order: KeyOrder | undefined): TextEdit[] {
  return fill(seq, items, order);
}

function fill(
  node: MapNode | SeqNode,
  value: Values | readonly Data[],
  order: KeyOrder | undefined,
): TextEdit[] {
  const { source, start, end } = node.span;
  if (source.text.slice(start + 1, end - 1).trim() === '') return replaceValue(node, value, order);
  // Something stands in it, a comment: keep that.
  const renderer = new Renderer(habitsOf(source));
  const { json } = placeOf(node);
  const parts = isList(value)
    ? value.map((item) => renderer.flow(item, json))
    : renderer.flowEntries(value, json, order);
  return [{ span: span(source, start + 1, start + 1), newText: parts.join(', ') }];
}

/** Text in the quotes of the scalar it replaces; undefined where there were none. */
function scalarAsBefore(node: Node, value: Data, flow: boolean): string | undefined {
  if (node.kind !== 'scalar' || typeof value !== 'string') return undefined;
  if (node.style !== 'single' && node.style !== 'double') return undefined;
  return scalarText(value, { quote: node.style === 'single' ? "'" : '"', flow, always: true });
}

/** Puts text on one line in the place of a value. */
function putInline(node: Node, place: Place, value: Data, text: string): TextEdit[] {
  const { source, start, end } = node.span;
  const tag = dropTag(node, value);
  const bounds = source.text;
  if (start === end) {
    if (!place.bare) return [...tag, { span: span(source, start, start), newText: ` ${text}` }];
    if (place.holder === 'flow') return [{ span: span(source, start, start), newText: `: ${text}` }];
    const at = lineEnd(bounds, start);
    const newText = `${eolAt(bounds, at)}${' '.repeat(place.column)}: ${text}`;
    return [{ span: span(source, at, at), newText }];
  }
  if (node.kind === 'scalar') {
    const block = node.style === 'literal' || node.style === 'folded';
    const newText = block ? text + headerOf(node).comment : text;
    return [...tag, { span: node.span, newText }];
  }
  const hangs =
    !node.flow && place.holder !== 'document' && place.holder !== 'flow' && startsLine(bounds, start);
  if (!hangs)
    return [...tag, { span: span(source, start, node.flow ? end : lineEnd(bounds, end)), newText: text }];
  return [
    ...tag,
    { span: span(source, place.head, place.head), newText: ` ${text}` },
    { span: span(source, trimLineEnd(bounds, lineStart(bounds, start)), lineEnd(bounds, end)), newText: '' },
  ];
}

/** Puts a collection in block style in the place of a value. */
function putBelow(node: Node, place: Place, value: Data, order: KeyOrder | undefined): TextEdit[] {
  const { source, start, end } = node.span;
  const { text } = source;
  const tag = dropTag(node, value);
  const eol = eolAt(text, start);
  const renderer = new Renderer(habitsOf(source));
  const block = node.kind !== 'scalar' && !node.flow;
  if (block && startsLine(text, start)) {
    const keeps = isList(value) === (node.kind === 'seq');
    const lines = keeps
      ? linesAt(renderer, value, columnOf(text, start), order)
      : hanging(renderer, place, value, order);
    return [
      ...tag,
      { span: span(source, lineStart(text, start), lineEnd(text, end)), newText: lines.join(eol) },
    ];
  }
  const header = node.kind === 'scalar' ? headerOf(node).comment.trim() : '';
  const behind = text.slice(end, lineEnd(text, end)).trim();
  const comment = [header, behind].filter((each) => each !== '').join(' ');
  const hasProperties = node.outerStart < start;
  const compact = place.holder === 'item' && !hasProperties && comment === '' && start !== end;
  if (block || compact) {
    const lines = linesAt(renderer, value, columnOf(text, start), order);
    const stop = lineEnd(text, end);
    return [...tag, { span: span(source, start, stop), newText: lines.join(eol).trimStart() }];
  }
  const lines = hanging(renderer, place, value, order);
  if (start === end)
    return [...tag, fillEmpty(source, place, start, lines, compactItem(place, node, comment))];
  if (startsLine(text, start)) {
    if (place.holder === 'document') return [...tag, { span: node.span, newText: lines.join(eol) }];
    const note = comment === '' ? [] : [`${' '.repeat(Math.max(place.column + 2, 0))}${comment}`];
    const from = lineStart(text, start);
    return [...tag, { span: span(source, from, lineEnd(text, end)), newText: [...note, ...lines].join(eol) }];
  }
  // A dropped tag directly before the value goes in the same edit.
  const dropped = tag.find((each) => each.span.end === start);
  let from = dropped?.span.start ?? start;
  while (from > 0 && isBlank(text[from - 1])) from--;
  const newText = `${comment === '' ? '' : ` ${comment}`}${eol}${lines.join(eol)}`;
  const others = tag.filter((each) => each !== dropped);
  return [...others, { span: span(source, from, lineEnd(text, end)), newText }];
}

function compactItem(place: Place, node: Node, comment: string): boolean {
  return place.holder === 'item' && comment === '' && node.outerStart === node.span.start;
}

/** Fills a place where nothing is written yet: `key:`, `-` or `? key`. */
function fillEmpty(
  source: SourceText,
  place: Place,
  start: number,
  lines: readonly string[],
  compact: boolean,
): TextEdit {
  const { text } = source;
  const end = lineEnd(text, start);
  const eol = eolAt(text, start);
  if (compact) return { span: span(source, start, end), newText: ` ${lines.join(eol).trimStart()}` };
  const colon = place.bare ? `${eol}${' '.repeat(place.column)}:` : '';
  return { span: span(source, end, end), newText: colon + eol + lines.join(eol) };
}

function linesAt(renderer: Renderer, value: Data, column: number, order: KeyOrder | undefined): string[] {
  if (isValues(value)) return renderer.entries(value, column, order);
  return isList(value) ? renderer.items(value, column, order) : [];
}

function hanging(renderer: Renderer, place: Place, value: Data, order: KeyOrder | undefined): string[] {
  if (place.holder === 'entry') return renderer.below(value, place.column, order);
  return linesAt(renderer, value, place.holder === 'item' ? place.column + 2 : 0, order);
}

const CORE = 'tag:yaml.org,2002:';

/** Whether a tag may stand before a new value. */
function fits(tag: string, node: Node, value: Data): boolean {
  const kind = isList(value) ? 'seq' : isValues(value) ? 'map' : 'scalar';
  if (tag === `${CORE}str`) return typeof value === 'string';
  if (tag === `${CORE}${kind}`) return true;
  return !tag.startsWith(CORE) && kind === node.kind && kind !== 'scalar' && tag !== '!reset';
}

/** Removes the tag of a value that it does not fit any more. */
function dropTag(node: Node, value: Data): TextEdit[] {
  if (node.tag === undefined || fits(node.tag, node, value)) return [];
  const tag = tagSpan(node);
  return tag ? [{ span: tag, newText: '' }] : [];
}

/** Where the tag stands before a value, with the blanks that go with it. */
function tagSpan(node: Node): Span | undefined {
  const { source, start } = node.span;
  const { text } = source;
  let at = node.outerStart;
  while (at < start) {
    const word = /^[&!]\S*/.exec(text.slice(at, start))?.[0];
    if (word?.startsWith('!')) return withBlanks(source, at, at + word.length, start);
    if (word !== undefined) at += word.length;
    else if (text[at] === '#') at = nextLine(text, at);
    else at++;
  }
  return undefined;
}

/** A stretch with the blanks behind it; with those before it where nothing follows on the line. */
function withBlanks(source: SourceText, start: number, end: number, limit: number): Span {
  const { text } = source;
  let to = end;
  while (to < limit && isBlank(text[to])) to++;
  if (to < limit && !/[\r\n#]/.test(text.charAt(to))) return span(source, start, to);
  if (to > end && to === limit && limit < lineEnd(text, limit)) return span(source, start, to);
  let from = start;
  while (from > 0 && isBlank(text[from - 1])) from--;
  return span(source, from, end);
}
