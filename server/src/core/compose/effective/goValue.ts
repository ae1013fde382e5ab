import type { ScalarNode, ScalarValue } from '../../model/node.ts';

/** What a scalar is to Compose, whose YAML parser knows parts of YAML 1.1. */
export type GoValue =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

const NOTHING: GoValue = { type: 'null' };
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d\d):(\d\d)(\.\d+)?(Z|[ \t]*[-+]\d.*)?)?$/;

/**
 * A scalar's value as Compose reads it: octal `0440`, `1_000`, dates; `yes` and `on` are strings. What variables
 * were replaced in is a string, however it looks.
 */
export function goValue(node: ScalarNode): GoValue {
  if (node.made) return ofMade(node);
  if (node.tag !== undefined) return ofTagged(node, node.tag);
  if (node.style === 'empty') return NOTHING;
  return node.style === 'plain' ? ofPlain(node.text) : { type: 'string', value: node.text };
}

function ofMade(node: ScalarNode): GoValue {
  if (node.value === null) return NOTHING;
  return { type: 'string', value: node.text };
}

function ofTagged(node: ScalarNode, tag: string): GoValue {
  if (tag.endsWith(':str')) return { type: 'string', value: node.text };
  if (tag.endsWith(':null')) return NOTHING;
  if (/:(?:int|float|bool)$/.test(tag) || node.style === 'plain') return ofPlain(node.text);
  return node.style === 'empty' ? NOTHING : { type: 'string', value: node.text };
}

function ofPlain(text: string): GoValue {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return NOTHING;
  if (/^(?:true|True|TRUE)$/.test(text)) return { type: 'bool', value: true };
  if (/^(?:false|False|FALSE)$/.test(text)) return { type: 'bool', value: false };
  if (/^[-+.0-9]/.test(text)) return ofNumeric(text);
  return { type: 'string', value: text };
}

/** What a plain scalar is to Compose. */
export function typeOfPlain(text: string): GoValue['type'] {
  return ofPlain(text).type;
}

function ofNumeric(text: string): GoValue {
  const digits = text.replace(/_/g, '');
  const integer = integerOf(digits);
  if (integer !== undefined) return { type: 'int', value: integer };
  if (FLOAT.test(digits) && Number.isFinite(Number(digits))) return { type: 'float', value: Number(digits) };
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) {
    return { type: 'float', value: text.startsWith('-') ? -Infinity : Infinity };
  }
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return { type: 'float', value: Number.NaN };
  return { type: 'string', value: dateOf(text)?.printed ?? text };
}

function integerOf(digits: string): number | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+|0|[1-9][0-9]*)$/.exec(digits);
  const [, sign, body] = match ?? [];
  if (body === undefined) return undefined;
  const octal = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
  const size = BigInt(octal.toLowerCase());
  if (size > 18446744073709551615n || (sign === '-' && size > 9223372036854775808n)) return undefined;
  const value = Number(size);
  return sign === '-' && value !== 0 ? -value : value;
}

interface PrintedDate {
  /** As a value of its own. */
  readonly printed: string;
  /** Inside of a string. */
  readonly text: string;
}

/** A date as Compose prints it; only those in UTC, since the rest needs a calendar. */
function dateOf(text: string): PrintedDate | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', part = '', zone = 'Z'] =
    match;
  const pad = (digits: string) => digits.padStart(2, '0');
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (Number.isNaN(Date.parse(date))) return undefined;
  const time = `${pad(hour)}:${minute}:${second}${part}`;
  const utc = zone.trim() === 'Z';
  return { printed: `${date}T${time}${zone.trim()}`, text: utc ? `${date} ${time} +0000 UTC` : text };
}

/** A number as Compose writes it into a string: `1e+06` for `1000000.0`. */
function floatText(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A scalar as the string that Compose makes of it; undefined for null. */
export function goText(node: ScalarNode): string | undefined {
  const read = goValue(node);
  switch (read.type) {
    case 'null':
      return undefined;
    case 'float':
      return floatText(read.value);
    case 'string':
      return node.style === 'plain' && !node.made ? (dateOf(node.text)?.text ?? read.value) : read.value;
    default:
      return String(read.value);
  }
}

/** A plain scalar is read anew; nothing becomes null, since Compose takes what it replaced for a string. */
export function retyped(node: ScalarNode, text: string): ScalarValue {
  if (node.style !== 'plain') return text;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^[-+]?(?:\d+|\d*\.\d+)$/.test(text) ? Number(text) : text;
}
