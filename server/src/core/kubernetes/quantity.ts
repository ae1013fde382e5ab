const UNITS: { readonly [suffix: string]: number } = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** An amount as Kubernetes reads it: `500m`, `1.5Gi`, `12e6`. */
export interface Quantity {
  /** In units: cores, bytes. */
  readonly value: number;
  readonly suffix: string;
}

/** Reads a quantity; undefined where the API server would refuse it (API reference, `Quantity`). */
export function quantityOf(text: string): Quantity | undefined {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  if (!found) return undefined;
  const [, digits, exponent, suffix = ''] = found;
  const scale = exponent === undefined ? UNITS[suffix] : 10 ** Number(exponent);
  return scale === undefined ? undefined : { value: Number(digits) * scale, suffix };
}

/** Compares two quantities: above 0 where the first is more; undefined where one of them is none. */
export function compareQuantities(a: string, b: string): number | undefined {
  const [first, second] = [quantityOf(a), quantityOf(b)];
  return first && second ? first.value - second.value : undefined;
}
