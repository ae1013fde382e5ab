/** Something that a schema does not allow. */
export type Fault = { readonly path: readonly string[] } & (
  | { /** The mapping at `path` can not have this key. */ readonly kind: 'unknown'; readonly name: string }
  | { /** The mapping at `path` must have this key. */ readonly kind: 'missing'; readonly name: string }
  | { /** What stands at `path` is of another type. */ readonly kind: 'type' }
  | { /** It is none of the words that are allowed. */ readonly kind: 'word' }
  | { /** It is not written as such values are. */ readonly kind: 'form' }
  | { readonly kind: 'range'; readonly least?: number; readonly most?: number }
  | { /** The list has an item twice. */ readonly kind: 'twice'; readonly index: number }
);

/** An error as ajv's validators tell it. */
export interface RawError {
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
}

/** A validator that ajv generated: it leaves its errors on itself. */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly RawError[] | null;
}

/** The steps of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  if (pointer === '') return [];
  const steps = pointer.slice(1).split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What ajv tells as faults; what only sums up others (`oneOf`) is none. */
export function faultOf({ instancePath, keyword, params }: RawError): Fault | undefined {
  const path = stepsOf(instancePath);
  switch (keyword) {
    case 'additionalProperties':
      return { kind: 'unknown', path, name: String(params['additionalProperty']) };
    case 'unevaluatedProperties':
      return { kind: 'unknown', path, name: String(params['unevaluatedProperty']) };
    case 'required':
      return { kind: 'missing', path, name: String(params['missingProperty']) };
    case 'type':
      return { kind: 'type', path };
    case 'enum':
    case 'const':
      return { kind: 'word', path };
    case 'pattern':
      return { kind: 'form', path };
    case 'uniqueItems':
      return { kind: 'twice', path, index: Math.max(Number(params['i']), Number(params['j'])) };
    case 'minimum':
    case 'exclusiveMinimum':
      return { kind: 'range', path, least: Number(params['limit']) };
    case 'maximum':
    case 'exclusiveMaximum':
      return { kind: 'range', path, most: Number(params['limit']) };
    default:
      return undefined;
  }
}
