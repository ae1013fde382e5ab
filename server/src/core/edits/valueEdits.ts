import type { Entry, MapNode, Node } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import { type SourceText, span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import { columnOf, entryEnd, keyColumn, lineEnd, lineStart, trimBefore } from './lines.ts';
import { Renderer, type Values } from './render.ts';
import { scalarText } from './scalarText.ts';

/** Replaces a value as it is written; its anchor stays, a tag goes. */
export function replaceValue(node: Node, value: Data, order: KeyOrder | undefined): TextEdit[] {
  const { source, start, end } = node.span;
  const renderer = new Renderer(habitsOf(source));
  const holder = holderOf(source, node);
  const below = holder.block ? renderer.below(value, holder.column, order) : undefined;
  const anchor = node.anchor === undefined ? '' : `&${node.anchor}`;
  if (below) return [hangBelow(source, node, below, anchor)];
  const text = inlineText(node, value, renderer, holder.block);
  const empty = node.kind === 'scalar' && node.style === 'empty' && node.outerStart === start;
  if (empty) {
    // In `{key}` the key has no colon yet.
    const colon = /[:\-?[,]$/.test(source.text.slice(0, start).trimEnd()) ? '' : ':';
    return [{ span: span(source, start, start), newText: `${colon} ${text}` }];
  }
  const tagged = node.tag !== undefined && node.outerStart < start;
  const block = node.kind !== 'scalar' && !node.flow;
  if (block) {
    const from = trimBefore(source.text, tagged || anchor ? node.outerStart : start);
    const dash = /[:-]/.test(source.text.charAt(from - 1));
    const newText = anchor ? ` ${anchor} ${text}` : ` ${text}`;
    return [
      dash ? { span: span(source, from, end), newText } : { span: span(source, start, end), newText: text },
    ];
  }
  if (tagged) {
    const newText = anchor ? `${anchor} ${text}` : text;
    return [{ span: span(source, node.outerStart, end), newText }];
  }
  return [{ span: span(source, start, end), newText: text }];
}

function inlineText(node: Node, value: Data, renderer: Renderer, block: boolean): string {
  if (typeof value === 'object' && value !== null) return renderer.flow(value, false);
  const quoted = node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
  const quote = quoted ? (node.style === 'single' ? "'" : '"') : habitsOf(node.span.source).quote;
  return scalarText(value, { quote, flow: !block, always: quoted });
}

/** Writes values into a mapping that has no entry of its own: `{}`. */
export function fillEmpty(map: MapNode, values: Values, order: KeyOrder | undefined): TextEdit[] {
  const { source } = map.span;
  const holder = holderOf(source, map);
  const renderer = new Renderer(habitsOf(source));
  if (holder.block && map.flow) {
    if (holder.root)
      return [{ span: map.span, newText: renderer.entries(values, 0, order).join(habitsOf(source).eol) }];
    const below = renderer.below(values, holder.column, order);
    if (below) return [hangBelow(source, map, below, map.anchor === undefined ? '' : `&${map.anchor}`)];
  }
  return [{ span: map.span, newText: renderer.flow(values, holder.json) }];
}

interface Holder {
  /** The value may be written in block style below its key. */
  readonly block: boolean;
  /** The column of the key, or of the dash's content. */
  readonly column: number;
  readonly root: boolean;
  readonly json: boolean;
}

/** What holds a value: a key or a dash of a block collection, the document, or a flow collection. */
function holderOf(source: SourceText, node: Node): Holder {
  const { text } = source;
  const before = text.slice(0, node.outerStart).trimEnd();
  const json = node.span.start > 0 && /"\s*:$/.test(before);
  if (before.replace(/^\uFEFF/, '') === '' || /(?:^|\n)(?:---|#[^\n]*)$/.test(before)) {
    return { block: true, column: -habitsOf(source).indent, root: true, json };
  }
  const keyEnd = before.length;
  const start = lineStart(text, keyEnd);
  const line = text.slice(start, keyEnd).replace(/^\uFEFF/, '');
  const key =
    /^([ \t]*(?:[-?][ \t]+)*)(?:[&!]\S+[ \t]+)*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s{["'#][^{}[\],]*?)[ \t]*:$/.exec(
      line,
    );
  if (key) return { block: true, column: key[1]?.length ?? 0, root: false, json: false };
  const item = /^([ \t]*(?:-[ \t]+)*)-$/.exec(line);
  if (item) return { block: false, column: (item[1]?.length ?? 0) + 2, root: false, json };
  return { block: false, column: columnOf(text, node.span.start), root: false, json };
}

/** Puts lines below the key of a value in its place; a comment behind the value stays on the key's line. */
function hangBelow(source: SourceText, node: Node, lines: readonly string[], anchor: string): TextEdit {
  const { text } = source;
  const { eol } = habitsOf(source);
  const from = trimBefore(text, node.outerStart);
  const end = Math.max(node.span.end, from);
  const stop = lineEnd(text, end);
  const rest = text.slice(end, stop);
  const comment = rest.trim() === '' ? '' : rest;
  const head = anchor === '' ? '' : ` ${anchor}`;
  return { span: span(source, from, stop), newText: head + comment + eol + lines.join(eol) };
}

/** Writes another entry in the place of one. */
export function substituteEntry(
  map: MapNode,
  entry: Entry,
  key: string,
  value: Data,
  order: KeyOrder | undefined,
): TextEdit[] {
  const { source, start } = entry.keySpan;
  const habits = habitsOf(source);
  const renderer = new Renderer(habits);
  if (map.flow) {
    const json = source.text[start] === '"';
    const newText = `${renderer.key(key, true, json)}: ${renderer.flow(value, json)}`;
    return [{ span: span(source, start, entryEnd(entry)), newText }];
  }
  const column = keyColumn(source.text, map.entries[0] ?? entry);
  const lines = renderer.entry(key, value, column, order);
  const newText = lines.join(habits.eol).trimStart();
  return [{ span: span(source, start, lineEnd(source.text, entryEnd(entry))), newText }];
}
