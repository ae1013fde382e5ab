import type { MapNode, Node } from '../../server/src/core/model/node.ts';
import type { Data } from '../../server/src/core/model/read.ts';

/** A document's data as YAML has it: a graph, in which an alias is the very value that its anchor names. */
export type Vertex =
  | { kind: 'scalar'; value: Data }
  | { kind: 'seq'; items: Vertex[] }
  | { kind: 'map'; entries: { key: string; value: Vertex; merge: boolean }[] };

/** The graph of a document, and the vertex of each node in it. */
export class Graph {
  readonly root: Vertex;
  private readonly known = new Map<string, Vertex>();

  constructor(root: Node) {
    this.root = this.of(root);
  }

  /** The vertex of a node: of an alias, that of its anchor. */
  of(node: Node): Vertex {
    const name = `${node.kind} ${node.span.start} ${node.span.end}`;
    const before = this.known.get(name);
    if (before) return before;
    const made = this.make(node);
    this.known.set(name, made);
    return made;
  }

  private make(node: Node): Vertex {
    if (node.kind === 'scalar') {
      return { kind: 'scalar', value: typeof node.value === 'bigint' ? Number(node.value) : node.value };
    }
    if (node.kind === 'seq') return { kind: 'seq', items: node.items.map((item) => this.of(item.value)) };
    return { kind: 'map', entries: this.entries(node) };
  }

  private entries(node: MapNode): { key: string; value: Vertex; merge: boolean }[] {
    return node.entries
      .filter((entry) => !entry.via)
      .map((entry) => ({
        key: entry.key,
        value: this.of(entry.value),
        merge: entry.key === '<<' && entry.keySpan.end - entry.keySpan.start === 2,
      }));
  }

  /** The number of places at which a vertex shows. */
  places(wanted: Vertex): number {
    const count = (at: Vertex): number => {
      if (at === wanted) return 1;
      const below =
        at.kind === 'map' ? at.entries.map((each) => each.value) : at.kind === 'seq' ? at.items : [];
      return below.reduce((sum, each) => sum + count(each), 0);
    };
    return count(this.root);
  }
}

/** A vertex as plain data, merge keys resolved. */
export function dataOfVertex(vertex: Vertex): Data {
  if (vertex.kind === 'scalar') return vertex.value;
  if (vertex.kind === 'seq') return vertex.items.map(dataOfVertex);
  const own = vertex.entries.filter((each) => !each.merge);
  const result = new Map(own.map((each): [string, Data] => [each.key, dataOfVertex(each.value)]));
  for (const { value, merge } of vertex.entries) {
    if (merge) for (const source of value.kind === 'seq' ? value.items : [value]) bring(source, result);
  }
  return Object.fromEntries(result);
}

function bring(source: Vertex, result: Map<string, Data>): void {
  if (source.kind !== 'map') return;
  for (const [key, value] of Object.entries(dataOfVertex(source) as Record<string, Data>)) {
    if (!result.has(key)) result.set(key, value);
  }
}

/** New data as a vertex. */
export function vertexOf(data: Data): Vertex {
  if (Array.isArray(data)) return { kind: 'seq', items: data.map(vertexOf) };
  if (typeof data === 'object' && data !== null) {
    return {
      kind: 'map',
      entries: Object.entries(data).map(([key, value]) => ({ key, value: vertexOf(value), merge: false })),
    };
  }
  return { kind: 'scalar', value: data };
}

/** Makes one vertex into another, for all who share it. */
export function become(vertex: Vertex, other: Vertex): void {
  for (const key of Object.keys(vertex)) Reflect.deleteProperty(vertex, key);
  Object.assign(vertex, other);
}

/** Data with its keys in order, as text to compare. */
export function canonical(data: Data): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
