import type { ScalarNode, ScalarValue } from '../../model/node.ts';

/**
 * How Kustomize's YAML library takes plain scalars: YAML 1.2 with some of 1.1 left over (`0777` is octal, `1_000` and
 * `0b11` are numbers, `2001-01-01` is a point in time), with `yes` and `on` as strings.
 */
export type GoTag = 'str' | 'int' | 'float' | 'bool' | 'null' | 'time';

/** What a scalar is, and its value as it would be printed in JSON. */
export interface GoScalar {
  readonly tag: GoTag;
  readonly value: ScalarValue;
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUE = new Set(['true', 'True', 'TRUE']);
const FALSE = new Set(['false', 'False', 'FALSE']);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const TIME = /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ](\d\d?):(\d\d?):(\d\d?)(?:\.(\d{1,9}))?(Z|[-+]\d\d:\d\d)?)?$/;

/** What a plain text means. */
export function resolvePlain(text: string): GoScalar {
  if (NULLS.has(text)) return { tag: 'null', value: null };
  if (TRUE.has(text)) return { tag: 'bool', value: true };
  if (FALSE.has(text)) return { tag: 'bool', value: false };
  if (!/^[-+.0-9]/.test(text)) return { tag: 'str', value: text };
  if (INFINITE.test(text)) return { tag: 'float', value: text };
  const time = resolveTime(text);
  if (time !== undefined) return { tag: 'time', value: time };
  return resolveNumber(text) ?? { tag: 'str', value: text };
}

function resolveNumber(text: string): GoScalar | undefined {
  const digits = text.replaceAll('_', '');
  const parts = INTEGER.exec(digits);
  if (parts) {
    const [, sign, hex, binary, octal, decimal] = parts;
    const magnitude = BigInt(
      hex !== undefined
        ? `0x${hex}`
        : binary !== undefined
          ? `0b${binary}`
          : octal !== undefined
            ? `0o${octal}`
            : (decimal ?? '0'),
    );
    const whole = sign === '-' ? -magnitude : magnitude;
    if (whole >= -(2n ** 63n) && whole < 2n ** 64n) {
      const number = Number(whole);
      return { tag: 'int', value: Number.isSafeInteger(number) ? number : whole };
    }
  }
  if (FLOAT.test(digits)) return { tag: 'float', value: Number(digits) };
  return undefined;
}

function resolveTime(text: string): string | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  // A zone is only understood behind a `T`.
  if (zone !== undefined && /^\d{4}-\d\d?-\d\d? /.test(text)) return undefined;
  if (hour !== undefined && zone === undefined && /[Tt]/.test(text)) return undefined;
  const numbers = [month, day, hour, minute, second].map((each) => Number(each ?? 0));
  const [m = 0, d = 0, h = 0, min = 0, s = 0] = numbers;
  const days = new Date(Date.UTC(Number(year), m, 0)).getUTCDate();
  if (m < 1 || m > 12 || d < 1 || d > days || h > 23 || min > 59 || s > 59) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  const tail = (fraction ?? '').replace(/0+$/, '');
  const offset = zone === undefined || /^[-+]00:00$/.test(zone) ? 'Z' : zone;
  return `${year}-${two(m)}-${two(d)}T${two(h)}:${two(min)}:${two(s)}${tail === '' ? '' : `.${tail}`}${offset}`;
}

const TAGS: Readonly<Record<string, GoTag>> = {
  'tag:yaml.org,2002:str': 'str',
  'tag:yaml.org,2002:int': 'int',
  'tag:yaml.org,2002:float': 'float',
  'tag:yaml.org,2002:bool': 'bool',
  'tag:yaml.org,2002:null': 'null',
  'tag:yaml.org,2002:timestamp': 'time',
};

/** What a scalar node is to Kustomize; undefined where its tag and its text contradict each other. */
export function scalarOf(node: ScalarNode): GoScalar | undefined {
  if (node.made) return { tag: tagOfValue(node), value: node.value };
  const explicit = node.tag === undefined ? undefined : TAGS[node.tag];
  if (explicit !== undefined) return withTag(node.text, explicit);
  if (node.style !== 'plain' && node.style !== 'empty') return { tag: 'str', value: node.text };
  return resolvePlain(node.text);
}

/** A text under a given tag; undefined where it can not be one. */
export function withTag(text: string, tag: GoTag): GoScalar | undefined {
  if (tag === 'str') return { tag, value: text };
  const plain = resolvePlain(text);
  if (plain.tag === tag) return plain;
  return tag === 'float' && plain.tag === 'int' ? { tag, value: plain.value } : undefined;
}

function tagOfValue(node: ScalarNode): GoTag {
  switch (typeof node.value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(node.value) ? 'int' : 'float';
    case 'bigint':
      return 'int';
    default:
      return 'null';
  }
}
