/** A type of value, in the words of schemas. */
export type Want =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'null'
  | 'object'
  | 'array'
  | 'quantity'
  | 'time'
  | 'bytes';

/** What a schema has for one place: for messages and fixes, which say what is allowed. */
export interface Expected {
  /** The types that may stand here; none where any may. */
  readonly wants: readonly Want[];
  /** The words that a string must be one of; none where any may stand here. */
  readonly words: readonly string[];
  /** The keys that a mapping here may have. */
  readonly fields: readonly string[];
  /** The regular expression that a string must match. */
  readonly pattern?: string;
  /** What it has below a key, or for the items of a list. */
  at(step: string): Expected | undefined;
}

/** What a schema has at the end of a path. */
export function expectedAt(expected: Expected, path: readonly string[]): Expected | undefined {
  let at: Expected | undefined = expected;
  for (const step of path) at = at?.at(step);
  return at;
}

/** How deep a key is looked for that may stand in the wrong place. */
const DEPTH = 3;

/** The one place below where a key belongs, the nearest; undefined where there is none, or more than one. */
export function placeBelow(expected: Expected, name: string): readonly string[] | undefined {
  let level: { readonly path: readonly string[]; readonly here: Expected }[] = [{ path: [], here: expected }];
  for (let depth = 0; depth < DEPTH; depth++) {
    level = level.flatMap(({ path, here }) =>
      here.fields.flatMap((field) => {
        const below = here.at(field);
        // A key of a list's items belongs to one of them: nobody can tell which.
        return below && !below.wants.includes('array') ? [{ path: [...path, field], here: below }] : [];
      }),
    );
    const found = level.filter(({ here }) => here.fields.includes(name));
    if (found.length > 0) return found.length === 1 ? found[0]?.path : undefined;
  }
  return undefined;
}

/** The nearest place above on the path where a key belongs; undefined where there is none. */
export function placeAbove(
  root: Expected,
  path: readonly string[],
  name: string,
): readonly string[] | undefined {
  for (let length = path.length - 1; length >= 0; length--) {
    const above = path.slice(0, length);
    if (expectedAt(root, above)?.fields.includes(name)) return above;
  }
  return undefined;
}
