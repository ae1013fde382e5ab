import type { Expected, Want } from './expected.ts';

/** A JSON Schema as far as Compose's and those of custom resources go. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: JsonSchema };
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly patternProperties?: { readonly [pattern: string]: JsonSchema };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
}

/** What a JSON Schema has for its root. Branches of `oneOf` and the like count together. */
export function jsonExpected(schema: JsonSchema): Expected {
  return expectedOf([schema], schema.$defs ?? {});
}

type Definitions = NonNullable<JsonSchema['$defs']>;

function expectedOf(schemas: readonly JsonSchema[], definitions: Definitions): Expected {
  const branches = schemas.flatMap((each) => flat(each, definitions, 0));
  const fields = branches.flatMap((each) => Object.keys(each.properties ?? {}));
  const words = branches.flatMap((each) => (each.enum ?? []).filter((word) => typeof word === 'string'));
  const pattern = branches.find((each) => each.pattern !== undefined)?.pattern;
  return {
    wants: [...new Set(branches.flatMap(wantsOf))],
    words: [...new Set(words)],
    fields: [...new Set(fields)],
    ...(pattern === undefined ? {} : { pattern }),
    at: (step) => {
      const below = branches.flatMap((each) => belowOf(each, step));
      return below.length === 0 ? undefined : expectedOf(below, definitions);
    },
  };
}

/** A schema and all that it refers to or is put together from. */
function flat(schema: JsonSchema, definitions: Definitions, depth: number): JsonSchema[] {
  if (depth > 20) return [];
  const name = schema.$ref?.replace('#/$defs/', '');
  const referred = name === undefined ? undefined : definitions[name];
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...(referred ? [referred, ...parts] : parts).flatMap((each) => flatBelow(each, schema))];

  function flatBelow(each: JsonSchema, above: JsonSchema): JsonSchema[] {
    return each === above ? [] : flat(each, definitions, depth + 1);
  }
}

function wantsOf(schema: JsonSchema): Want[] {
  if (schema['x-kubernetes-int-or-string']) return ['integer', 'string'];
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.filter((type): type is Want => WANTS.has(type));
}

const WANTS: ReadonlySet<string> = new Set([
  'string',
  'integer',
  'number',
  'boolean',
  'null',
  'object',
  'array',
]);

function belowOf(schema: JsonSchema, step: string): JsonSchema[] {
  const { properties, patternProperties, additionalProperties, items } = schema;
  if (items && /^\d+$/.test(step)) return [items];
  if (properties && Object.hasOwn(properties, step)) return properties[step] ? [properties[step]] : [];
  const matching = Object.entries(patternProperties ?? {}).find(([pattern]) =>
    new RegExp(pattern).test(step),
  );
  if (matching) return [matching[1]];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
