import { Document, Pair, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
import { partsOf } from './derive.ts';
import type { MapNode, Node, SeqNode } from './node.ts';
import { type Data, isMergeEntry } from './read.ts';

type Printed = Scalar | YAMLMap | YAMLSeq;

export interface RenderOptions {
  /** Names the place where a node is written, for the comments; without it there are none. */
  readonly originOf?: (node: Node) => string | undefined;
  /** What is printed in the place of a scalar, for values that nobody should see; undefined to print it as it is. */
  readonly mask?: (path: readonly string[]) => string | undefined;
}

/** Prints a node of the effective model as YAML, as data: what was anchored or tagged is written out. */
export function renderYaml(node: Node, options: RenderOptions = {}): string {
  const renderer = new YamlRenderer(options);
  const document = new Document(undefined, PRINTED);
  document.contents = renderer.node(node, [], undefined);
  const origin = options.originOf && renderer.origins(node);
  if (origin !== undefined && node.kind !== 'scalar') document.commentBefore = ` ${origin}`;
  return printed(document);
}

/** Prints plain data as YAML. */
export function dataAsYaml(data: Data): string {
  return printed(new Document(data, { ...PRINTED, aliasDuplicateObjects: false }));
}

/** Readers of YAML 1.1, such as kubectl, take `no` for a boolean: it comes in quotes. */
const PRINTED = { version: '1.1', merge: false } as const;

/** Some readers take no tab outside of quotes. */
function printed(document: Document): string {
  visit(document, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value === 'string' && value.includes('\t') && !value.includes('\n'))
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: false });
}

class YamlRenderer {
  private readonly options: RenderOptions;

  constructor(options: RenderOptions) {
    this.options = options;
  }

  /** @param around where what is around the node is written: only what differs is said */
  node(node: Node, path: readonly string[], around: string | undefined): Printed {
    const origin = this.origins(node);
    if (node.kind === 'map') return this.map(node, path, origin);
    if (node.kind === 'seq') return this.seq(node, path, origin);
    const scalar = new Scalar<unknown>(this.options.mask?.(path) ?? node.value);
    if (origin !== undefined && origin !== around) scalar.comment = ` ${origin}`;
    return scalar;
  }

  private seq(node: SeqNode, path: readonly string[], origin: string | undefined): YAMLSeq {
    const seq = new YAMLSeq<Printed>();
    for (const [index, { value }] of node.items.entries()) {
      const item = this.node(value, [...path, String(index)], origin);
      const own = this.ownOrigin(value, origin);
      if (own !== undefined) item.commentBefore = own;
      seq.items.push(item);
    }
    if (seq.items.length === 0) seq.flow = true;
    return seq;
  }

  private map(node: MapNode, path: readonly string[], origin: string | undefined): YAMLMap {
    const map = new YAMLMap<Scalar, Printed>();
    for (const entry of node.entries) {
      if (isMergeEntry(entry)) continue;
      const key = new Scalar(entry.key);
      const own = this.ownOrigin(entry.value, origin);
      if (own !== undefined) key.commentBefore = own;
      map.items.push(new Pair(key, this.node(entry.value, [...path, entry.key], origin)));
    }
    if (map.items.length === 0) map.flow = true;
    return map;
  }

  /** The comment above a collection that is written elsewhere than what is around it. */
  private ownOrigin(node: Node, around: string | undefined): string | undefined {
    const own = node.kind === 'scalar' ? undefined : this.origins(node);
    return own === undefined || own === around ? undefined : ` ${own}`;
  }

  /** The files that a node's parts are written in. */
  origins(node: Node): string | undefined {
    const { originOf } = this.options;
    if (!originOf) return undefined;
    const names = new Set(partsOf(node).flatMap((part) => originOf(part) ?? []));
    return names.size === 0 ? undefined : [...names].join(' + ');
  }
}
