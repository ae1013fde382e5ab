import { madeMap, withItems } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import type { Gvk } from './gvk.ts';
import { refuse } from './problem.ts';
import { isNothing, made, setEntry, setValue } from './tree.ts';

/** Says where in which objects something stands; lists on the way are looked through item by item. */
export interface FieldSpec extends Partial<Gvk> {
  readonly path: string;
  /** Make what is missing on the way. */
  readonly create: boolean;
}

/** A change to what a field spec leads to. */
export interface FieldChange {
  /** What to put where nothing is, if the spec lets it be made. */
  readonly make?: 'map' | 'scalar';
  /** The place that what is made comes from. */
  readonly origin: Span;
  readonly change: (node: Node) => Node;
}

const paths = new Map<string, readonly string[]>();

/** The steps of a path; `\/` is a slash in a key. */
function stepsOf(path: string): readonly string[] {
  let steps = paths.get(path);
  if (!steps) {
    steps = splitPath(path, '/');
    if (paths.size < 5000) paths.set(path, steps);
  }
  return steps;
}

/** Cuts a path at a delimiter, except where a backslash stands before it; a leading delimiter is left out. */
export function splitPath(path: string, delimiter: string): string[] {
  const parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const steps: string[] = [];
  for (const part of parts) {
    const last = steps.at(-1);
    if (last?.endsWith('\\')) steps[steps.length - 1] = last.slice(0, -1) + delimiter + part;
    else steps.push(part);
  }
  return steps;
}

/** Changes what a field spec leads to in an object. */
export function changeField(object: MapNode, spec: FieldSpec, change: FieldChange): MapNode {
  const changed = at(object, stepsOf(spec.path), 0, spec, change);
  return changed.kind === 'map' ? changed : object;
}

function at(node: Node, steps: readonly string[], index: number, spec: FieldSpec, change: FieldChange): Node {
  if (index === steps.length) return change.change(node);
  if (isNothing(node)) return node;
  switch (node.kind) {
    case 'seq':
      return withItems(
        node,
        node.items.map((item) => {
          const value = at(item.value, steps, index, spec, change);
          return value === item.value ? item : { ...item, value };
        }),
      );
    case 'map':
      return inMap(node, steps, index, spec, change);
    default:
      return refuse(
        'field-path',
        node.span,
        `Kustomize looks for "${spec.path}" and finds a plain value on the way: a mapping or a list must stand here.`,
      );
  }
}

function inMap(
  map: MapNode,
  steps: readonly string[],
  index: number,
  spec: FieldSpec,
  change: FieldChange,
): MapNode {
  const step = steps[index] ?? '';
  const list = step.endsWith('[]');
  const key = list ? step.slice(0, -2) : step;
  const last = index === steps.length - 1;
  const found = entry(map, key);
  const creates = spec.create && change.make !== undefined && !list;
  if (!found && !creates) return map;
  const missing = !found || (creates && isNothing(found.value));
  const start = missing ? empty(last ? change.make : 'map', change.origin) : found.value;
  const value = at(start, steps, index + 1, spec, change);
  if (found) return setValue(map, found, value);
  return setEntry(map, { key, keySpan: change.origin, value });
}

function empty(kind: 'map' | 'scalar' | undefined, origin: Span): Node {
  return kind === 'map' ? madeMap([], origin) : made(null, '', origin);
}
