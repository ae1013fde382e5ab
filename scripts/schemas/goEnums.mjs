/**
 * The words that the fields of a Go file's structs may have: of those whose type is marked `+enum`.
 * @param source the text of a `types.go`
 * @returns the words by `Struct.jsonName`
 */
export function enumsIn(source) {
  const marked = new Set();
  for (const [, name] of source.matchAll(/^\/\/ \+enum\n(?:\/\/.*\n)*type (\w+) string/gm)) marked.add(name);
  const words = new Map([...marked].map((name) => [name, []]));
  for (const [, type, word] of source.matchAll(/^(?:const)?\s+\w+\s+(\w+)\s*=\s*"([^"]*)"/gm)) {
    if (word !== '') words.get(type)?.push(word);
  }
  const result = new Map();
  for (const [, struct, body] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    for (const [, type, json] of body.matchAll(
      /^\s+\w+\s+(?:\*|\[\])*(\w+)\s+`[^`]*json:"([\w-]+)[^`]*`/gm,
    )) {
      const own = words.get(type);
      if (own && own.length > 0) result.set(`${struct}.${json}`, own);
    }
  }
  return result;
}
