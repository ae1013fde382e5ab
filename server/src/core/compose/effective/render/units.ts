/** Sizes and durations as Compose reads and prints them. */

const SIZE = /^(\d+(?:\.\d+)*) ?([kKmMgGtTpP])?[iI]?[bB]?$/;
const POWERS = 'kmgtp';

/** A size such as `1.5g` in bytes; undefined where it is none. */
export function bytesOf(text: string): number | undefined {
  const [, digits, unit] = SIZE.exec(text) ?? [];
  const size = Number(digits);
  if (digits === undefined || Number.isNaN(size)) return undefined;
  const power = unit === undefined ? 0 : POWERS.indexOf(unit.toLowerCase()) + 1;
  return Math.trunc(size * 1024 ** power);
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** A duration such as `1m30s` in nanoseconds; undefined where it is none. */
export function nanosecondsOf(text: string): number | undefined {
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0;
  for (const [, digits, unit] of rest.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Math.round(Number(digits) * (UNITS[unit ?? ''] ?? 0));
  }
  return sign === '-' ? -total : total;
}

/** A duration as Compose prints it: `2m0s`, `1.5s`, `500ms`. */
export function durationText(nanoseconds: number): string {
  if (nanoseconds < 0) return `-${durationText(-nanoseconds)}`;
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const seconds = Math.floor(nanoseconds / 1e9);
  const fraction = nanoseconds % 1e9;
  const part = fraction === 0 ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  const tail = `${seconds % 60}${part}s`;
  if (hours > 0) return `${hours}h${minutes % 60}m${tail}`;
  return minutes > 0 ? `${minutes}m${tail}` : tail;
}

/** A number as precise as Compose keeps it in some fields: 32 bits. */
export function single(value: number): number {
  const rounded = Math.fround(value);
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(rounded.toPrecision(digits));
    if (Math.fround(short) === rounded) return short;
  }
  return value;
}
