import type { Entry, MapNode, Node, SeqNode } from './node.ts';

/** The entry of a mapping with this key; undefined for anything that is not a mapping. */
export function entry(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.entries.find((candidate) => candidate.key === key);
}

/** The value at a path of keys; undefined where a step is missing. */
export function get(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let at = node;
  for (const key of path) at = entry(at, key)?.value;
  return at;
}

/** The node as a mapping, or undefined. */
export function asMap(node: Node | undefined): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

/** The node as a sequence, or undefined. */
export function asSeq(node: Node | undefined): SeqNode | undefined {
  return node?.kind === 'seq' ? node : undefined;
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The values of a sequence; none for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'seq' ? node.items.map((item) => item.value) : [];
}

/** Whether nothing, or an explicit null, stands here. */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** The content of a scalar as a string, numbers and booleans as written; undefined for null and collections. */
export function stringOf(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return node.text;
}

/** As {@link stringOf}, with the variables as they are written: what may be shown, or written once more. */
export function writtenText(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.template !== undefined ? node.template : stringOf(node);
}

const YAML_11_TRUE = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const YAML_11_FALSE = /^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;

/** Whether the value is true, in YAML 1.1's spellings too: Kubernetes and Compose both take `yes` for a boolean field. */
export function isTrue(node: Node | undefined): boolean {
  if (node?.kind !== 'scalar') return false;
  return node.value === true || (node.style === 'plain' && YAML_11_TRUE.test(node.text));
}

/** Whether the value is false; see {@link isTrue}. */
export function isFalse(node: Node | undefined): boolean {
  if (node?.kind !== 'scalar') return false;
  return node.value === false || (node.style === 'plain' && YAML_11_FALSE.test(node.text));
}

/** The value as a number, quoted or not; undefined where it is none. */
export function numberOf(node: Node | undefined): number | undefined {
  if (node?.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return undefined;
  if (typeof node.value === 'number') return node.value;
  const text = node.text.trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** Plain data without places. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Whether an entry is a merge key (`<<`, not quoted): what it brings are entries of their own. */
export function isMergeEntry(entry: Entry): boolean {
  return entry.key === '<<' && entry.keySpan.end - entry.keySpan.start === 2;
}

/** A node as plain data, merge keys resolved. Big integers become numbers. */
export function dataOf(node: Node): Data {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'seq':
      return node.items.map((item) => dataOf(item.value));
    case 'map':
      return Object.fromEntries(
        node.entries.filter((each) => !isMergeEntry(each)).map((each) => [each.key, dataOf(each.value)]),
      );
  }
}
