import { mergedSeq, replacing, withItems } from '../../model/derive.ts';
import type { Item, Node, SeqNode } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import { directiveOf, listDirectiveOf } from './directive.ts';
import { completed, distinct, meaningful, type Values, valueAt } from './listKeys.ts';
import { refuse } from './problem.ts';
import type { Shape } from './shapes.ts';
import { isBlank, isNothing, made, setEntry, textOf } from './tree.ts';

/** The long way takes the square of this. */
const MOST_ITEMS = 2000;

/** Merges the values of items. */
export interface ItemMerger {
  walk(base: Node | undefined, patch: Node | undefined, known: Shape | undefined): Node | undefined;
}

/** An item on its way: its value changes, who it is does not. */
interface Cell {
  value: Node;
  readonly item: Item;
}

/**
 * Merges a list whose items have keys, following Kustomize in detail: the patch's items come first, items with one key
 * stay where they came, those with several keys move behind; an item without a key may push others out.
 */
export function mergeList(
  merger: ItemMerger,
  base: SeqNode | undefined,
  patch: Node | undefined,
  shape: Shape,
): Node | undefined {
  if (base === undefined) {
    if (patch?.kind !== 'seq') return undefined;
    return tidied(merger, patch, shape);
  }
  if (patch === undefined) return tidied(merger, base, shape, true);
  if (patch.kind !== 'seq') return undefined;
  const { directive, rest } = listDirectiveOf(patch);
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return replacing(tidied(merger, rest, shape), base);
  if (patch === base) return tidied(merger, rest, shape);
  const lower = cellsOf(base);
  const result = new ListMerge(merger, shape, lower, cellsOf(rest)).run();
  return mergedSeq(base, rest, itemsOf(result));
}

/** A list merged with itself, or with nothing. */
function tidied(merger: ItemMerger, list: SeqNode, shape: Shape, alone = false): SeqNode {
  const cells = cellsOf(list);
  const result = new ListMerge(merger, shape, cells, alone ? undefined : cells).run();
  return withItems(list, itemsOf(result));
}

function cellsOf(list: SeqNode): Cell[] {
  return list.items.map((item) => ({ value: item.value, item }));
}

function itemsOf(cells: readonly Cell[]): Item[] {
  return cells.map(({ value, item }) => (value === item.value ? item : { ...item, value }));
}

class ListMerge {
  private readonly merger: ItemMerger;
  private readonly shape: Shape;
  /** What is left of the base's items: those that a patch takes away are not met again. */
  private lower: readonly Cell[];
  private readonly self: boolean;
  private readonly upper: readonly Cell[] | undefined;

  constructor(merger: ItemMerger, shape: Shape, lower: readonly Cell[], upper: readonly Cell[] | undefined) {
    this.merger = merger;
    this.shape = shape;
    this.lower = lower;
    this.upper = upper;
    this.self = upper === lower;
  }

  run(): readonly Cell[] {
    const keys = this.shape.mergeKeys ?? [];
    const [only = ''] = keys;
    const lower = keys.length === 1 ? byKey(this.lower, only) : undefined;
    const upper = keys.length === 1 ? byKey(this.upper ?? [], only) : undefined;
    if (lower && upper) return this.mergeUnlike(lower, upper, only);
    const place = this.sources()[0]?.value.span;
    if (place && this.sources().length > MOST_ITEMS)
      refuse('too-large', place, 'This list is too long to be merged here.');
    if (keys.length === 0) return this.merge(this.primitives(), ['']);
    const all = this.sources().map(({ value }) => keys.map((key) => valueAt(value, key)));
    const unlike = distinct(all);
    return this.merge(keys.length > 1 ? completed(unlike) : unlike, keys);
  }

  /** Merges lists in which every item has a key of its own: what the long way comes to. */
  private mergeUnlike(
    lower: ReadonlyMap<string, Cell>,
    upper: ReadonlyMap<string, Cell>,
    key: string,
  ): readonly Cell[] {
    const result: Cell[] = [];
    for (const value of new Set([...upper.keys(), ...lower.keys()])) {
      const base = lower.get(value);
      const cell = this.mergeCells(base, this.upper && upper.get(value), [key], [value]);
      if (cell) result.push(base ?? cell);
    }
    return result;
  }

  private sources(): readonly Cell[] {
    return [...(this.upper ?? []), ...this.lower];
  }

  private primitives(): Values[] {
    return distinct(this.sources().map(({ value }) => [textOf(value)]));
  }

  private merge(list: readonly Values[], keys: Values): readonly Cell[] {
    let result: readonly Cell[] = [];
    let used: Values = keys;
    for (const values of list) {
      const [ownKeys, ownValues] = meaningful(list, values, keys);
      used = ownKeys;
      const cell = this.mergeItem(ownKeys, ownValues);
      if (cell) result = placed(result, cell, ownKeys, ownValues);
      else this.lower = placed(this.lower, undefined, ownKeys, ownValues);
    }
    return list.length === 0 ? this.lower : appended(result, this.lower, used);
  }

  /** The merged item with these values; undefined where nothing of it is left. */
  private mergeItem(keys: Values, values: Values): Cell | undefined {
    const [ownKeys, ownValues] = meaningful([values], values, keys);
    const lower = found(this.lower, ownKeys, ownValues);
    const patch = this.self ? this.lower : this.upper;
    const upper = patch && found(patch, ownKeys, ownValues);
    return this.mergeCells(lower, upper, keys, values);
  }

  private mergeCells(
    lower: Cell | undefined,
    upper: Cell | undefined,
    keys: Values,
    values: Values,
  ): Cell | undefined {
    const cell = lower && !takesOver(lower, upper) ? lower : upper;
    const merged = this.merger.walk(lower?.value, upper?.value, this.shape.items);
    if (!cell || merged === undefined || (merged.kind !== 'seq' && isBlank(merged))) return undefined;
    cell.value = keyed(merged, keys, values);
    return cell;
  }
}

/** The items by their key, if each is a mapping that has one of its own. */
function byKey(cells: readonly Cell[], key: string): ReadonlyMap<string, Cell> | undefined {
  const result = new Map<string, Cell>();
  for (const cell of cells) {
    const value = cell.value.kind === 'map' ? valueAt(cell.value, key) : '';
    if (value === '' || result.has(value)) return undefined;
    result.set(value, cell);
  }
  return result;
}

/** Whether the patch's item takes the place of the base's item instead of being merged into it. */
function takesOver(lower: Cell, upper: Cell | undefined): boolean {
  if (!upper || upper === lower) return false;
  if (upper.value.kind === 'scalar') return true;
  return upper.value.kind === 'map' && directiveOf(upper.value, false).directive === 'replace';
}

/** Makes sure that an item has its keys. */
function keyed(node: Node, keys: Values, values: Values): Node {
  let result = node;
  keys.forEach((key, index) => {
    const value = values[index] ?? '';
    if (result.kind !== 'map' || value === '' || entry(result, key)) return;
    result = setEntry(result, { key, keySpan: node.span, value: made(value, value, node.span) });
  });
  return result;
}

function found(cells: readonly Cell[], keys: Values, values: Values): Cell | undefined {
  if (keys[0] === '' || keys.length === 0)
    return cells.find(({ value }) => textOf(value) === (values[0] ?? ''));
  return cells.find(
    ({ value }) =>
      value.kind === 'map' &&
      keys.every((key, index) => {
        const at = entry(value, key)?.value;
        return at !== undefined && textOf(at) === (values[index] ?? '');
      }),
  );
}

/** Sets an item at the place of those with the same keys, else at the end; none: takes those away. */
function placed(
  cells: readonly Cell[],
  cell: Cell | undefined,
  keys: Values,
  values: Values,
): readonly Cell[] {
  const mappings = (keys[0] ?? '') !== '' && (values[0] ?? '') !== '';
  let matched = false;
  const result: Cell[] = [];
  for (const each of cells) {
    if (isNothing(each.value) || (each.value.kind === 'map' && each.value.entries.length === 0)) continue;
    if (each.value.kind !== 'map' && mappings) {
      result.push(each);
      continue;
    }
    if (!matches(each.value, keys, values)) {
      if (values.length > 0) result.push(each);
      continue;
    }
    matched = true;
    if (cell) result.push(cell);
  }
  if (cell && !matched && !isNothing(cell.value)) result.push(cell);
  return result;
}

function matches(node: Node, keys: Values, values: Values): boolean {
  let any = false;
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    if (value !== undefined) any = hasField(node, key, value);
    if (!any) return false;
  }
  return any;
}

function hasField(node: Node, key: string, value: string): boolean {
  if (key === '') {
    if (node.kind !== 'scalar')
      refuse('patch-type', node.span, 'Plain values and others can not be merged in one list.');
    return textOf(node) === value;
  }
  if (node.kind !== 'map')
    return refuse('patch-type', node.span, 'This item must be a mapping: it can not be merged.');
  const at = entry(node, key)?.value;
  if (at === undefined) return false;
  return value === '' || textOf(at) === value;
}

/** Adds the items that were there before behind the merged ones, each at the place of its like. */
function appended(cells: readonly Cell[], rest: readonly Cell[], keys: Values): readonly Cell[] {
  let result = cells;
  for (const cell of rest) {
    if (keys[0] === '') {
      result = placed(result, cell, keys, [textOf(cell.value)]);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      if (cell.value.kind !== 'map' && !isNothing(cell.value))
        refuse('patch-type', cell.value.span, 'This item must be a mapping: it can not be merged.');
      const value = entry(cell.value, key)?.value;
      if (value === undefined) result = [...result, cell];
      else values.push(textOf(value));
    }
    if (keys.length > 1) result = placed(result, undefined, keys, values);
    result = placed(result, cell, keys, values);
  }
  return result;
}
