import type { Node, ScalarNode } from '../../model/node.ts';
import { get, stringOf } from '../../model/read.ts';
import { namesSecret, secretIn } from '../../secrets/secret.ts';
import { pathOf, type Spot } from './places.ts';

/** What is shown in the place of a secret. */
const MASK = '********';

const PRIVATE_KEY = 'a private key';
/** `password: x`, `PASSWORD=x` and `"password": "x",`. */
const LINE = /^(\s*(?:export\s+|-\s+)?["']?)([\w.-]+)(["']?\s*[=:]\s*["']?)(.*?)(["']?,?\s*)$/;
const FLAG = /(^|\s)(--?[A-Za-z][\w-]*)(=|\s+)([^\s-]\S*)/g;
/** Options of Redis. */
const PASSWORD_FLAG = /^-*(?:requirepass|masterauth)$/;

/** Whether all data of an object is secret. */
function isSecretObject(root: Node): boolean {
  return stringOf(get(root, 'kind')) === 'Secret' && stringOf(get(root, 'apiVersion')) === 'v1';
}

/**
 * A scalar's text as it may be shown.
 * @param scalar the spot's own, or one that it took the place of
 */
export function shownText(scalar: ScalarNode, spot: Spot, root: Node): string {
  if (isSecretObject(root)) {
    const [top, , last] = pathOf(spot);
    const applied = last === 'kubectl.kubernetes.io/last-applied-configuration';
    if (top === 'data' || top === 'stringData' || applied) return scalar.text === '' ? '' : MASK;
  }
  return masked(nameOf(spot), scalar.text);
}

/** A text without the secrets in it. */
function masked(name: string, text: string): string {
  if (text.trim() === '') return text;
  const [, left, right] = (name === '' && /^([\w.-]+)=(.*)$/.exec(text)) || [];
  if (left !== undefined && right !== undefined) return `${left}=${masked(left, right)}`;
  const secret = secretIn(name, text);
  if (secret?.what === PRIVATE_KEY) return MASK;
  if (text.includes('\n')) return text.split('\n').map(maskedLine).join('\n');
  if (secret) return text.replaceAll(secret.value, MASK);
  if (isPasswordName(name) && !isPlain(text)) return MASK;
  return text.replace(FLAG, (all, before: string, flag: string, between: string, value: string) =>
    isPasswordName(flag) && !isPlain(value) ? `${before}${flag}${between}${MASK}` : all,
  );
}

function maskedLine(line: string): string {
  const parts = LINE.exec(line);
  if (!parts) return masked('', line);
  const [, before = '', name = '', between = '', value = '', after = ''] = parts;
  return before + name + between + masked(name, value) + after;
}

/** What a value is called: by its key, by the `name` beside it, or by the option before it. */
function nameOf({ node, key, parent }: Spot): string {
  if (parent?.node.kind === 'map') {
    const beside = key === 'value' ? stringOf(get(parent.node, 'name')) : undefined;
    return beside ?? key;
  }
  if (parent?.node.kind !== 'seq' || node.kind !== 'scalar') return key;
  const before = stringOf(parent.node.items[Number(key) - 1]?.value);
  return before !== undefined && /^--?[A-Za-z][\w-]*$/.test(before) ? before : '';
}

function isPasswordName(name: string): boolean {
  return PASSWORD_FLAG.test(name) || namesSecret(name);
}

/** What no secret is, whatever it is called: a switch, a short number, a variable. */
function isPlain(text: string): boolean {
  return /^(?:true|false|yes|no|on|off|null|\d{1,3}|\$\{[^}]*\}|\$\$?\w+|\$\(\w+\))$/i.test(text.trim());
}
