import { parseDocument } from 'yaml';
import type { Habits } from './habits.ts';

export type Scalar = string | number | boolean | null;

/** How a scalar has to be written. */
export interface ScalarForm {
  readonly quote: Habits['quote'];
  /** In a flow collection, `,[]{}` end a plain scalar. */
  readonly flow: boolean;
  /** Strings are quoted even where they need not be. */
  readonly always?: boolean;
}

/** A scalar as YAML text on one line that every YAML 1.1 and 1.2 reader takes for this very value. */
export function scalarText(value: Scalar, form: ScalarForm): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  if (!form.always && isPlain(value, form.flow)) return value;
  return form.quote === "'" && PRINTABLE.test(value)
    ? `'${value.replaceAll("'", "''")}'`
    : doubleQuoted(value);
}

/**
 * The header and the lines of a block scalar (`|`) for text of several lines; undefined for text of one line, and for
 * text that needs more than that to come back as it is.
 */
export function literalLines(value: string): string[] | undefined {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n');
  const fits = lines.every((line) => (line === '' || line.trim() !== '') && LITERAL.test(line));
  if (lines.length < 2 || !fits || !/^\S/.test(value) || lines.at(-1) === '') return undefined;
  return [value === body ? '|-' : '|', ...lines];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that need an escape
const PRINTABLE = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that need an escape
const LITERAL = /^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]*$/;

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

function doubleQuoted(value: string): string {
  const json = JSON.stringify(value);
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What YAML 1.1 reads as something other than a string, and 1.2 does not. */
const OTHER_IN_YAML_11 =
  /^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?\.?(?!\d+\.\d+\.\d+\.\d+$)[0-9][0-9_.,:eE+-]*|[-+]?0[xob][0-9a-f_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|<<|=)$/i;

function isPlain(value: string, flow: boolean): boolean {
  if (value === '' || value !== value.trim() || !PRINTABLE.test(value)) return false;
  if (OTHER_IN_YAML_11.test(value) || /^(?:---|\.\.\.)/.test(value)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(value) && !/^[-?:][^\s,[\]{}]/.test(value)) return false;
  if (/:(?:\s|$)|\s#/.test(value) || (flow && /[,[\]{}]|:[,[\]{}]/.test(value))) return false;
  if (/^[\w./@+=-]+$/.test(value) && !/^(?:[-.\d+]|e[-+\d])/i.test(value)) return true;
  const read = parseDocument(flow ? `[${value}]` : value, { version: '1.1', logLevel: 'silent' });
  const data: unknown = read.errors.length === 0 ? read.toJS() : undefined;
  return flow ? Array.isArray(data) && data.length === 1 && data[0] === value : data === value;
}
