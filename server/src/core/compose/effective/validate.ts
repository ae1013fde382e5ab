import type { Entry, MapNode, Node, ScalarNode, SeqNode } from '../../model/node.ts';
import { dataOf } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { type GoValue, goValue } from './goValue.ts';
import type { Session } from './session.ts';
import type { JsonType, ScalarShape, Shape } from './shape.ts';

/** Reports what may not stand where it stands. `name`: what the whole is called in messages. */
export function validate(session: Session, root: Node, shape: Shape, name = ''): void {
  new Validation(session).node(root, shape, name, root.span);
}

class Validation {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** `key`: the place of the key or item, for what has no place of its own. */
  node(node: Node, shape: Shape, path: string, key: Span): void {
    const place = node.span.start === node.span.end ? key : node.span;
    if (node.kind === 'map' && shape.map) this.map(node, shape.map, path, key);
    else if (node.kind === 'seq' && shape.list) this.list(node, shape.list, path);
    else if (node.kind === 'scalar' && shape.scalar) this.scalar(node, shape.scalar, path, place);
    else this.fault(place, `${path || 'The file'} must be ${wanted(shape)}`);
  }

  private map(node: MapNode, shape: NonNullable<Shape['map']>, path: string, key: Span): void {
    for (const each of node.entries) this.entry(each, shape, path);
    for (const name of shape.required ?? []) {
      if (node.entries.some((each) => each.key === name)) continue;
      this.fault(node.flow ? node.span : key, `${path} needs the key "${name}"`);
    }
  }

  private entry(each: Entry, shape: NonNullable<Shape['map']>, path: string): void {
    const { fields, others } = shape;
    const below = path === '' ? each.key : `${path}.${each.key}`;
    if (fields && Object.hasOwn(fields, each.key)) {
      const field = fields[each.key];
      if (field) this.node(each.value, field, below, each.keySpan);
    } else if (others?.key.test(each.key)) this.node(each.value, others.shape, below, each.keySpan);
    else if (shape.open || (!shape.strict && each.key.startsWith('x-'))) return;
    else this.fault(each.keySpan, `${path || 'A Compose file'} can not have the key "${each.key}"`);
  }

  private list(node: SeqNode, shape: NonNullable<Shape['list']>, path: string): void {
    const seen = new Set<string>();
    node.items.forEach(({ value }, index) => {
      this.node(value, shape.item, `${path}[${index}]`, value.span);
      if (!shape.unique) return;
      const text = JSON.stringify(value.kind === 'scalar' ? plain(goValue(value)) : sorted(dataOf(value)));
      if (seen.has(text)) this.fault(value.span, `${path} has the same item twice`);
      seen.add(text);
    });
  }

  private scalar(node: ScalarNode, shape: ScalarShape, path: string, place: Span): void {
    const value = goValue(node);
    if (value.type === 'string' && shape.cast) {
      const read = castTo(shape.cast, value.value);
      if (read === undefined) this.fault(place, `${path} must be ${CASTS[shape.cast]}`, 'value');
      else if (read.type !== 'null') this.range(Number(read.value), shape, path, place, 'value');
    } else if (!typesOf(value).some((type) => shape.types.includes(type))) {
      this.fault(place, `${path} must be ${wanted({ scalar: shape })}`);
    } else if (value.type === 'string' && shape.oneOf && !shape.oneOf.includes(value.value)) {
      this.fault(place, `${path} must be one of ${shape.oneOf.join(', ')}`);
    } else if (value.type === 'int' || value.type === 'float') this.range(value.value, shape, path, place);
  }

  private range(
    value: number,
    { least, most }: ScalarShape,
    path: string,
    place: Span,
    code: 'schema' | 'value' = 'schema',
  ): void {
    if (!Number.isFinite(value)) this.fault(place, `${path} must be a finite number`, 'value');
    if (least !== undefined && value < least)
      this.fault(place, `${path} must not be less than ${least}`, code);
    if (most !== undefined && value > most) this.fault(place, `${path} must not be more than ${most}`, code);
  }

  /** @param code `schema` where the schema of Compose files says the same, `value` where only reading the value does */
  private fault(place: Span, message: string, code: 'schema' | 'value' = 'schema'): void {
    this.session.error(code, place, `${message}.`);
  }
}

const CASTS = { bool: 'true or false', int: 'a whole number', float: 'a number' } as const;

/** A string as what its field asks for; undefined where it is none. */
export function castTo(to: 'bool' | 'int' | 'float', text: string): GoValue | undefined {
  switch (to) {
    case 'bool':
      if (/^(?:true|y|yes|on)$/i.test(text)) return { type: 'bool', value: true };
      if (/^(?:false|n|no|off)$/i.test(text)) return { type: 'bool', value: false };
      return undefined;
    case 'int':
      return /^[-+]?\d+$/.test(text) ? { type: 'int', value: Number(text) } : undefined;
    case 'float': {
      const number = text.trim() === text && text !== '' ? Number(text) : Number.NaN;
      return Number.isFinite(number) ? { type: 'float', value: number } : undefined;
    }
  }
}

function typesOf(value: GoValue): readonly JsonType[] {
  switch (value.type) {
    case 'null':
      return ['null'];
    case 'bool':
      return ['boolean'];
    case 'int':
      return ['integer', 'number'];
    case 'float':
      return Number.isInteger(value.value) ? ['integer', 'number'] : ['number'];
    case 'string':
      return ['string'];
  }
}

function plain(value: GoValue): string | number | boolean | null {
  return value.type === 'null' ? null : value.value;
}

function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, value]) => [key, sorted(value)]);
}

const TYPE_WORDS: Readonly<Record<JsonType, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

function wanted(shape: Shape): string {
  const words = [
    ...(shape.scalar?.types ?? []).map((type) => TYPE_WORDS[type]),
    ...(shape.list ? ['a list'] : []),
    ...(shape.map ? ['a mapping'] : []),
  ];
  const last = words.pop() ?? 'something else';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}
