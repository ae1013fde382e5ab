import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import table from '../../../schemas/kubernetes.json' with { type: 'json' };
import type { Expected } from '../../../server/src/core/schema/expected.ts';
import { expectedAt } from '../../../server/src/core/schema/expected.ts';
import { type TypeTable, VersionedTypes } from '../../../server/src/core/schema/typeTable.ts';
import { SCHEMAS } from '../../support/analysis.ts';

const MINORS = [34, 35, 36, 37];
const TABLE: TypeTable = table;

type Path = readonly (string | number)[];

/** A value of a type of the table, made from a stream of numbers: each says what is chosen next. */
class Maker {
  private readonly next: () => number;
  private readonly minor: number;
  /** Every mapping with fixed fields that was made. */
  readonly mappings: { readonly path: Path; readonly data: Record<string, unknown> }[] = [];

  constructor(minor: number, next: () => number) {
    this.minor = minor;
    this.next = next;
  }

  make(type: string, path: Path, depth: number): unknown {
    if (type.startsWith('[]'))
      return this.times(depth).map((at) => this.make(type.slice(2), [...path, at], depth + 1));
    if (type.startsWith('{}')) {
      return Object.fromEntries(
        this.times(depth).map((at) => [
          `key/${at}`,
          this.make(type.slice(2), [...path, `key/${at}`], depth + 1),
        ]),
      );
    }
    if (type.startsWith('=')) return this.oneOf(type.slice(1).split('|'));
    if (type.startsWith('@')) return this.mapping(type.slice(1), path, depth);
    const values = VALUES[type];
    if (!values) throw new Error(`There is no value of the type ${type}.`);
    return this.oneOf(values);
  }

  private mapping(name: string, path: Path, depth: number): unknown {
    const { fields, required = [] } = definition(name, this.minor);
    const data: Record<string, unknown> = {};
    for (const [field, type] of Object.entries(fields)) {
      const isWanted = required.includes(field) || (depth < 6 && this.next() % 3 === 0);
      if (isWanted) data[field] = this.make(type, [...path, field], depth + 1);
    }
    this.mappings.push({ path, data });
    return data;
  }

  private times(depth: number): number[] {
    return depth > 6 ? [] : Array.from({ length: this.next() % 3 }, (_, index) => index);
  }

  private oneOf<T>(values: readonly T[]): T | undefined {
    return values[this.next() % values.length];
  }
}

const VALUES: { readonly [type: string]: readonly unknown[] } = {
  any: [{ a: 1 }, 'x', [1]],
  string: ['', 'text', '8080', 'a b'],
  boolean: [true, false],
  int32: [0, -1, 8080],
  int64: [0, 4_000_000_000],
  number: [1.5, 2],
  quantity: ['500m', '64Mi', 2, '1.5G', '1e3', '.5'],
  'int-or-string': [80, 'http', '25%'],
  time: ['2026-01-01T00:00:00Z'],
  bytes: ['aGk=', ''],
};

function definition(name: string, minor: number) {
  for (let at = minor; at < TABLE.newest; at++) {
    const changed = TABLE.older[String(at)]?.definitions;
    if (changed && Object.hasOwn(changed, name)) return changed[name] ?? { fields: {} };
  }
  return TABLE.definitions[name] ?? { fields: {} };
}

function kindsOf(minor: number): string[] {
  return SCHEMAS.homesOf(minor, 'Pod').length === 0
    ? []
    : Object.keys(TABLE.kinds).filter((key) => schemaOf(minor, key) !== undefined);
}

function schemaOf(minor: number, key: string) {
  const at = key.lastIndexOf('/');
  return SCHEMAS.kubernetes(minor, key.slice(0, at), key.slice(at + 1));
}

const stream = fc.infiniteStream(fc.nat(1000));
const steps = (path: Path): string[] => path.map(String);

describe.each(MINORS)('any object of Kubernetes 1.%i', (minor) => {
  const kinds = kindsOf(minor);

  it('has kinds', () => {
    expect(kinds.length).toBeGreaterThan(60);
    expect(kinds).toContain('apps/v1/Deployment');
  });

  it('that is made from its schema is valid, and each name that is misspelt is found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), stream, (key, numbers) => {
        const maker = new Maker(minor, () => numbers.next().value);
        const name = kindName(key, minor);
        const data = maker.make(`@${name}`, [], 0);
        const schema = schemaOf(minor, key);
        expect(schema?.faults(data)).toEqual([]);
        for (const { path, data: mapping } of maker.mappings.slice(0, 5)) {
          const field = Object.keys(mapping)[0];
          if (field === undefined) continue;
          const wrong = `${field}Zz`;
          mapping[wrong] = mapping[field];
          const told = schema?.faults(data) ?? [];
          delete mapping[wrong];
          expect(told).toContainEqual({ kind: 'unknown', path: steps(path), name: wrong });
          const here: Expected | undefined = schema && expectedAt(schema.expected, steps(path));
          expect(here?.fields).toContain(field);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is found to lack what it must have, at the place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), stream, (key, numbers) => {
        const maker = new Maker(minor, () => numbers.next().value);
        const data = maker.make(`@${kindName(key, minor)}`, [], 0);
        const schema = schemaOf(minor, key);
        for (const { path, data: mapping } of maker.mappings.slice(0, 5)) {
          const field = Object.keys(mapping)[0];
          if (field === undefined) continue;
          const value = mapping[field];
          delete mapping[field];
          const told = schema?.faults(data) ?? [];
          mapping[field] = value;
          for (const fault of told)
            expect(fault).toEqual({ kind: 'missing', path: steps(path), name: field });
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the types', () => {
  it('of every version lead nowhere but to types that there are', () => {
    for (const minor of MINORS) {
      const types = new VersionedTypes(TABLE, minor);
      for (const key of kindsOf(minor)) {
        const expected = types.kind(key);
        for (const field of expected?.fields ?? [])
          expect(expected?.at(field), `${key} ${field}`).toBeDefined();
      }
    }
  });
});

function kindName(key: string, minor: number): string {
  for (let at = minor; at < TABLE.newest; at++) {
    const name = TABLE.older[String(at)]?.kinds[key];
    if (name) return name;
  }
  return TABLE.kinds[key] ?? '';
}
