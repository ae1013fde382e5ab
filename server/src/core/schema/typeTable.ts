import type { Expected, Want } from './expected.ts';

interface Definition {
  readonly fields: { readonly [name: string]: string };
  readonly required?: readonly string[];
}

interface Table {
  /** `apps/v1/Deployment`, and the name of its definition. */
  readonly kinds: { readonly [kind: string]: string | null };
  readonly definitions: { readonly [name: string]: Definition | null };
}

/**
 * The types of Kubernetes' objects. A type is written `string`, `@definition`, `[]item`, `{}value` or `=one|of|these`. Of
 * each older version stands what differs from the next newer one; `null` is what it lacks.
 */
export interface TypeTable extends Table {
  readonly newest: number;
  readonly older: { readonly [minor: string]: Table };
}

/** A type table as one minor version of Kubernetes has it. */
export class VersionedTypes {
  private readonly layers: readonly Table[];
  private readonly known = new Map<string, Expected>();

  constructor(table: TypeTable, minor: number) {
    const layers: Table[] = [];
    for (let at = minor; at < table.newest; at++) {
      const layer = table.older[String(at)];
      if (layer) layers.push(layer);
    }
    this.layers = [...layers, table];
  }

  /** What an object of a kind is made of. */
  kind(key: string): Expected | undefined {
    const name = this.find(key, ({ kinds }) => kinds);
    return name ? this.expected(`@${name}`) : undefined;
  }

  private find<T>(name: string, part: (layer: Table) => { readonly [name: string]: T }): T | undefined {
    const layer = this.layers.find((each) => Object.hasOwn(part(each), name));
    return layer && part(layer)[name];
  }

  private expected(type: string): Expected {
    const known = this.known.get(type);
    if (known) return known;
    const made = this.read(type);
    this.known.set(type, made);
    return made;
  }

  private read(type: string): Expected {
    const inner = type.slice(2);
    if (type.startsWith('[]')) return { ...EMPTY, wants: ['array'], at: () => this.expected(inner) };
    if (type.startsWith('{}')) return { ...EMPTY, wants: ['object'], at: () => this.expected(inner) };
    if (type.startsWith('=')) return { ...EMPTY, wants: ['string'], words: type.slice(1).split('|') };
    if (!type.startsWith('@')) return { ...EMPTY, wants: WANTS[type] ?? [] };
    const fields = this.find(type.slice(1), ({ definitions }) => definitions)?.fields ?? {};
    return {
      wants: ['object'],
      words: [],
      fields: Object.keys(fields),
      at: (step) => {
        const field = Object.hasOwn(fields, step) ? fields[step] : undefined;
        return field === undefined ? undefined : this.expected(field);
      },
    };
  }
}

const EMPTY: Expected = { wants: [], words: [], fields: [], at: () => undefined };

const WANTS: { readonly [type: string]: readonly Want[] } = {
  string: ['string'],
  boolean: ['boolean'],
  number: ['number'],
  int32: ['integer'],
  int64: ['integer'],
  quantity: ['quantity'],
  'int-or-string': ['integer', 'string'],
  time: ['time'],
  bytes: ['bytes'],
};
