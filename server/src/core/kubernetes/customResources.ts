import type { Node } from '../model/node.ts';
import { asMap, dataOf, get, isFalse, itemsOf, stringOf } from '../model/read.ts';
import { readSchema } from '../schema/readSchema.ts';
import type { ObjectSchema } from '../schema/schemaBook.ts';
import { customSchema } from '../schema/validateJson.ts';
import type { Resource } from './resource.ts';

const schemas = new WeakMap<Node, ObjectSchema>();

/** The kinds that custom resource definitions define, with their schemas (apiextensions.k8s.io/v1). */
export class CustomResources {
  private readonly byKind = new Map<string, Node>();

  constructor(definitions: readonly Resource[]) {
    for (const { apiVersion, node } of definitions) {
      // Of the older form not all are structural: what they leave out is kept.
      if (apiVersion === 'apiextensions.k8s.io/v1') this.take(get(node, 'spec'));
    }
  }

  /** The schema of a kind; undefined where nothing defines it. */
  schemaOf(apiVersion: string, kind: string): ObjectSchema | undefined {
    const node = this.byKind.get(`${apiVersion}/${kind}`);
    if (!node) return undefined;
    const known = schemas.get(node);
    if (known) return known;
    const made = customSchema(readSchema(dataOf(node)));
    schemas.set(node, made);
    return made;
  }

  private take(spec: Node | undefined): void {
    const group = stringOf(get(spec, 'group'));
    const kind = stringOf(get(spec, 'names', 'kind'));
    const keeps = get(spec, 'preserveUnknownFields');
    if (group === undefined || kind === undefined || (keeps && !isFalse(keeps))) return;
    for (const version of itemsOf(get(spec, 'versions'))) {
      const name = stringOf(get(version, 'name'));
      const schema = asMap(get(version, 'schema', 'openAPIV3Schema'));
      if (name !== undefined && schema) this.byKind.set(`${group}/${name}/${kind}`, schema);
    }
  }
}
