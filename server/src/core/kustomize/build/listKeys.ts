import type { Node } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import { isBlank, textOf } from './tree.ts';

/** What an item of a merged list has under the list's keys. */
export type Values = readonly string[];

/** What an item says under a key, `''` where it says nothing. */
export function valueAt(node: Node, key: string): string {
  const value = entry(node, key)?.value;
  return isBlank(value) ? '' : textOf(value);
}

/** Each once. */
export function distinct(list: readonly Values[]): Values[] {
  const seen = new Set<string>();
  return list.filter((values) => {
    const all = JSON.stringify(values);
    if (seen.has(all)) return false;
    seen.add(all);
    return true;
  });
}

/** Fills gaps in the keys of items from others that agree in the rest. */
export function completed(list: readonly Values[]): Values[] {
  const result = [...list];
  for (let i = 0; i < result.length; i++) {
    const one = result[i] ?? [];
    for (let j = 0; j < result.length; j++) {
      const both = agreeing(one, result[j] ?? []);
      if (both) {
        result[i] = both;
        result[j] = both;
      }
    }
  }
  return result;
}

function agreeing(a: Values, b: Values): Values | undefined {
  if (a.length !== b.length) return undefined;
  if (a.some((value, index) => value !== b[index] && value !== '' && b[index] !== '')) return undefined;
  if (!a.some((value, index) => value === b[index])) return undefined;
  return a.map((value, index) => (value === '' ? (b[index] ?? '') : value));
}

/** Keys that some item of the list has, and the values under them; all where no item has any. */
export function meaningful(list: readonly Values[], values: Values, keys: Values): [Values, Values] {
  const used = keys.filter((_, index) => list.some((each) => (each[index] ?? '') !== ''));
  if (used.length === 0) return [keys, values];
  return [used, values.filter((value, index) => value !== '' || used.includes(keys[index] ?? ''))];
}
