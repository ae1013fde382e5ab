import type { JsonSchema } from './jsonExpected.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What of some data is a JSON Schema; what is not where it should be is left out. */
export function readSchema(data: unknown): JsonSchema {
  if (!isRecord(data)) return {};
  const schema: Mutable<JsonSchema> = {};
  const { type, properties, additionalProperties, items, required } = data;
  if (typeof type === 'string') schema.type = type;
  if (Array.isArray(data['enum'])) schema.enum = data['enum'];
  if (isRecord(properties)) schema.properties = below(properties);
  if (typeof additionalProperties === 'boolean') schema.additionalProperties = additionalProperties;
  else if (isRecord(additionalProperties)) schema.additionalProperties = readSchema(additionalProperties);
  if (isRecord(items)) schema.items = readSchema(items);
  if (Array.isArray(required)) schema.required = required.filter((each) => typeof each === 'string');
  if (Object.hasOwn(data, 'default')) schema.default = data['default'];
  for (const key of ['format', 'pattern'] as const) {
    const value = data[key];
    if (typeof value === 'string') schema[key] = value;
  }
  for (const key of ['minimum', 'maximum'] as const) {
    const value = data[key];
    if (typeof value === 'number') schema[key] = value;
  }
  for (const key of FLAGS) if (data[key] === true) schema[key] = true;
  return schema;
}

const FLAGS = [
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
] as const;

function below(properties: Readonly<Record<string, unknown>>): { [name: string]: JsonSchema } {
  return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, readSchema(each)]));
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
