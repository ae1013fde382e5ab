import { partsOf } from '../../model/derive.ts';
import type { ScalarNode } from '../../model/node.ts';
import { get, itemsOf, stringOf } from '../../model/read.ts';
import { hidesValue, looksMixed, MASK, maskedText } from '../../secrets/maskedText.ts';
import { baseName } from '../../text/uri.ts';
import type { MergedEnvironment } from '../environmentBook.ts';
import type { Merged } from './effectiveRoots.ts';
import { isSecretObject, KnownSecrets } from './knownSecrets.ts';
import type { Spot } from './places.ts';

/** Shows the values of one environment without its secrets, wherever they were copied to. */
export class Masking {
  private readonly known: KnownSecrets;

  constructor(known: KnownSecrets) {
    this.known = known;
  }

  /**
   * A scalar's text as it may be shown.
   * @param scalar the spot's own, or one that it took the place of
   */
  shown(scalar: ScalarNode, spot: Spot): string {
    if (scalar.text.trim() === '') return scalar.text;
    if (isSecretData(spot) || partsOf(scalar).some((part) => this.known.isIn(part.span))) return MASK;
    const whole = this.known.without(scalar.text, writtenText(scalar));
    const name = nameOf(spot);
    // What stands behind `-p` is a port as well as a password.
    if (name === '-p') return looksMixed(whole) ? MASK : whole;
    const glued = /^-p(.+)$/.exec(whole)?.[1];
    // `mysqladmin -px`, as a list of words.
    if (glued !== undefined && startsMysql(spot)) return /^\$/.test(glued) ? whole : `-p${MASK}`;
    return maskedText(name, whole);
  }
}

function startsMysql({ parent }: Spot): boolean {
  const words = itemsOf(parent?.node).slice(0, 2);
  return words.some((each) => /(?:^|\/)(?:mysql|mariadb)/.test(stringOf(each) ?? ''));
}

/** What is written where a value that was computed comes from. */
function writtenText({ span }: ScalarNode): string {
  return span.source.text.slice(span.start, span.end);
}

/** Whether a value is among the data of a Secret. */
function isSecretData(spot: Spot): boolean {
  const path: string[] = [];
  for (let at: Spot | undefined = spot; at; at = at.parent) {
    if (at.node.kind === 'map' && isSecretObject(at.node)) {
      const [top] = path;
      return top === 'data' || top === 'stringData' || path.at(-1) === LAST_APPLIED;
    }
    path.unshift(at.key);
  }
  return false;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const known = new WeakMap<MergedEnvironment, Masking>();

/** The masking for an environment: its Secrets, its variables and their defaults are known. */
export function maskingOf(merged: Merged, environment: MergedEnvironment): Masking {
  const before = known.get(environment);
  if (before) return before;
  const secrets = new KnownSecrets();
  for (const { node } of environment.build?.objects ?? []) secrets.addObject(node);
  for (const { name, fallback } of environment.unit.composition?.model.variables ?? [])
    if (fallback !== undefined) secrets.addVariable(name, fallback);
  for (const uri of environment.unit.files) {
    if (!/(?:^|[._-])env(?:[._-]|$)/i.test(baseName(uri))) continue;
    const text = merged.model.snapshot.files.get(uri)?.text ?? '';
    for (const [, name = '', value = ''] of text.matchAll(/^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/gm))
      secrets.addVariable(name, value.replace(/^(["'])(.*)\1\s*(?:#.*)?$/, '$2'));
  }
  const masking = new Masking(secrets);
  known.set(environment, masking);
  return masking;
}

/** What a value is called: by its key, by the `name` beside it, or by the option before it; in a list, by the list. */
function nameOf({ node, key, parent }: Spot): string {
  if (parent?.node.kind === 'map') {
    const beside = key === 'value' ? stringOf(get(parent.node, 'name')) : undefined;
    return beside ?? key;
  }
  if (parent?.node.kind !== 'seq' || node.kind !== 'scalar') return key;
  const before = stringOf(parent.node.items[Number(key) - 1]?.value);
  if (before !== undefined && /^--?[A-Za-z][\w-]*$/.test(before)) return before;
  return hidesValue(parent.key) && !node.text.includes('=') ? parent.key : '';
}
