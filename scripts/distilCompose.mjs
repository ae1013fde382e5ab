// node scripts/distilCompose.mjs FILE: writes schemas/compose.json from the schema of the Compose specification.
//
// FILE is schema/compose-spec.json of the Go module github.com/compose-spec/compose-go/v2, which is what Compose itself
// checks with; `go mod download -json github.com/compose-spec/compose-go/v2@VERSION` says where it was unpacked. Only a
// person who takes up a newer version runs this; nothing else reads a network. Descriptions are left out.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [source] = process.argv.slice(2);
if (!source) {
  console.error('usage: node scripts/distilCompose.mjs FILE');
  process.exit(2);
}
const file = path.resolve(import.meta.dirname, '../schemas/compose.json');
const schema = stripped(JSON.parse(readFileSync(source, 'utf8')));
schema.$comment =
  'compose-spec.json of the Compose specification, Apache License 2.0 (schemas/LICENSE-compose)';
writeFileSync(file, `${JSON.stringify(schema, undefined, 1)}\n`);
console.log(file);

/** A schema without what is only for readers. The keys of `properties` and the like are names, not keywords. */
function stripped(schema, names = false) {
  if (Array.isArray(schema)) return schema.map((each) => stripped(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key]) => names || !['description', 'title', 'default', 'examples', '$id', '$schema'].includes(key),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      stripped(value, !names && ['properties', 'patternProperties', 'definitions', '$defs'].includes(key)),
    ]),
  );
}
