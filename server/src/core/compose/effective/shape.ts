/** What may stand at a place of a Compose file: for each kind of node, whether it may and what may be in it. */
export interface Shape {
  readonly scalar?: ScalarShape;
  readonly list?: ListShape;
  readonly map?: MapShape;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** What a string is made of, where it may stand for something else. */
export type Cast = 'bool' | 'int' | 'float';

export interface ScalarShape {
  readonly types: readonly JsonType[];
  readonly cast?: Cast;
  readonly oneOf?: readonly string[];
  readonly least?: number;
  readonly most?: number;
}

interface ListShape {
  readonly item: Shape;
  readonly unique?: boolean;
}

interface MapShape {
  readonly fields?: { readonly [key: string]: Shape };
  /** The keys that are no fields. */
  readonly others?: { readonly key: RegExp; readonly shape: Shape };
  readonly required?: readonly string[];
  /** Whether any other key may stand here. `x-` keys always may, unless `strict`. */
  readonly open?: boolean;
  readonly strict?: boolean;
}

export function scalar(...types: readonly JsonType[]): Shape {
  return { scalar: { types } };
}

export function cast(to: Cast, ...types: readonly JsonType[]): Shape {
  return { scalar: { types, cast: to } };
}

export function limited(shape: Shape, limits: Pick<ScalarShape, 'least' | 'most'>): Shape {
  return shape.scalar ? { ...shape, scalar: { ...shape.scalar, ...limits } } : shape;
}

export function words(...oneOf: readonly string[]): Shape {
  return { scalar: { types: ['string'], oneOf } };
}

export function list(item: Shape): Shape {
  return { list: { item } };
}

export function unique(item: Shape): Shape {
  return { list: { item, unique: true } };
}

export function fields(of: { readonly [key: string]: Shape }, more: Omit<MapShape, 'fields'> = {}): Shape {
  return { map: { fields: of, ...more } };
}

export function named(shape: Shape, key: RegExp = /./): Shape {
  return { map: { others: { key, shape }, strict: true } };
}

export function either(...shapes: readonly Shape[]): Shape {
  return Object.assign({}, ...shapes);
}
