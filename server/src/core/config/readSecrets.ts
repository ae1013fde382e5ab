import type { Node } from '../model/node.ts';
import { asMap, stringOf } from '../model/read.ts';
import type { SecretSetting } from './configuration.ts';
import type { Reader } from './reader.ts';

const KEYS = ['name', 'rotateEvery', 'rotatedOn', 'owner'];
const DAYS: { readonly [unit: string]: number } = { d: 1, w: 7, m: 30, y: 365 };

/** `secrets`: the register of the secrets that a team has, and of when each was last changed. Never any value. */
export function readSecrets(node: Node, reader: Reader): SecretSetting[] {
  if (node.kind !== 'seq') {
    reader.report(node.span, 'A list of secrets is expected here.');
    return [];
  }
  return node.items.flatMap(({ value }) => secret(value, reader) ?? []);
}

function secret(node: Node, reader: Reader): SecretSetting | undefined {
  let setting: SecretSetting = { at: reader.locate(node.span), name: '' };
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping with "name"')) {
    switch (key) {
      case 'name':
        setting = { ...setting, at: reader.locate(value.span), name: name(value, reader) };
        break;
      case 'rotateEvery': {
        const rotateEvery = days(value, reader);
        if (rotateEvery !== undefined) setting = { ...setting, rotateEvery };
        break;
      }
      case 'rotatedOn': {
        const date = reader.date(value);
        if (date !== undefined) setting = { ...setting, rotatedOn: { date, at: reader.locate(value.span) } };
        break;
      }
      case 'owner':
        setting = { ...setting, owner: reader.text(value, 'text') ?? '' };
        break;
      default:
        reader.unknown(keySpan, key, KEYS, 'key of a secret');
    }
  }
  if (!asMap(node)) return undefined;
  if (setting.name === '') reader.report(node.span, 'This secret has no name: give it "name".');
  return setting;
}

function name(node: Node, reader: Reader): string {
  const text = stringOf(node) ?? '';
  if (/^(?:(?:[\w-]+\/)?[\w.*-]+\/)?[\w.*-]+$/.test(text)) return text;
  reader.report(node.span, 'A name as "Secret/db" or "DB_PASSWORD" is expected here.');
  return text;
}

/** A span of time as `90d`, `12w`, `6m` or `1y`, in days. */
function days(node: Node, reader: Reader): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([dwmy])$/.exec(stringOf(node) ?? '') ?? [];
  const each = DAYS[unit];
  if (each !== undefined) return Number(count) * each;
  reader.report(node.span, 'A span of time is expected here, written as 90d, 12w, 6m or 1y.');
  return undefined;
}
