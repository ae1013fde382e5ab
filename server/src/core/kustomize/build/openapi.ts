import type { YamlFile } from '../../model/file.ts';
import type { Node } from '../../model/node.ts';
import { entriesOf, get, itemsOf } from '../../model/read.ts';
import type { Gvk } from './gvk.ts';
import { rootsOf } from './objects.ts';
import { BUILT_IN_SCOPES } from './scopes.ts';
import type { Shape } from './shapes.ts';
import { textOf } from './tree.ts';
import type { Kinds } from './work.ts';

const known = new WeakMap<Node, Kinds>();

/** Deeper types than this are not looked into. */
const MOST_LEVELS = 60;

/** The kinds that a schema under `openapi: path:` describes. They take the place of the built-in ones. */
export function readOpenApi(file: YamlFile): Kinds | undefined {
  const [root] = rootsOf(file);
  if (!root) return undefined;
  let kinds = known.get(root);
  if (!kinds) {
    kinds = kindsOf(root);
    known.set(root, kinds);
  }
  return kinds;
}

function kindsOf(root: Node): Kinds {
  const definitions = get(root, 'definitions');
  const byKind = new Map<string, Node>();
  for (const { value } of entriesOf(definitions))
    for (const gvk of itemsOf(get(value, GVK))) byKind.set(keyOf(gvkIn(gvk)), value);
  const reader = new ShapeReader(definitions);
  const clusterScoped = clusterScopedIn(root);
  return {
    shapes: {
      of: (gvk) => {
        const definition = byKind.get(keyOf(gvk));
        return definition && reader.shape(definition, 0);
      },
    },
    scopes: {
      isClusterScoped: (gvk) => BUILT_IN_SCOPES.isClusterScoped(gvk) || clusterScoped.has(keyOf(gvk)),
    },
  };
}

const GVK = 'x-kubernetes-group-version-kind';

function gvkIn(node: Node): Gvk {
  const part = (name: string): string => textOf(get(node, name));
  return { group: part('group'), version: part('version'), kind: part('kind') };
}

function keyOf({ group, version, kind }: Gvk): string {
  return `${group}/${version}/${kind}`;
}

/** Kinds that are only reached by paths without a namespace. */
function clusterScopedIn(root: Node): ReadonlySet<string> {
  const cluster = new Set<string>();
  const namespaced = new Set<string>();
  for (const { key, value } of entriesOf(get(root, 'paths'))) {
    const gvk = get(value, 'get', GVK);
    if (!gvk) continue;
    (key.includes('namespaces/{namespace}') ? namespaced : cluster).add(keyOf(gvkIn(gvk)));
  }
  return new Set([...cluster].filter((kind) => !namespaced.has(kind)));
}

class ShapeReader {
  private readonly definitions: Node | undefined;
  private readonly shapes = new Map<Node, Shape>();

  constructor(definitions: Node | undefined) {
    this.definitions = definitions;
  }

  /** The shape of a type; types that hold themselves give a shape that does. */
  shape(schema: Node, level: number): Shape {
    const target = this.resolved(schema, 0);
    const before = this.shapes.get(target);
    if (before) return before;
    const fields = new Map<string, Shape>();
    const result: { -readonly [part in keyof Shape]: Shape[part] } = { fields };
    this.shapes.set(target, result);
    if (level > MOST_LEVELS) return result;
    const strategy = textOf(get(target, 'x-kubernetes-patch-strategy')).split(',');
    const listKeys = itemsOf(get(target, 'x-kubernetes-list-map-keys')).map(textOf);
    const key = textOf(get(target, 'x-kubernetes-patch-merge-key'));
    if (strategy.includes('merge'))
      result.mergeKeys = listKeys.length > 0 ? listKeys : key === '' ? [] : [key];
    for (const property of entriesOf(get(target, 'properties')))
      fields.set(property.key, this.shape(property.value, level + 1));
    const items = get(target, 'items');
    if (items && textOf(get(target, 'type')) === 'array') result.items = this.shape(items, level + 1);
    return result;
  }

  private resolved(schema: Node, hops: number): Node {
    const reference = textOf(get(schema, '$ref'));
    if (reference === '' || hops > MOST_LEVELS) return schema;
    const target = get(this.definitions, reference.replace('#/definitions/', ''));
    return target ? this.resolved(target, hops + 1) : schema;
  }
}
