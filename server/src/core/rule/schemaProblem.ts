import { edit } from '../edit/edit.ts';
import type { MapNode, Node } from '../model/node.ts';
import { type Expected, expectedAt } from '../schema/expected.ts';
import type { Fault } from '../schema/fault.ts';
import { type FoundPlace, keyed, placeAt } from '../schema/place.ts';
import { explain } from '../schema/words.ts';
import type { Span } from '../text/span.ts';
import type { Fix, Problem } from './problem.ts';

/** What a fault is reported of. */
export interface FaultSubject {
  /** The node that the fault's path starts from. */
  readonly root: Node;
  readonly expected: Expected;
  /** As people call what the rest of a path is in: `Service "api"`. */
  readonly subject: string;
  /** How many steps of the path that name has said already. */
  readonly said: number;
  readonly outcome: string;
  /** Where it is named, for what is missing at its top. */
  readonly nameSpan: Span;
}

/** A fault as a problem at the key or the value that has to change; undefined where nothing stands at its path. */
export function schemaProblem(fault: Fault, of: FaultSubject): Problem | undefined {
  const found = placeAt(of.root, fault.kind === 'twice' ? [...fault.path, String(fault.index)] : fault.path);
  if (!found) return undefined;
  const { subject, outcome, expected } = of;
  const path = fault.path.slice(of.said);
  const { message, meant } = explain(fault, expected, { subject, path, node: found.node, outcome });
  const span = spanOf(fault, found, of.nameSpan);
  if (!span) return undefined;
  return {
    span,
    message,
    ...(fault.kind === 'missing' ? { missing: true } : {}),
    fixes: () => fixesFor(fault, found, meant, expected),
  };
}

function spanOf(fault: Fault, { node, entry }: FoundPlace, nameSpan: Span): Span | undefined {
  switch (fault.kind) {
    case 'unknown': {
      const unknown = node.kind === 'map' ? keyed(node.entries, fault.name) : undefined;
      return unknown?.keySpan;
    }
    case 'missing':
      return fault.path.length === 0 || node.kind !== 'map'
        ? nameSpan
        : namedAt(node, entry?.keySpan, fault.path);
    default:
      return node.span.start === node.span.end || isLong(node) ? (entry?.keySpan ?? node.span) : node.span;
  }
}

/** Where a mapping is named: its `name`, else the key that it stands under, or in a list its first. */
function namedAt(map: MapNode, key: Span | undefined, path: readonly string[]): Span | undefined {
  const name = map.entries.find((each) => each.key === 'name')?.value;
  if (name?.kind === 'scalar' && name.value !== null) return name.span;
  const isItem = /^\d+$/.test(path.at(-1) ?? '');
  return isItem ? (map.entries[0]?.keySpan ?? map.span) : (key ?? map.span);
}

/** A value of several lines is shown by its key. */
function isLong({ span: { source, start, end } }: Node): boolean {
  return source.text.slice(start, end).includes('\n');
}

function fixesFor(fault: Fault, { node }: FoundPlace, meant: string | undefined, expected: Expected): Fix[] {
  switch (fault.kind) {
    case 'unknown': {
      if (meant === undefined || node.kind !== 'map') return [];
      if (node.entries.some(({ key }) => key === meant)) return [];
      return made(`Change to "${meant}"`, false, edit.rename(node, fault.name, meant));
    }
    case 'word':
      return meant === undefined ? [] : made(`Change to "${meant}"`, false, edit.replace(node, meant));
    case 'type':
      return typeFixes(node, expectedAt(expected, fault.path));
    default:
      return [];
  }
}

function typeFixes(node: Node, expected: Expected | undefined): Fix[] {
  if (node.kind !== 'scalar' || !expected) return [];
  const { wants } = expected;
  if (typeof node.value !== 'string') {
    const isText = wants.includes('string') || wants.includes('time');
    return isText ? made('Put it in quotes', true, edit.replace(node, node.text)) : [];
  }
  const item = wants.includes('array') ? expected.at('0') : undefined;
  if (item?.wants.includes('string') && node.text !== '') {
    return made('Make it a list', false, edit.replace(node, [node.text]));
  }
  const text = node.text.trim();
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text) && (wants.includes('integer') || wants.includes('number'))) {
    return made('Remove the quotes', true, edit.replace(node, Number(text)));
  }
  if (/^(?:true|false)$/.test(text) && wants.includes('boolean')) {
    return made('Remove the quotes', true, edit.replace(node, text === 'true'));
  }
  return [];
}

function made(title: string, safe: boolean, edits: Fix['edits']): Fix[] {
  return edits.length === 0 ? [] : [{ title, safe, edits }];
}
