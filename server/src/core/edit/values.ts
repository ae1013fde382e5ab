import type { Data } from '../model/read.ts';

/** The data of a mapping. */
export type Values = { readonly [key: string]: Data };

/** Whether data is a mapping. */
export function isValues(data: Data | undefined): data is Values {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** Whether data is a sequence. */
export function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

/** Whether two values are the same, whatever the order of their keys. */
export function equalData(a: Data, b: Data): boolean {
  if (a === b) return true;
  if (isList(a)) {
    return isList(b) && a.length === b.length && a.every((each, index) => equalData(each, b[index] ?? null));
  }
  if (!isValues(a) || !isValues(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalData(a[key] ?? null, b[key] ?? null))
  );
}

/** The items of `wanted` that `present` lacks. */
export function missingItems(present: readonly Data[], wanted: readonly Data[]): Data[] {
  return wanted.filter((item) => !present.some((each) => equalData(each, item)));
}

/** What becomes of data when values are merged into it: mappings key by key, sequences by the items they lack. */
export function mergedData(before: Data, value: Data): Data {
  if (isValues(before) && isValues(value)) {
    const result = new Map(Object.entries(before));
    for (const [key, each] of Object.entries(value)) {
      const old = result.get(key);
      result.set(key, old === undefined ? each : mergedData(old, each));
    }
    return Object.fromEntries(result);
  }
  if (isList(before) && isList(value)) return [...before, ...missingItems(before, value)];
  return value;
}
