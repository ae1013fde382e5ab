import type { AnyRule } from '../rule/rule.ts';
import type { Schema } from './fileSettings.ts';
import { configurationSchema, type NamedRule } from './settings.ts';

/** Something that can be written at a place of the configuration file. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value';
  readonly detail: string;
  readonly insertText: string;
}

/**
 * What can be written at an offset of `.plumbline.yaml`: read off the lines above by their indentation, since the
 * text is mostly no valid YAML while somebody types.
 */
export function completionsAt(
  text: string,
  offset: number,
  rules: readonly AnyRule[],
  engine: readonly NamedRule[],
): Completion[] {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const path = pathAbove(text.slice(0, start), before.search(/\S|$/));
  const value = /^\s*["']?([^\s"':]+)["']?:\s*\S*$/.exec(before);
  const schema = descend(
    configurationSchema(rules, engine),
    value?.[1] === undefined ? path : [...path, value[1]],
  );
  if (!schema) return [];
  if (value) return values(schema);
  return /^\s*["']?[^\s:]*$/.test(before) ? keys(schema) : [];
}

/** The keys that the lines above open, outermost first. */
function pathAbove(text: string, indent: number): string[] {
  const path: string[] = [];
  let limit = indent;
  for (const line of text.split(/\r?\n/).reverse()) {
    const match = /^(\s*)["']?([^\s"'#:][^"':]*)["']?:/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined || match[1].length >= limit) continue;
    path.unshift(match[2]);
    limit = match[1].length;
  }
  return path;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function alternatives(schema: Schema): Schema[] {
  return Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isSchema) : [schema];
}

function descend(schema: Schema, path: readonly string[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const key of path) {
    const holders: Schema[] = at ? alternatives(at) : [];
    const properties = holders.map((each) => each['properties']).find(isSchema);
    const next: unknown = properties?.[key];
    at = isSchema(next) ? next : undefined;
  }
  return at;
}

function keys(schema: Schema): Completion[] {
  const properties =
    alternatives(schema)
      .map((each) => each['properties'])
      .find(isSchema) ?? {};
  return Object.entries(properties).map(([label, each]) => {
    const nested = isSchema(each) && (each['type'] === 'object' || each['type'] === 'array');
    const detail = isSchema(each) ? String(each['description'] ?? '') : '';
    return { label, kind: 'key', detail, insertText: nested ? `${label}:` : `${label}: ` };
  });
}

function values(schema: Schema): Completion[] {
  return alternatives(schema).flatMap((each) => {
    const words: readonly unknown[] = Array.isArray(each['enum'])
      ? each['enum']
      : each['type'] === 'boolean'
        ? [true, false]
        : [];
    const details: readonly unknown[] = Array.isArray(each['enumDescriptions'])
      ? each['enumDescriptions']
      : [];
    return words.map((word, index) => {
      const label = String(word);
      // YAML 1.1 readers take a bare `off` for false.
      const insertText = label === 'off' ? '"off"' : label;
      return { label, kind: 'value', detail: String(details[index] ?? ''), insertText };
    });
  });
}
