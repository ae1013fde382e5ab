/** Quantities as Kubernetes reads them: `500m`, `1.5Gi`, `1e3`. */
const QUANTITY = '^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$';
/** What may stand in base64; whether its end is whole is not asked. */
const BASE64 = '^[A-Za-z0-9+/\\s]*={0,2}\\s*$';

const PRIMITIVES = {
  any: {},
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  int32: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { type: 'integer' },
  quantity: { type: ['string', 'number'], pattern: QUANTITY },
  'int-or-string': { type: ['integer', 'string'] },
  time: { type: 'string' },
  bytes: { type: 'string', pattern: BASE64 },
};

/**
 * The definitions of all versions as JSON Schemas by a number, those that mean the same in several versions once; and
 * for each version the number of each kind.
 * @param table what is in schemas/kubernetes.json
 */
export function kubernetesSchemas({ newest, kinds, definitions, older }) {
  const schemas = new Map();
  const versions = {};
  let current = { kinds, definitions, ids: numbered(Object.keys(definitions), 0) };
  let next = Object.keys(definitions).length;
  take(current, schemas, Object.keys(definitions));
  versions[newest] = kindsOf(current);
  for (let minor = newest - 1; older[minor]; minor--) {
    const changed = older[minor];
    const below = {
      kinds: patched(current.kinds, changed.kinds),
      definitions: patched(current.definitions, changed.definitions),
    };
    const names = affected(below.definitions, Object.keys(changed.definitions));
    below.ids = new Map([...current.ids, ...numbered(names, next)]);
    next += names.length;
    take(below, schemas, names);
    versions[minor] = kindsOf(below);
    current = below;
  }
  return { schemas, versions };
}

function numbered(names, first) {
  return new Map(names.map((name, index) => [name, `d${first + index}`]));
}

function patched(newer, changes) {
  const result = { ...newer, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === null) delete result[name];
  return result;
}

/** The definitions that have changed, or that refer to one that has. */
function affected(definitions, changed) {
  const result = new Set(changed.filter((name) => definitions[name]));
  for (let size = -1; size !== result.size; ) {
    size = result.size;
    for (const [name, { fields }] of Object.entries(definitions)) {
      if (Object.values(fields).some((type) => result.has(type.split('@')[1] ?? ''))) result.add(name);
    }
  }
  return [...result];
}

function take({ definitions, ids }, schemas, names) {
  for (const name of names) {
    const { fields, required } = definitions[name];
    const properties = Object.fromEntries(
      Object.entries(fields).map(([field, type]) => [field, schemaOf(type, ids)]),
    );
    schemas.set(ids.get(name), {
      type: 'object',
      properties,
      additionalProperties: false,
      ...(required ? { required } : {}),
    });
  }
}

function kindsOf({ kinds, ids }) {
  return Object.fromEntries(Object.entries(kinds).map(([kind, name]) => [kind, ids.get(name)]));
}

function schemaOf(type, ids) {
  if (type.startsWith('[]')) return { type: 'array', items: schemaOf(type.slice(2), ids) };
  if (type.startsWith('{}')) return { type: 'object', additionalProperties: schemaOf(type.slice(2), ids) };
  if (type.startsWith('@')) return { $ref: `${ids.get(type.slice(1))}#` };
  // What is empty is as good as not set.
  if (type.startsWith('=')) return { enum: [...type.slice(1).split('|'), ''] };
  const primitive = PRIMITIVES[type];
  if (!primitive) throw new Error(`schemas/kubernetes.json: nobody knows the type ${type}.`);
  return primitive;
}
