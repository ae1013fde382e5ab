import { rootOf } from '../model/document.ts';
import type { Entry, MapNode, Node, SeqNode } from '../model/node.ts';
import { colonAfter, documentStart } from '../model/tokens.ts';
import type { SourceText } from '../text/span.ts';
import { columnOf, entryStart } from './lines.ts';

/** What a value hangs on. */
export interface Place {
  /** `flow`: the value stands in a flow collection, or where it can not be told what holds it. */
  readonly holder: 'document' | 'entry' | 'item' | 'flow';
  /** The column of the key or the dash; -1 for a document. */
  readonly column: number;
  /** The offset behind the colon, the dash or the `---`, and behind the anchor and the tag of the value. */
  readonly head: number;
  /** A key without a colon, `? key` or `{key}`. */
  readonly bare: boolean;
  /** Keys around it are written in double quotes, as in JSON. */
  readonly json: boolean;
}

/** The entries that are written in a mapping itself, in their order. */
export function ownEntries(map: MapNode): readonly Entry[] {
  return map.entries.filter((each) => !each.via && each.keySpan.source === map.span.source);
}

/** Whether a flow mapping is written as JSON is. */
export function isJson(map: MapNode): boolean {
  const own = ownEntries(map);
  return map.flow && own.length > 0 && own.every(({ keySpan }) => keySpan.source.text[keySpan.start] === '"');
}

/** Whether a mapping of one pair stands in a flow sequence without braces: `[a: 1]`. */
export function isBarePair(map: MapNode): boolean {
  return map.flow && map.span.source.text[map.span.start] !== '{';
}

/** The column of the keys of a block mapping. */
export function keyColumn(map: MapNode): number {
  const [first] = ownEntries(map);
  const { text } = map.span.source;
  return columnOf(text, entryStart(text, first?.keySpan.start ?? map.span.start));
}

/** Finds what holds a value, by going down from the document's root to where the value is written. */
export function placeOf(node: Node): Place {
  const { source } = node.span;
  const { text } = source;
  const root = rootOf(source);
  const start = documentStart(text);
  let place: Place = {
    holder: 'document',
    column: -1,
    head: headOf(text, start, node),
    bare: false,
    json: false,
  };
  let at = root;
  while (at && !same(at, node)) {
    const json: boolean = place.json || (at.kind === 'map' && isJson(at));
    const next: Held | undefined = childAround(at, node.span);
    if (!next) break;
    const flow: boolean = (at.kind !== 'scalar' && at.flow) || place.holder === 'flow';
    const head: number = headOf(text, next.after, node);
    place = {
      holder: flow ? 'flow' : at.kind === 'map' ? 'entry' : 'item',
      column: columnOf(text, next.start),
      head,
      bare: next.bare,
      json,
    };
    at = next.value;
  }
  if (at && same(at, node)) return place;
  return { holder: 'flow', column: 0, head: node.span.start, bare: false, json: false };
}

/** The node that is written at a range; undefined where there is none, as in a key. */
export function nodeAt(source: SourceText, start: number, end: number): Node | undefined {
  let at = rootOf(source);
  while (at && (at.span.start !== start || at.span.end !== end)) {
    at = childAround(at, { start, end })?.value;
  }
  return at;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Held {
  readonly value: Node;
  readonly start: number;
  /** Behind the colon or the dash. */
  readonly after: number;
  readonly bare: boolean;
}

function same(a: Node, b: Node): boolean {
  return a.kind === b.kind && a.span.start === b.span.start && a.span.end === b.span.end;
}

function around(outer: Node, inner: Range): boolean {
  return !outer.via && outer.span.end >= inner.end && outer.outerStart <= inner.start;
}

function childAround(parent: Node, node: Range): Held | undefined {
  if (parent.kind === 'map') return entryAround(parent, node);
  return parent.kind === 'seq' ? itemAround(parent, node) : undefined;
}

function entryAround(map: MapNode, node: Range): Held | undefined {
  const { text } = map.span.source;
  const entry = map.entries.find((each) => !each.via && around(each.value, node));
  if (!entry) return undefined;
  const after = colonAfter(text, entry.keySpan.end, map.flow);
  return {
    value: entry.value,
    start: entryStart(text, entry.keySpan.start),
    after,
    bare: after === entry.keySpan.end,
  };
}

function itemAround(seq: SeqNode, node: Range): Held | undefined {
  const item = seq.items.find((each) => around(each.value, node));
  return (
    item && {
      value: item.value,
      start: item.start,
      after: seq.flow ? item.start : item.start + 1,
      bare: false,
    }
  );
}

const PROPERTY = /[&!]\S*/y;

/** The offset behind the anchor and the tag that stand between `after` and a value. */
function headOf(text: string, after: number, node: Node): number {
  if (node.outerStart >= node.span.start) return after;
  let at = node.outerStart;
  let end = at;
  while (at < node.span.start) {
    PROPERTY.lastIndex = at;
    const property = PROPERTY.exec(text);
    if (property) {
      at = Math.min(at + property[0].length, node.span.start);
      end = at;
    } else if (text[at] === '#') at = Math.max(text.indexOf('\n', at), at + 1);
    else at++;
  }
  return end;
}
