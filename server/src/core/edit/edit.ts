import type { Entry, MapNode, Node, SeqNode } from '../model/node.ts';
import { type Data, dataOf, isNull } from '../model/read.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import {
  appendBlock,
  insertBlock,
  removeBlockEntry,
  removeBlockItem,
  substituteEntry,
} from './blockEdits.ts';
import { insertComment, removeComment } from './commentEdits.ts';
import { appendFlow, insertFlow, removeFlowEntry, removeFlowItem } from './flowEdits.ts';
import { habitsOf } from './habits.ts';
import { type KeyOrder, orderUnder } from './keyOrder.ts';
import { ownEntries } from './place.ts';
import { quote, unquote } from './quoting.ts';
import { sortedKeys } from './render.ts';
import { reorder } from './reorder.ts';
import { scalarText } from './scalarText.ts';
import { orphans } from './shares.ts';
import { tidy } from './tidy.ts';
import { fillMap, fillSeq, replaceValue } from './valueEdits.ts';
import { equalData, isList, isValues, mergedData, missingItems, type Values } from './values.ts';
import { holderOfItem, holdersOf, writtenMap, writtenSeq } from './written.ts';

export { shares } from './shares.ts';

/**
 * The one maker of text edits: it alone knows indentation, flow and block style, comments, quotes and line
 * endings. Every function takes nodes of the model and gives the edits that bring the change about; every byte
 * outside them stays as it was. What several layers were merged into is edited where it is written: what is added goes to the
 * lowest layer. A node that is reached through an alias is edited at its anchor (see {@link shares}).
 * There are no edits where an alias elsewhere would be left without its anchor.
 */
export const edit = {
  /**
   * Merges values into a mapping. A key that is absent is inserted where `order` has it; a mapping is merged into
   * a mapping; a sequence gets the items it lacks; anything else is replaced. What a merge key (`<<`) brings is
   * overridden by a key of the mapping's own, so that nothing else that shares the anchor changes.
   */
  add(map: MapNode, values: Values, order?: KeyOrder): TextEdit[] {
    return checked(merge(map, values, order));
  },

  /**
   * Removes a key with its lines and the comments on them, in every layer that has it; of the last key `{}` is left.
   * Comments above it stay. None for an absent key and for one that `<<` brings.
   */
  remove(map: MapNode, key: string): TextEdit[] {
    return checked(holdersOf(map, key).flatMap((holder) => removeEntry(holder.map, holder.entry)));
  },

  /** Gives a key another name; its quotes stay. */
  rename(map: MapNode, key: string, newKey: string): TextEdit[] {
    const [holder, ...others] = holdersOf(map, key);
    if (!holder || others.length > 0) return [];
    const { entry } = holder;
    const { source, start } = entry.keySpan;
    const old = source.text[start];
    const quoted = old === '"' || old === "'";
    const quote = quoted ? old : habitsOf(source).quote;
    const newText = scalarText(newKey, { quote, flow: holder.map.flow, always: quoted });
    return checked([{ span: entry.keySpan, newText }]);
  },

  /** Puts another key with another value in the place of an entry; the comment behind the old value goes with it. */
  substitute(map: MapNode, key: string, newKey: string, value: Data, order?: KeyOrder): TextEdit[] {
    const holder = holdersOf(map, key).at(-1);
    return holder ? checked(substituteEntry(holder.map, holder.entry, { [newKey]: value }, order)) : [];
  },

  /** Replaces a value; its anchor stays, and so do the quotes of a string and the comment behind it. */
  replace(node: Node, value: Data): TextEdit[] {
    return node.made || node.parts ? [] : checked(replaceValue(node, value, undefined));
  },

  /** Adds an item at the end of a sequence. */
  append(seq: SeqNode, value: Data, order?: KeyOrder): TextEdit[] {
    return checked(append(seq, [value], order));
  },

  /** Removes an item of a sequence with its lines; of the last one `[]` is left. */
  removeItem(seq: SeqNode, index: number): TextEdit[] {
    const item = seq.items[index];
    const holder = item && holderOfItem(seq, item);
    if (!holder) return [];
    const remove = holder.seq.flow ? removeFlowItem : removeBlockItem;
    return checked(remove(holder.seq, holder.index));
  },

  /**
   * Removes an item of the sequence that a key holds, and where it is the last one written there the key as well. A
   * sequence with a tag stays, empty: `!override []` says something.
   */
  removeFrom(map: MapNode, key: string, index: number): TextEdit[] {
    const seq = map.entries.find((each) => each.key === key)?.value;
    const item = seq?.kind === 'seq' ? seq.items[index] : undefined;
    const holder = seq?.kind === 'seq' && item ? holderOfItem(seq, item) : undefined;
    if (seq?.kind !== 'seq' || !holder) return [];
    const owner = holdersOf(map, key).find((each) => each.entry.value === holder.seq);
    if (!owner || holder.seq.items.length > 1 || holder.seq.tag !== undefined) {
      return edit.removeItem(seq, index);
    }
    return checked(removeEntry(owner.map, owner.entry));
  },

  /** Puts what is written in a mapping or a sequence into another order; see {@link reorder}. */
  reorder(node: MapNode | SeqNode, order: readonly number[]): TextEdit[] {
    return checked(reorder(node, order));
  },

  /** Puts a plain scalar into quotes. */
  quote,

  /** Takes the quotes off a scalar that does not need them. */
  unquote,

  /** Inserts a comment line above the one a span starts on, at the same indentation; above all of a text of several lines. */
  insertLineAbove(place: Span, line: string): TextEdit[] {
    return insertComment(place, line);
  },

  /** Removes a comment: its whole line where it stands alone, else the blanks before it too. */
  removeComment(comment: Span): TextEdit[] {
    return removeComment(comment);
  },
} as const;

function removeEntry(map: MapNode, entry: Entry): TextEdit[] {
  const index = ownEntries(map).indexOf(entry);
  return map.flow ? removeFlowEntry(map, index) : removeBlockEntry(map, index);
}

function checked(edits: readonly TextEdit[]): TextEdit[] {
  const result = tidy(edits);
  return orphans(result) ? [] : result;
}

function merge(map: MapNode, values: Values, order: KeyOrder | undefined): TextEdit[] {
  const edits: TextEdit[] = [];
  const absent = new Map<string, Data>();
  for (const key of sortedKeys(values, order)) {
    const value = values[key] ?? null;
    const present = map.entries.find((each) => each.key === key);
    if (!present) absent.set(key, value);
    else if (present.via) {
      const before = dataOf(present.value);
      const after = mergedData(before, value);
      if (!equalData(before, after)) absent.set(key, after);
    } else edits.push(...mergeInto(present.value, value, key, order));
  }
  const written = writtenMap(map);
  if (!written) return edits;
  // What is written here, and taken away by another layer, would only be written twice.
  if (ownEntries(written).some((each) => absent.has(each.key))) return [];
  return [...edits, ...insert(written, absent, order)];
}

function mergeInto(node: Node, value: Data, key: string, order: KeyOrder | undefined): TextEdit[] {
  const below = orderUnder(order, key);
  if (node.kind === 'map' && isValues(value)) return merge(node, value, below);
  if (node.kind === 'seq' && isList(value)) {
    const missing = missingItems(
      node.items.map((item) => dataOf(item.value)),
      value,
    );
    return missing.length === 0 ? [] : append(node, missing, below);
  }
  if (node.kind === 'scalar' && !isNull(node) && equalData(dataOf(node), value)) return [];
  if (isNull(node) && value === null) return [];
  return node.made ? [] : replaceValue(node, value, below, order?.flow?.includes(key));
}

function append(merged: SeqNode, values: readonly Data[], order: KeyOrder | undefined): TextEdit[] {
  const seq = writtenSeq(merged);
  if (!seq) return [];
  if (seq.items.length === 0) return fillSeq(seq, values, order);
  return seq.flow ? appendFlow(seq, values) : appendBlock(seq, values, order);
}

/** Inserts keys that are absent, those that belong to one place in one edit. */
function insert(map: MapNode, values: ReadonlyMap<string, Data>, order: KeyOrder | undefined): TextEdit[] {
  if (values.size === 0) return [];
  const own = ownEntries(map).map((each) => each.key);
  if (own.length === 0) return fillMap(map, Object.fromEntries(values), order);
  const places = new Map<number, [string, Data][]>();
  for (const [key, value] of values) {
    const place = placeFor(key, own, order);
    const group = places.get(place) ?? [];
    group.push([key, value]);
    places.set(place, group);
  }
  return [...places].flatMap(([place, group]) =>
    (map.flow ? insertFlow : insertBlock)(map, place, Object.fromEntries(group), order),
  );
}

/** The index of the entry behind which a key belongs: the last that precedes it in the order; -1 for the very first place. */
function placeFor(key: string, own: readonly string[], order: KeyOrder | undefined): number {
  const rank = order?.keys.indexOf(key) ?? -1;
  if (!order || rank < 0) return own.length - 1;
  const before = own.findLastIndex((each) => {
    const other = order.keys.indexOf(each);
    return other >= 0 && other < rank;
  });
  if (before >= 0) return before;
  const after = own.findIndex((each) => order.keys.indexOf(each) > rank);
  return after < 0 ? own.length - 1 : after - 1;
}
