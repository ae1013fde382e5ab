import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node, ScalarNode } from '../../model/node.ts';
import { resolvePlain, scalarOf } from './goScalar.ts';
import { refuse } from './problem.ts';
import { isNothing } from './tree.ts';

/** The type of a field of a kustomization file. */
export type FieldType =
  | 'string'
  | 'bool'
  | 'int'
  | 'any'
  | { readonly list: FieldType }
  | { readonly map: FieldType }
  | { readonly fields: Fields };

/** The fields of a mapping by name. */
export type Fields = Readonly<Record<string, FieldType>>;

const YES = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const NO = /^(?:n|N|no|No|NO|off|Off|OFF)$/;

/** A plain scalar as YAML 1.1 has it: kustomization files and JSON patches take `yes` and `on` for booleans. */
export function booleanOf(node: ScalarNode): boolean | undefined {
  const scalar = scalarOf(node);
  if (scalar?.tag === 'bool') return scalar.value === true;
  if (node.style !== 'plain' || node.made || node.tag !== undefined) return undefined;
  if (YES.test(node.text)) return true;
  return NO.test(node.text) ? false : undefined;
}

/**
 * Checks a mapping against its fields as Kustomize does: names may differ in case, types may not. The same mapping, with
 * the names as they should be and without nulls. `strict`: unknown fields are refused.
 */
export function checkFields(node: MapNode, fields: Fields, strict: boolean): MapNode {
  const result: Entry[] = [];
  for (const each of node.entries) {
    const name = fieldName(fields, each.key);
    const type = name === undefined ? undefined : fields[name];
    if (name === undefined || type === undefined) {
      if (strict)
        refuse(
          'unknown-field',
          each.keySpan,
          `Kustomize does not know the field "${each.key}": it refuses to build.`,
        );
      continue;
    }
    if (isNothing(each.value)) continue;
    const value = checkType(each.value, type, name, strict);
    result.push(name === each.key ? withValue(each, value) : { ...each, key: name, value });
  }
  return withEntries(node, result);
}

function fieldName(fields: Fields, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  const lower = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === lower);
}

function checkType(node: Node, type: FieldType, name: string, strict: boolean): Node {
  if (type === 'any') return node;
  if (typeof type === 'string') return checkScalar(node, type, name);
  if ('list' in type) {
    if (node.kind !== 'seq') return wrong(node, name, 'a list');
    return withItems(
      node,
      node.items.map((item) => {
        if (isNothing(item.value)) return item;
        const value = checkType(item.value, type.list, name, strict);
        return value === item.value ? item : { ...item, value };
      }),
    );
  }
  if (node.kind !== 'map') return wrong(node, name, 'a mapping');
  if ('fields' in type) return checkFields(node, type.fields, strict);
  return withEntries(
    node,
    node.entries.map((each) =>
      isNothing(each.value) ? each : withValue(each, checkType(each.value, type.map, each.key, strict)),
    ),
  );
}

function checkScalar(node: Node, type: 'string' | 'bool' | 'int', name: string): Node {
  if (node.kind !== 'scalar')
    return wrong(node, name, type === 'string' ? 'a string' : type === 'bool' ? 'true or false' : 'a number');
  const tag = scalarOf(node)?.tag;
  const truth = booleanOf(node);
  switch (type) {
    case 'string':
      if (truth === undefined && (tag === 'str' || tag === 'time')) return node;
      return wrong(node, name, 'a string: put it in quotes');
    case 'bool':
      return truth === undefined ? wrong(node, name, 'true or false') : node;
    case 'int':
      return tag === 'int' ? node : wrong(node, name, 'a whole number');
  }
}

function wrong(node: Node, name: string, what: string): never {
  return refuse('wrong-type', node.span, `"${name}" must be ${what}; Kustomize refuses to build otherwise.`);
}

/** A number that a checked field holds. */
export function integerOf(node: Node | undefined): number | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const { value } = resolvePlain(node.text);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** Whether a checked field is true. */
export function isOn(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && booleanOf(node) === true;
}
