import type { YamlFile } from '../../model/file.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import { entriesOf, entry, get, itemsOf } from '../../model/read.ts';
import {
  type Config,
  EMPTY_CONFIG,
  mergeConfig,
  type NameReference,
  SPEC_PARTS,
  sortedConfig,
} from './config.ts';
import type { FieldSpec } from './fieldSpec.ts';
import { CONFIGURATION } from './fields.ts';
import { checkFields, isOn } from './fieldTypes.ts';
import type { Gvk } from './gvk.ts';
import { rootsOf } from './objects.ts';
import { refuse } from './problem.ts';
import { textOf } from './tree.ts';

const specs = new WeakMap<Node, readonly FieldSpec[]>();

/** The field specs of a checked list; the same list gives the same specs. */
export function specsOf(node: Node | undefined): readonly FieldSpec[] {
  if (node === undefined) return [];
  let known = specs.get(node);
  if (!known) {
    known = itemsOf(node).map((item) => ({
      ...gvkFrom(item),
      path: textOf(get(item, 'path')),
      create: isOn(get(item, 'create')),
    }));
    specs.set(node, known);
  }
  return known;
}

/** Group, version and kind as a selector has them. */
export function gvkFrom(node: Node | undefined): Gvk {
  return {
    group: textOf(get(node, 'group')),
    version: textOf(get(node, 'version')),
    kind: textOf(get(node, 'kind')),
  };
}

const configs = new WeakMap<Node, Config>();

/** Reads a file under `configurations`. */
export function readConfig(file: YamlFile): Config {
  const [root] = rootsOf(file);
  if (!root) return EMPTY_CONFIG;
  if (root.kind !== 'map')
    return refuse('wrong-type', root.span, 'A configuration of transformers must be a mapping.');
  let known = configs.get(root);
  if (!known) {
    known = sortedConfig(configOf(checkFields(root, CONFIGURATION, true)));
    configs.set(root, known);
  }
  return known;
}

function configOf(node: MapNode): Config {
  const result: { -readonly [part in keyof Config]: Config[part] } = { ...EMPTY_CONFIG };
  for (const part of SPEC_PARTS) result[part] = specsOf(get(node, part));
  result.nameReference = itemsOf(get(node, 'nameReference')).map(
    (item): NameReference => ({ target: gvkFrom(item), referrers: specsOf(get(item, 'fieldSpecs')) }),
  );
  return result;
}

/**
 * Reads a file under `crds`: definitions of types as OpenAPI generators write them, whose `x-kubernetes-...` marks say
 * where names, labels and annotations stand.
 */
export function readCrds(file: YamlFile): Config {
  const [root] = rootsOf(file);
  if (!root) return EMPTY_CONFIG;
  let known = configs.get(root);
  if (!known) {
    known = EMPTY_CONFIG;
    for (const each of entriesOf(root)) known = mergeConfig(known, new CrdReader(root).read(each));
    configs.set(root, known);
  }
  return known;
}

class CrdReader {
  private readonly definitions: Node;
  private readonly seen = new Set<string>();
  private readonly annotations: FieldSpec[] = [];
  private readonly labels: FieldSpec[] = [];
  private readonly names: FieldSpec[] = [];
  private readonly references: NameReference[] = [];

  constructor(definitions: Node) {
    this.definitions = definitions;
  }

  read(definition: Entry): Config {
    const properties = get(definition.value, 'Schema', 'properties');
    if (!['kind', 'apiVersion', 'metadata'].every((name) => entry(properties, name))) return EMPTY_CONFIG;
    const kind = definition.key.slice(definition.key.lastIndexOf('.') + 1);
    this.visit(kind, definition.key, []);
    return {
      ...EMPTY_CONFIG,
      commonAnnotations: this.annotations,
      commonLabels: this.labels,
      namePrefix: this.names,
      nameReference: this.references,
    };
  }

  private visit(kind: string, type: string, path: readonly string[]): void {
    if (this.seen.has(type) || path.length > 50) return;
    this.seen.add(type);
    for (const property of entriesOf(get(this.definitions, type, 'Schema', 'properties'))) {
      this.property(kind, property, [...path, property.key]);
    }
    this.seen.delete(type);
  }

  private property(kind: string, { value }: Entry, path: readonly string[]): void {
    const spec = (...more: string[]): FieldSpec => ({
      kind,
      path: [...path, ...more].join('/'),
      create: false,
    });
    const mark = (name: string): string | undefined => {
      const found = get(value, `x-kubernetes-${name}`);
      return found?.kind === 'scalar' ? found.text : undefined;
    };
    if (mark('annotation') !== undefined) this.annotations.push(spec());
    if (mark('label-selector') !== undefined) this.labels.push(spec());
    if (mark('identity') !== undefined) this.names.push(spec());
    const version = mark('object-ref-api-version');
    const target = mark('object-ref-kind');
    if (version !== undefined && target !== undefined)
      this.references.push({
        target: { kind: target, version, group: '' },
        referrers: [spec(mark('object-ref-name-key') ?? 'name')],
      });
    const reference = textOf(get(value, '$ref'));
    if (reference !== '') this.visit(kind, reference, path);
  }
}
