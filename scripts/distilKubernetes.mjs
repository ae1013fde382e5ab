// node scripts/distilKubernetes.mjs MINOR SWAGGER API [MINOR SWAGGER API ...]: writes schemas/kubernetes.json.
//
// For each minor version of Kubernetes, the newest first:
//   SWAGGER  api/openapi-spec/swagger.json of k8s.io/kubernetes
//   API      the folder of k8s.io/api, for the words that a field may have (`+enum`), which the specification leaves out
// Both are Go modules: `go mod download -json k8s.io/kubernetes@v1.MINOR.PATCH` and `k8s.io/api@v0.MINOR.PATCH` say where
// they were unpacked. Only a person who takes up a new version of Kubernetes runs this; nothing else reads a network.
//
// What is kept: names, types, what is required, and words. What is left out: descriptions, `status` (the cluster writes
// it), lists, and kinds that are only ever sent to the API server by programs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { enumsIn } from './schemas/goEnums.mjs';

const LEFT_OUT = new Set([
  'DeleteOptions',
  'WatchEvent',
  'Status',
  'APIGroup',
  'APIVersions',
  'APIResourceList',
]);
/** What the specification calls a string or an object, and is more, or less, than that. */
const SPECIAL = {
  'api.resource.Quantity': 'quantity',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'time',
  'meta.v1.FieldsV1': 'any',
  'meta.v1.Patch': 'any',
  'runtime.RawExtension': 'any',
  'intstr.IntOrString': 'int-or-string',
};

const args = process.argv.slice(2);
const versions = [];
for (let at = 0; at + 2 < args.length; at += 3) {
  versions.push(
    distil(Number(args[at]), JSON.parse(readFileSync(args[at + 1], 'utf8')), enumsOf(args[at + 2])),
  );
}
if (
  versions.length === 0 ||
  versions.some(({ minor }, index) => index > 0 && minor !== versions[index - 1].minor - 1)
) {
  console.error(
    'usage: node scripts/distilKubernetes.mjs MINOR SWAGGER API [MINOR SWAGGER API ...], the newest first',
  );
  process.exit(2);
}
const file = path.resolve(import.meta.dirname, '../schemas/kubernetes.json');
writeFileSync(file, print(versions));
console.log(`${file}: Kubernetes ${versions.map(({ minor }) => `1.${minor}`).join(', ')}`);

function enumsOf(folder) {
  const result = new Map();
  for (const group of readdirSync(folder, { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const version of readdirSync(path.join(folder, group.name), { withFileTypes: true })) {
      const file = path.join(folder, group.name, version.name, 'types.go');
      if (!/^v\d+(?:(?:alpha|beta)\d+)?$/.test(version.name)) continue;
      const fields = enumsIn(readFileSync(file, 'utf8'));
      for (const [name, words] of fields) result.set(`${group.name}.${version.name}.${name}`, words);
    }
  }
  return result;
}

function distil(minor, { definitions: all }, enums) {
  const kinds = {};
  const definitions = {};
  const add = (long) => {
    const name = short(long);
    if (definitions[name]) return name;
    const written = all[long];
    const isKind = written['x-kubernetes-group-version-kind'] !== undefined;
    const fields = {};
    const definition = { fields };
    definitions[name] = definition;
    const required = (written.required ?? []).filter((each) => !(isKind && each === 'status'));
    if (required.length > 0) definition.required = required;
    for (const [field, schema] of Object.entries(written.properties ?? {})) {
      const left = (isKind && field === 'status') || field === 'managedFields';
      fields[field] = left ? 'any' : withWords(typeOf(schema, add), enums.get(`${name}.${field}`));
    }
    return name;
  };
  for (const [long, definition] of Object.entries(all)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      if (LEFT_OUT.has(kind) || (kind.endsWith('List') && definition.properties?.items)) continue;
      kinds[`${group === '' ? version : `${group}/${version}`}/${kind}`] = add(long);
    }
  }
  return { minor, kinds, definitions };
}

/** `apps.v1.Deployment` of `io.k8s.api.apps.v1.Deployment`. */
function short(long) {
  return long.replace(
    /^io\.k8s\.(?:api|(?:apimachinery|apiextensions-apiserver|kube-aggregator)\.pkg(?:\.apis|\.util)?)\./,
    '',
  );
}

function typeOf(schema, add) {
  if (schema.$ref) {
    const long = schema.$ref.replace('#/definitions/', '');
    const name = short(long);
    const special = Object.entries(SPECIAL).find(([end]) => name.endsWith(end));
    if (special) return special[1];
    return /\.(?:JSON|JSONSchemaPropsOr\w+)$/.test(name) ? 'any' : `@${add(long)}`;
  }
  switch (schema.type) {
    case 'array':
      return `[]${typeOf(schema.items, add)}`;
    case 'object':
      return schema.additionalProperties ? `{}${typeOf(schema.additionalProperties, add)}` : 'any';
    case 'string':
      return schema.format === 'byte' ? 'bytes' : schema.format === 'date-time' ? 'time' : 'string';
    case 'integer':
      return schema.format ?? 'int64';
    case 'number':
    case 'boolean':
      return schema.type;
    default:
      return 'any';
  }
}

function withWords(type, words) {
  return words && type.endsWith('string') ? `${type.slice(0, -'string'.length)}=${words.join('|')}` : type;
}

/** One definition a line; of an older version what differs from the next newer one, `null` for what it lacks. */
function print(versions) {
  const [newest] = versions;
  const older = versions.slice(1).map((version, index) => {
    const newer = versions[index];
    return `${JSON.stringify(String(version.minor))}: {\n"kinds": ${object(difference(version.kinds, newer.kinds))},\n"definitions": ${object(difference(version.definitions, newer.definitions))}\n}`;
  });
  const source = `k8s.io/kubernetes api/openapi-spec/swagger.json and k8s.io/api, Apache License 2.0 (schemas/LICENSE-kubernetes)`;
  return `{\n"source": ${JSON.stringify(source)},\n"newest": ${newest.minor},\n"kinds": ${object(newest.kinds)},\n"definitions": ${object(newest.definitions)},\n"older": {${older.join(',\n')}}\n}\n`;
}

function difference(older, newer) {
  const result = {};
  for (const name of new Set([...Object.keys(older), ...Object.keys(newer)])) {
    const own = older[name] ?? null;
    if (JSON.stringify(own) !== JSON.stringify(newer[name] ?? null)) result[name] = own;
  }
  return result;
}

function object(value) {
  const names = Object.keys(value).sort();
  return names.length === 0
    ? '{}'
    : `{\n${names.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(value[name])}`).join(',\n')}\n}`;
}
