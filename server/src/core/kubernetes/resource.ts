import { partsOf } from '../model/derive.ts';
import type { MapNode, Node } from '../model/node.ts';
import { asMap, entriesOf, entry, get, itemsOf, stringOf } from '../model/read.ts';
import type { SourceText, Span } from '../text/span.ts';

/** A Kubernetes object as written in a file. */
export interface Resource {
  readonly apiVersion: string;
  /** The API group: `apps` of `apps/v1`, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `metadata.name`, or `generateName` with a `*` behind it; undefined where neither is set. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly node: MapNode;
  readonly source: SourceText;
  /** Where the object is named: the name's value, else the kind's. */
  readonly nameSpan: Span;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The Kubernetes objects of a document: the object itself, or the items of a List. None where the document
 * has no `apiVersion` and `kind`.
 */
export function resourcesOf(root: Node | undefined): Resource[] {
  const node = asMap(root);
  const apiVersion = stringOf(get(node, 'apiVersion'));
  const kindNode = get(node, 'kind');
  const kind = stringOf(kindNode);
  if (!node || !kindNode || !apiVersion || !kind) return [];
  const items = entry(node, 'items');
  if (kind.endsWith('List') && items?.value.kind === 'seq') return itemsOf(items.value).flatMap(resourcesOf);
  const metadata = get(node, 'metadata');
  // A patch has to repeat the name, and a prefix changes it: the lowest layer's is where the object is.
  const written = get(partsOf(node)[0], 'metadata') ?? metadata;
  const nameNode = get(written, 'name') ?? get(written, 'generateName') ?? get(metadata, 'name');
  const name = stringOf(get(metadata, 'name'));
  const generated = stringOf(get(metadata, 'generateName'));
  return [
    {
      apiVersion,
      group: apiVersion.includes('/') ? (apiVersion.split('/', 1)[0] ?? '') : '',
      kind,
      name: name ?? (generated === undefined ? undefined : `${generated}*`),
      namespace: stringOf(get(metadata, 'namespace')),
      node,
      source: node.span.source,
      nameSpan: (name !== undefined || generated !== undefined ? nameNode?.span : undefined) ?? kindNode.span,
      labels: labelsOf(get(metadata, 'labels')),
    },
  ];
}

/** A mapping of strings as a Map; entries that are not scalars are left out. */
export function labelsOf(node: Node | undefined): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const { key, value } of entriesOf(node)) {
    const text = stringOf(value);
    if (text !== undefined) result.set(key, text);
  }
  return result;
}

/** Whether every label of a non-empty equality selector is on the object. */
export function selects(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  if (selector.size === 0) return false;
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}

/** An object's name as it is written in its lowest layer: before prefixes and suffixes. */
export function writtenName({ node, name }: Resource): string | undefined {
  const written = partsOf(node)[0];
  return stringOf(get(written, 'metadata', 'name')) ?? name;
}
