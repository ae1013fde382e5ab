import type { Node } from '../model/node.ts';
import { closestName } from '../text/closestName.ts';
import { shortened } from '../text/shortened.ts';
import { type Expected, expectedAt, placeAbove, placeBelow, type Want } from './expected.ts';
import type { Fault } from './fault.ts';

/** Longer messages are not read. */
const MOST = 140;

/** A fault in words, with what is meant most likely. */
export interface Explained {
  readonly message: string;
  /** The name of the key, or the word, that most likely is meant. */
  readonly meant: string | undefined;
}

/** What a fault is found in. */
export interface FaultPlace {
  /** As people call it: `Deployment "api"`. */
  readonly subject: string;
  /** The fault's path, from the subject on. */
  readonly path: readonly string[];
  readonly node: Node;
  /** What comes of it: `kubectl refuses it`. */
  readonly outcome: string;
}

/** Says what a fault is, what is allowed, and what is meant most likely. */
export function explain(fault: Fault, expected: Expected, place: FaultPlace): Explained {
  const here = expectedAt(expected, fault.path);
  const name = shownPath(place.path);
  switch (fault.kind) {
    case 'unknown':
      return unknown(fault, expected, here, place);
    case 'missing':
      return plain(place, `${name || 'it'} lacks "${fault.name}"`);
    case 'type':
      return plain(
        place,
        `${name || 'it'} must be ${wanted(here?.wants ?? [])}, not ${kindOf(place.node, here)}`,
      );
    case 'word':
      return word(here?.words ?? [], place);
    case 'form':
      return plain(place, `${name} is not ${formOf(here)}`);
    case 'range':
      return plain(
        place,
        `${name} must not be ${fault.least === undefined ? `more than ${fault.most}` : `less than ${fault.least}`}`,
      );
    case 'twice':
      return plain(place, `${name} has the same item twice`);
  }
}

function plain({ subject, outcome }: FaultPlace, what: string, hint = ''): Explained {
  return { message: fitting(`${subject}: ${what}`, outcome, hint), meant: undefined };
}

function unknown(
  fault: Fault & { kind: 'unknown' },
  expected: Expected,
  here: Expected | undefined,
  place: FaultPlace,
): Explained {
  const { name, path } = fault;
  const above = shownPath(place.path);
  const what = `${above === '' ? `there is no field "${shortened(name, 40)}"` : `${above} has no field "${shortened(name, 40)}"`}`;
  const meant = closestName(name, here?.fields ?? []);
  // People write labels where a selector wants to know how they are matched.
  const isLabel = meant === undefined && here?.fields.includes('matchLabels');
  const below = isLabel ? ['matchLabels'] : here && placeBelow(here, name);
  if (below) return { ...plain(place, what, `It belongs under "${below.join('.')}".`) };
  const higher = placeAbove(expected, path, name);
  if (higher && (meant === undefined || meant.toLowerCase() !== name.toLowerCase())) {
    const under = shownPath(place.path.slice(0, place.path.length - path.length + higher.length));
    return { ...plain(place, what, under === '' ? 'It belongs at the top.' : `It belongs in ${under}.`) };
  }
  const hint = meant === undefined ? '' : `Did you mean "${meant}"?`;
  return { ...plain(place, what, hint), meant };
}

function word(words: readonly string[], place: FaultPlace): Explained {
  const { node, path } = place;
  const written = node.kind === 'scalar' ? node.text : '';
  const meant = closestName(written, words);
  const hint = meant === undefined ? '' : `Did you mean "${meant}"?`;
  const some = words.length > 6 ? `${words.slice(0, 5).join(', ')}, …` : words.join(', ');
  const what = words.length === 1 ? `must be ${some}` : `must be one of ${some}`;
  return { ...plain(place, `${shownPath(path)} ${what}`, hint), meant };
}

/** As much of a message as there is room for: the hint before the outcome. */
function fitting(what: string, outcome: string, hint: string): string {
  const end = hint === '' ? '' : ` ${hint}`;
  const whole = `${what}: ${outcome}.${end}`;
  if (whole.length <= MOST) return whole;
  const short = `${what}.${end}`;
  return short.length <= MOST ? short : `${short.slice(0, MOST - 1)}…`;
}

const LONGEST_PATH = 44;

/** `containers[0].ports` of a path; of a long one its end. */
function shownPath(path: readonly string[]): string {
  const parts = path.map((step, index) =>
    /^\d+$/.test(step) && index > 0 ? `[${step}]` : `.${shortened(step, 40)}`,
  );
  while (parts.length > 1 && parts.join('').length > LONGEST_PATH) parts.shift();
  // What is left of a path that was cut must not look like another one.
  while (
    parts.length > 1 &&
    parts.length < path.length &&
    /^(?:\[|\.(?:spec|template)$)/.test(parts[0] ?? '')
  ) {
    parts.shift();
  }
  return parts.join('').replace(/^\./, '');
}

const WANTED: { readonly [want in Want]: string } = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'empty',
  object: 'a mapping',
  array: 'a list',
  quantity: 'a quantity such as 500m or 64Mi',
  time: 'a point in time, as a string',
  bytes: 'a string in base64',
};

function wanted(wants: readonly Want[]): string {
  const words = wants.filter((want) => want !== 'null' || wants.length === 1).map((want) => WANTED[want]);
  const last = words.pop();
  if (last === undefined) return 'something else';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** What stands somewhere; never its value, which may be a secret. */
function kindOf(node: Node, expected: Expected | undefined): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'seq') return 'a list';
  switch (typeof node.value) {
    case 'number':
    case 'bigint':
      return expected?.wants.includes('integer') ? 'a fraction' : 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return node.value === null ? 'nothing' : 'a string';
  }
}

function formOf(expected: Expected | undefined): string {
  if (expected?.wants.includes('quantity')) return 'a quantity: write 500m, 2, 64Mi or 1.5G';
  if (expected?.wants.includes('bytes')) return 'in base64: plain text goes under "stringData"';
  return expected?.pattern === undefined
    ? 'as it must be'
    : `as it must be, which is ${shortened(expected.pattern, 40)}`;
}
