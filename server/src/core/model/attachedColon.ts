import { isMap, isScalar, type Scalar } from 'yaml';

/**
 * Gives a plain key of a flow collection the colon behind it where neither a blank nor a value follows: `{Z:}`, `[Z:]`.
 * YAML 1.2 ends the key before the colon (section 7.4.2); the parsers of Kubernetes and Compose take it for a part of it.
 * @returns whether the colon is the key's now
 */
export function takeColon(key: unknown, text: string): boolean {
  if (!isScalar(key) || key.type !== 'PLAIN' || !key.range) return false;
  const [start, end] = key.range;
  let colon = end;
  while (text[colon] === ' ' || text[colon] === '\t') colon++;
  if (start === end || !/^:[,}\]]$/.test(text.slice(colon, colon + 2))) return false;
  const whole = text.slice(start, colon + 1);
  if (/[\r\n]/.test(whole)) return false;
  key.value = whole;
  key.source = whole;
  key.range = [start, colon + 1, colon + 1];
  return true;
}

/** The text that `[Z:]` holds, where the library sees a mapping of one pair; undefined for any other item. */
export function textOfPair(item: unknown, text: string): Scalar | undefined {
  if (!isMap(item) || item.items.length !== 1) return undefined;
  const key = item.items[0]?.key;
  // One with braces starts before its key.
  if (!isScalar(key) || item.range?.[0] !== key.range?.[0]) return undefined;
  return takeColon(key, text) ? key : undefined;
}
