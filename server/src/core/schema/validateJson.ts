import type { Fault } from './fault.ts';
import { type JsonSchema, jsonExpected } from './jsonExpected.ts';
import type { ObjectSchema } from './schemaBook.ts';

/** What every object has, whatever its own schema says of it. */
const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * The schema of a custom resource: a structural schema, as `openAPIV3Schema` of its definition has it
 * (apiextensions.k8s.io/v1). It is followed as it is, since it is only known while Plumbline runs.
 */
export function customSchema(schema: JsonSchema): ObjectSchema {
  return {
    expected: jsonExpected(schema),
    prunes: true,
    faults: (data) => {
      const check = new Check();
      if (isRecord(data)) check.fields(data, schema, [], true);
      return check.faults;
    },
  };
}

class Check {
  readonly faults: Fault[] = [];

  value(data: unknown, schema: JsonSchema, path: readonly string[]): void {
    if (data === null && schema.nullable) return;
    if (!isOfType(data, schema)) {
      this.faults.push({ kind: 'type', path });
      return;
    }
    if (schema.enum && !isScalarIn(data, schema.enum)) this.faults.push({ kind: 'word', path });
    if (typeof data === 'string') this.text(data, schema, path);
    else if (typeof data === 'number') this.number(data, schema, path);
    else if (Array.isArray(data)) this.list(data, schema, path);
    else if (isRecord(data))
      this.fields(data, schema, path, schema['x-kubernetes-embedded-resource'] === true);
  }

  /** @param object whether the mapping is a whole object: the API server checks what all objects have itself */
  fields(data: Fields, schema: JsonSchema, path: readonly string[], object: boolean): void {
    const { properties, additionalProperties } = schema;
    const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const keeps = keepsUnknown(schema);
    for (const [name, value] of Object.entries(data)) {
      if (object && OBJECT_FIELDS.has(name)) continue;
      const below = ownOf(properties, name) ?? others;
      if (below) this.value(value, below, [...path, name]);
      else if (!keeps) this.faults.push({ kind: 'unknown', path, name });
    }
    for (const name of schema.required ?? []) {
      if (Object.hasOwn(data, name) || (object && OBJECT_FIELDS.has(name))) continue;
      // What has a default is filled in before it is checked.
      if (ownOf(properties, name)?.default === undefined) this.faults.push({ kind: 'missing', path, name });
    }
  }

  private list(data: readonly unknown[], { items }: JsonSchema, path: readonly string[]): void {
    if (!items) return;
    for (const [index, item] of data.entries()) this.value(item, items, [...path, String(index)]);
  }

  private text(data: string, { pattern, format }: JsonSchema, path: readonly string[]): void {
    // Go's regular expressions are not quite those of JavaScript: one that is not understood is not judged by.
    const expression = pattern === undefined || format !== undefined ? undefined : expressionOf(pattern);
    if (expression && !expression.test(data)) this.faults.push({ kind: 'form', path });
  }

  private number(data: number, { minimum, maximum }: JsonSchema, path: readonly string[]): void {
    if (minimum !== undefined && data < minimum) this.faults.push({ kind: 'range', path, least: minimum });
    if (maximum !== undefined && data > maximum) this.faults.push({ kind: 'range', path, most: maximum });
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether the API server keeps fields that the schema does not name; one that names none may be of an older form. */
function keepsUnknown(schema: JsonSchema): boolean {
  const { properties, additionalProperties } = schema;
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    additionalProperties === true ||
    (properties === undefined && additionalProperties === undefined)
  );
}

function ownOf(properties: JsonSchema['properties'], name: string): JsonSchema | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function expressionOf(pattern: string): RegExp | undefined {
  if (pattern.length > 500 || /\(\?[a-z]|\\[pPzAC]|\[\[:/.test(pattern) || /[+*}]\)[+*{]/.test(pattern)) {
    return undefined;
  }
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

function isOfType(data: unknown, schema: JsonSchema): boolean {
  if (data === null) return false;
  if (schema['x-kubernetes-int-or-string']) return typeof data === 'string' || Number.isInteger(data);
  switch (schema.type) {
    case 'object':
      return isRecord(data);
    case 'array':
      return Array.isArray(data);
    case 'integer':
      return Number.isInteger(data);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof data === schema.type;
    default:
      return true;
  }
}

function isScalarIn(data: unknown, words: readonly unknown[]): boolean {
  return typeof data === 'object' || words.includes(data);
}

function isRecord(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
