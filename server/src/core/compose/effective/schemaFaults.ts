import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { isMergeEntry } from '../../model/read.ts';
import { type Expected, expectedAt } from '../../schema/expected.ts';
import type { Fault } from '../../schema/fault.ts';
import { withoutRepeats } from '../../schema/objectFaults.ts';
import { placeAt } from '../../schema/place.ts';
import type { ObjectSchema } from '../../schema/schemaBook.ts';
import type { EffectiveCompose } from './compose.ts';
import { goValue } from './goValue.ts';
import { castTo } from './validate.ts';

const known = new WeakMap<EffectiveCompose, readonly Fault[]>();

/**
 * What Compose would say of a merged project by its schema. The schema is a newer one than what the merging follows: keys
 * that only it knows are no faults.
 */
export function schemaFaults(schema: ObjectSchema, model: EffectiveCompose): readonly Fault[] {
  const before = known.get(model);
  if (before) return before;
  const { root } = model;
  const told = root ? schema.faults(composeData(root)) : [];
  const faults =
    root && told.length > 0
      ? withoutRepeats(told).filter((fault) => holds(fault, root, schema.expected, model))
      : [];
  known.set(model, faults);
  return faults;
}

/** A Compose file as plain data, its scalars as Compose reads them. */
function composeData(node: Node): unknown {
  switch (node.kind) {
    case 'scalar': {
      const read = goValue(node);
      return read.type === 'null' ? null : read.value;
    }
    case 'seq':
      return node.items.map(({ value }) => composeData(value));
    case 'map':
      return Object.fromEntries(
        node.entries.filter((each) => !isMergeEntry(each)).map((each) => [each.key, composeData(each.value)]),
      );
  }
}

function holds(fault: Fault, root: MapNode, expected: Expected, { problems }: EffectiveCompose): boolean {
  const found = placeAt(root, fault.kind === 'twice' ? [...fault.path, String(fault.index)] : fault.path);
  const node = found?.node;
  if (!node) return false;
  // Some lists drop what they have twice when they are merged.
  if (fault.kind === 'twice') {
    return problems.some(({ code, span }) => code === 'schema' && isWithin(span, node));
  }
  if (node.kind !== 'scalar') return true;
  if (fault.kind === 'word' || fault.kind === 'form') return node.text !== '';
  return fault.kind !== 'type' || !node.made || !isCast(node, expectedAt(expected, fault.path));
}

function isWithin(
  { source, start, end }: { source: unknown; start: number; end: number },
  { span }: Node,
): boolean {
  return source === span.source && start >= span.start && end <= span.end;
}

/** Whether Compose makes what its schema asks for of a text that variables were replaced in, or of a short form. */
function isCast({ text }: ScalarNode, expected: Expected | undefined): boolean {
  const wants = expected?.wants ?? [];
  if (wants.includes('boolean')) return castTo('bool', text) !== undefined;
  return (wants.includes('integer') || wants.includes('number')) && castTo('float', text) !== undefined;
}
