import type { Entry, MapNode, Node, SeqNode } from '../model/node.ts';
import { type Data, dataOf, isNull } from '../model/read.ts';
import type { SharedRange, Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { appendBlock, insertBlock, removeBlockEntry, removeBlockItem } from './blockEdits.ts';
import { appendFlow, insertFlow, removeFlowEntry, removeFlowItem } from './flowEdits.ts';
import { habitsOf } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import { columnOf, lineEnd, lineStart } from './lines.ts';
import { isValues, Renderer, sortedKeys, type Values } from './render.ts';
import { fillEmpty, replaceValue, substituteEntry } from './valueEdits.ts';

/**
 * The one maker of text edits: it alone knows indentation, flow and block style, comments, quotes and line
 * endings. Every function takes nodes of the model and gives the edits that bring the change about; every byte
 * outside them stays as it was. A node that is reached through an alias is edited at its anchor (see {@link shares}).
 */
export const edit = {
  /**
   * Merges values into a mapping. A key that is absent is inserted where `order` has it; a mapping is merged into
   * a mapping; a sequence gets the items it lacks; anything else is replaced. What a merge key (`<<`) brings is
   * overridden by a key of the mapping's own, so that nothing else that shares the anchor changes.
   */
  add(map: MapNode, values: Values, order?: KeyOrder): TextEdit[] {
    const edits: TextEdit[] = [];
    const absent: Record<string, Data> = {};
    for (const key of sortedKeys(values, order)) {
      const value = values[key] ?? null;
      const present = map.entries.find((each) => each.key === key);
      if (!present) absent[key] = value;
      else if (present.via) absent[key] = mergedData(dataOf(present.value), value);
      else edits.push(...mergeInto(present.value, value, order?.under?.[key]));
    }
    return [...edits, ...insert(map, absent, order)];
  },

  /** Removes a key with its value and the comment on its line. None for an absent key and for one that `<<` brings. */
  remove(map: MapNode, key: string): TextEdit[] {
    const index = ownEntries(map).findIndex((each) => each.key === key);
    if (index < 0) return [];
    return map.flow ? removeFlowEntry(map, index) : removeBlockEntry(map, ownEntries(map), index);
  },

  /** Gives a key another name; quotes stay where they were. */
  rename(map: MapNode, key: string, newKey: string): TextEdit[] {
    const entry = ownEntries(map).find((each) => each.key === key);
    if (!entry) return [];
    const { source, start } = entry.keySpan;
    const json = source.text[start] === '"';
    return [{ span: entry.keySpan, newText: new Renderer(habitsOf(source)).key(newKey, map.flow, json) }];
  },

  /** Replaces a value; its anchor stays, and so do quotes and the comment behind it. */
  replace(node: Node, value: Data): TextEdit[] {
    return replaceValue(node, value, undefined);
  },

  /** Puts another key with another value in the place of an entry; the comment behind the old value goes with it. */
  substitute(map: MapNode, key: string, newKey: string, value: Data, order?: KeyOrder): TextEdit[] {
    const entry = ownEntries(map).find((each) => each.key === key);
    return entry ? substituteEntry(map, entry, newKey, value, order) : [];
  },

  /** Adds an item at the end of a sequence. */
  append(seq: SeqNode, value: Data, order?: KeyOrder): TextEdit[] {
    return seq.flow ? appendFlow(seq, [value]) : appendBlock(seq, [value], order);
  },

  /** Removes an item of a sequence; the last one leaves `[]`. */
  removeItem(seq: SeqNode, index: number): TextEdit[] {
    if (!seq.items[index]) return [];
    return seq.flow ? removeFlowItem(seq, index) : removeBlockItem(seq, index);
  },

  /** Inserts a line above the one a span starts on, at the same indentation. */
  insertLineAbove(place: Span, line: string): TextEdit[] {
    const { source } = place;
    const start = lineStart(source.text, place.start);
    const at = source.text.charCodeAt(start) === 0xfeff ? start + 1 : start;
    const indent = /^[ \t]*/.exec(source.text.slice(at))?.[0] ?? '';
    const newText = indent + line + habitsOf(source).eol;
    return [{ span: { source, start: at, end: at }, newText }];
  },

  /** Removes a comment: its whole line where it stands alone, else the blanks before it too. */
  removeComment(comment: Span): TextEdit[] {
    const { source } = comment;
    const start = lineStart(source.text, comment.start);
    const before = source.text.slice(start, comment.start);
    const end = lineEnd(source.text, comment.end);
    const from = comment.start - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
    if (before.trim() !== '') return [{ span: { source, start: from, end }, newText: '' }];
    const next = source.text.indexOf('\n', end);
    return [{ span: { source, start, end: next < 0 ? end : next + 1 }, newText: '' }];
  },
} as const;

/** The anchored range that edits fall into, and how many places they change in all; undefined where there is none. */
export function shares(
  edits: readonly TextEdit[],
): { readonly name: string; readonly places: number } | undefined {
  let widest: SharedRange | undefined;
  for (const { span } of edits) {
    for (const range of span.source.shared) {
      const inside = range.start <= span.start && span.end <= range.end && !atBorder(span, range);
      if (inside && (!widest || range.aliases > widest.aliases)) widest = range;
    }
  }
  return widest && { name: widest.name, places: widest.aliases + 1 };
}

/** An insertion right behind a range that ends in a line of its own may belong to the sibling that follows. */
function atBorder(place: Span, range: SharedRange): boolean {
  return (
    place.start === place.end && place.start === range.start && columnOf(place.source.text, place.start) === 0
  );
}

function ownEntries(map: MapNode): readonly Entry[] {
  return map.entries.filter((each) => !each.via);
}

function mergeInto(node: Node, value: Data, order: KeyOrder | undefined): TextEdit[] {
  if (node.kind === 'map' && isValues(value)) return edit.add(node, value, order);
  if (node.kind === 'seq' && Array.isArray(value)) {
    const present = new Set(node.items.map((item) => JSON.stringify(dataOf(item.value))));
    const missing = value.filter((item: Data) => !present.has(JSON.stringify(item)));
    if (missing.length === 0) return [];
    return node.flow ? appendFlow(node, missing) : appendBlock(node, missing, order);
  }
  if (node.kind === 'scalar' && JSON.stringify(dataOf(node)) === JSON.stringify(value) && !isNull(node))
    return [];
  return replaceValue(node, value, order);
}

/** What {@link mergeInto} makes, as data. */
function mergedData(before: Data, value: Data): Data {
  if (isValues(before) && isValues(value)) {
    const result: Record<string, Data> = { ...before };
    for (const [key, each] of Object.entries(value)) {
      const old = before[key];
      result[key] = old === undefined ? each : mergedData(old, each);
    }
    return result;
  }
  if (Array.isArray(before) && Array.isArray(value)) {
    const present = new Set(before.map((item) => JSON.stringify(item)));
    return [...before, ...value.filter((item) => !present.has(JSON.stringify(item)))];
  }
  return value;
}

/** Inserts keys that are absent, those that belong to one place in one edit. */
function insert(map: MapNode, values: Values, order: KeyOrder | undefined): TextEdit[] {
  const keys = sortedKeys(values, order);
  if (keys.length === 0) return [];
  const own = ownEntries(map);
  if (own.length === 0) return fillEmpty(map, values, order);
  const places = new Map<number, Record<string, Data>>();
  for (const key of keys) {
    const place = placeFor(key, own, order);
    const group = places.get(place) ?? {};
    group[key] = values[key] ?? null;
    places.set(place, group);
  }
  return [...places].flatMap(([place, group]) =>
    map.flow ? insertFlow(map, own, place, group) : insertBlock(own, place, group, order),
  );
}

/** The index of the entry behind which a key belongs: the last that precedes it in the order; -1 for the very first place. */
function placeFor(key: string, own: readonly Entry[], order: KeyOrder | undefined): number {
  const rank = order?.keys.indexOf(key) ?? -1;
  if (!order || rank < 0) return own.length - 1;
  const before = own.findLastIndex((each) => {
    const other = order.keys.indexOf(each.key);
    return other >= 0 && other < rank;
  });
  if (before >= 0) return before;
  const after = own.findIndex((each) => order.keys.indexOf(each.key) > rank);
  return after < 0 ? own.length - 1 : after - 1;
}
