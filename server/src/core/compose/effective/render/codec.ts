import type { Node, ScalarNode } from '../../../model/node.ts';
import { type Data, entriesOf, get, isNull, itemsOf } from '../../../model/read.ts';
import type { Environment } from '../environment.ts';
import { pairEntry } from '../forms.ts';
import { type GoValue, goText, goValue } from '../goValue.ts';
import { absolute, atHome, isAbsolute, pathOf } from '../paths.ts';
import type { Session } from '../session.ts';
import { castTo } from '../validate.ts';
import { shellWords } from './shellWords.ts';
import { bytesOf, durationText, nanosecondsOf, single } from './units.ts';

/** What rendering goes by. */
export interface Rendering {
  readonly session: Session;
  readonly environment: Environment;
}

/** A value as `docker compose config` prints it; undefined: it is left out. */
export type Codec = (node: Node, on: Rendering) => Data | undefined;

/** A mapping with these keys; what is not among them is left out. */
export function object(fields: { readonly [key: string]: Codec }, always: Rendered = {}): Codec {
  return (node, on) => ({ ...always, ...members(node, fields, on) });
}

export type Rendered = { readonly [key: string]: Data };

export function isRendered(data: Data | undefined): data is Rendered {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export function members(node: Node, fields: { readonly [key: string]: Codec }, on: Rendering): Rendered {
  const result: Record<string, Data> = {};
  const entries = new Map(entriesOf(node).map((each) => [each.key, each.value]));
  for (const [key, codec] of Object.entries(fields)) {
    const value = entries.get(key);
    const data = value === undefined || isNull(value) ? undefined : codec(value, on);
    if (data !== undefined) result[key] = data;
  }
  return result;
}

/** Left out where it is empty: an empty string, list or mapping, zero or false. */
export function unlessEmpty(codec: Codec): Codec {
  return (node, on) => {
    const data = codec(node, on);
    if (data === '' || data === 0 || data === false || data === null) return undefined;
    return typeof data === 'object' && Object.keys(data).length === 0 ? undefined : data;
  };
}

export function list(codec: Codec): Codec {
  return unlessEmpty((node, on) => itemsOf(node).flatMap((item) => codec(item, on) ?? []));
}

export const anyText: Codec = (node) => (node.kind === 'scalar' ? goText(node) : undefined);

export const text: Codec = unlessEmpty(anyText);

/** Texts, an empty one too. */
export const texts: Codec = list(anyText);

/** Texts of which each counts once. */
export function once(codec: Codec): Codec {
  return unlessEmpty((node, on) => {
    const found = codec(node, on);
    return Array.isArray(found) ? [...new Set(found)] : found;
  });
}

/** A string or a list of strings. */
export const textOrTexts: Codec = (node, on) => {
  if (node.kind === 'seq') return texts(node, on);
  const own = anyText(node, on);
  return own === undefined ? undefined : [own];
};

function readAs(node: Node, to: 'bool' | 'int' | 'float'): GoValue | undefined {
  if (node.kind !== 'scalar') return undefined;
  const value = goValue(node);
  return value.type === 'string' ? castTo(to, value.value) : value;
}

/** A boolean that is printed though it be false. */
export const anyFlag: Codec = (node, on) => {
  const value = readAs(node, 'bool');
  if (value?.type === 'bool') return value.value;
  on.session.error('flag', node.span, 'This must be true or false.');
  return undefined;
};

export const flag: Codec = unlessEmpty(anyFlag);

/** Whether a resource is made elsewhere. */
export function isExternal(resource: Node): boolean {
  const external = get(resource, 'external');
  if (!external) return false;
  if (external.kind === 'map') return true;
  const value = readAs(external, 'bool');
  return value?.type === 'bool' && value.value;
}

/** A number that is printed though it be zero. */
export const anyNumber: Codec = (node, on) => {
  const value = readAs(node, 'int') ?? readAs(node, 'float');
  if (value?.type === 'int' || value?.type === 'float') return value.value;
  on.session.error('number', node.span, 'This must be a number.');
  return undefined;
};

/** A number that must not stand in quotes. */
export const bareNumber: Codec = unlessEmpty((node, on) => {
  if (node.kind !== 'scalar' || goValue(node).type !== 'string') return anyNumber(node, on);
  on.session.error('number', node.span, 'Compose takes no string for this number: take the quotes off.');
  return undefined;
});

export const number: Codec = unlessEmpty(anyNumber);

/** A number that Compose keeps in 32 bits. */
export const ratio: Codec = unlessEmpty((node, on) => {
  const value = anyNumber(node, on);
  return typeof value === 'number' ? single(value) : undefined;
});

export const bytes: Codec = (node, on) => {
  if (node.kind !== 'scalar') return undefined;
  const value = goValue(node);
  if (value.type === 'int') return value.value === 0 ? undefined : String(value.value);
  if (value.type !== 'string') return undefined;
  const size = bytesOf(value.value);
  if (size === undefined) {
    on.session.error('size', node.span, 'This is no size: write a number and a unit, as in 512m or 1.5g.');
  }
  return size === undefined || size === 0 ? undefined : String(size);
};

export const duration: Codec = (node, on) => {
  if (node.kind !== 'scalar') return undefined;
  const value = nanosecondsOf(node.text);
  if (value === undefined) {
    on.session.error(
      'duration',
      node.span,
      'This is no duration: write numbers with units, as in 1m30s or 500ms.',
    );
    return undefined;
  }
  return durationText(value);
};

/** A command: a string is taken apart as a shell would. */
export const command: Codec = (node, on) => {
  if (node.kind === 'seq') return itemsOf(node).map((item) => anyText(item, on) ?? '');
  if (node.kind !== 'scalar') return null;
  const words = shellWords(node.text);
  if (!words) {
    const message =
      'This command line can not be taken apart: mind its quotes and brackets, or write a list.';
    on.session.error('command', node.span, message);
  }
  return words ?? null;
};

/** `KEY=value`s, as list or mapping, with a value for keys that have none. */
export function pairs(missing: (key: string, on: Rendering) => Data | undefined): Codec {
  return unlessEmpty((node, on) => {
    const result: Record<string, Data> = {};
    const entries =
      node.kind === 'map' ? node.entries : itemsOf(node).flatMap((item) => pairEntry(item) ?? []);
    for (const { key, value } of entries) {
      const data = isNull(value) ? missing(key, on) : anyText(value, on);
      if (data === undefined) delete result[key];
      else result[key] = data;
    }
    return result;
  });
}

export const labels: Codec = pairs(() => '');

/** A mapping of strings. */
export const options: Codec = unlessEmpty((node, on) => {
  const result: Record<string, Data> = {};
  for (const { key, value } of entriesOf(node)) result[key] = anyText(value, on) ?? '';
  return result;
});

/** A path, made absolute from the folder of the file that it came from. */
export const path: Codec = (node, on) => {
  if (node.kind !== 'scalar' || node.text === '') return undefined;
  return resolved(node, node.text, on);
};

export function resolved(node: ScalarNode, written: string, on: Rendering): string {
  const home = atHome(written, on.environment.lookup('HOME'));
  return isAbsolute(home) ? home : absolute(pathOf(on.session.baseOf(node).folder), home);
}
