import { replacing, withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node, SeqNode } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import { builtData } from './data.ts';
import { booleanOf } from './fieldTypes.ts';
import { scalarOf } from './goScalar.ts';
import { refuse } from './problem.ts';
import { isNothing, made, madeText, removeEntry, setEntry, textOf } from './tree.ts';

/**
 * Applies one operation of a JSON patch (RFC 6902), with what Kustomize's library adds: negative indices count from the
 * end, and `replace` makes a missing key of a mapping.
 */
export function applyOperation(object: Node, operation: MapNode): Node {
  const path = pathOf(operation, 'path');
  switch (textOf(entry(operation, 'op')?.value)) {
    case 'add':
      return add(object, path, operand(operation));
    case 'remove':
      return remove(object, path).rest;
    case 'replace':
      return replace(object, path, operand(operation));
    case 'move': {
      const { rest, removed } = remove(object, pathOf(operation, 'from'));
      return add(rest, path, removed);
    }
    case 'copy':
      return add(object, path, lookup(object, pathOf(operation, 'from')));
    case 'test':
      return test(object, path, operation);
    default:
      return refuse(
        'json6902-operation',
        entry(operation, 'op')?.value.span ?? operation.span,
        'An operation must be "add", "remove", "replace", "move", "copy" or "test".',
      );
  }
}

/** A JSON pointer, and where it is written. */
interface Path {
  readonly node: Node;
  readonly steps: readonly string[];
}

function pathOf(operation: MapNode, field: string): Path {
  const found = entry(operation, field);
  if (!found || isNothing(found.value) || found.value.kind !== 'scalar')
    return refuse('json6902-operation', operation.span, `This operation needs a "${field}".`);
  const steps = found.value.text.split('/');
  return {
    node: found.value,
    steps: steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  };
}

function missing(path: Path): never {
  return refuse(
    'json6902-bad-path',
    path.node.span,
    `The path "${textOf(path.node)}" does not lead anywhere in the object that this patch is applied to.`,
  );
}

/** The value of an operation, as YAML 1.1 reads it. */
function operand(operation: MapNode): Node {
  const found = entry(operation, 'value');
  return found ? asJson(found.value) : made(null, 'null', operation.span);
}

const read = new WeakMap<Node, Node>();

function asJson(node: Node): Node {
  if (node.kind === 'scalar') {
    const truth = booleanOf(node);
    if (truth !== undefined)
      return truth === node.value ? node : { ...made(truth, String(truth), node.span) };
    if (isNothing(node) && node.text !== 'null') return made(null, 'null', node.span);
    return scalarOf(node)?.tag === 'time' ? madeText(node.text, node.span) : node;
  }
  const known = read.get(node);
  if (known) return known;
  const result =
    node.kind === 'seq'
      ? withItems(
          node,
          node.items.map((item) => {
            const value = asJson(item.value);
            return value === item.value ? item : { ...item, value };
          }),
        )
      : withEntries(
          node,
          node.entries.map((each) => withValue(each, asJson(each.value))),
        );
  read.set(node, result);
  return result;
}

/** Changes the collection that holds the last step of a path. */
function inParent(object: Node, path: Path, change: (parent: MapNode | SeqNode, key: string) => Node): Node {
  if (path.steps.length < 2) return missing(path);
  const walk = (node: Node, index: number): Node => {
    const key = path.steps[index] ?? '';
    if (node.kind === 'scalar') return missing(path);
    if (index === path.steps.length - 1) return change(node, key);
    if (node.kind === 'map') {
      const found = entry(node, key);
      if (!found || isNothing(found.value)) return missing(path);
      const value = walk(found.value, index + 1);
      return withEntries(
        node,
        node.entries.map((each) => (each === found ? withValue(each, value) : each)),
      );
    }
    const at = indexOf(node, key, path);
    const item = node.items[at];
    if (!item || isNothing(item.value)) return missing(path);
    const value = walk(item.value, index + 1);
    return withItems(
      node,
      node.items.map((each) => (each === item ? { ...item, value } : each)),
    );
  };
  return walk(object, 1);
}

/** The place of an existing item. */
function indexOf(list: SeqNode, key: string, path: Path): number {
  const index = /^[-+]?\d+$/.test(key) ? Number(key) : Number.NaN;
  const at = index < 0 ? index + list.items.length : index;
  return at >= 0 && at < list.items.length ? at : missing(path);
}

function add(object: Node, path: Path, value: Node): Node {
  return inParent(object, path, (parent, key) => {
    if (parent.kind === 'map') return put(parent, key, value, path);
    const size = parent.items.length + 1;
    const index = key === '-' ? size - 1 : /^[-+]?\d+$/.test(key) ? Number(key) : Number.NaN;
    const at = index < 0 ? index + size : index;
    if (!(at >= 0 && at < size)) return missing(path);
    const item = { value, start: value.span.start };
    return withItems(parent, [...parent.items.slice(0, at), item, ...parent.items.slice(at)]);
  });
}

function put(map: MapNode, key: string, value: Node, path: Path): MapNode {
  const found = entry(map, key);
  if (!found) return setEntry(map, { key, keySpan: path.node.span, value });
  return setEntry(map, { ...found, value: found.value === value ? value : replacing(value, found.value) });
}

function remove(object: Node, path: Path): { rest: Node; removed: Node } {
  let removed: Node | undefined;
  const rest = inParent(object, path, (parent, key) => {
    if (parent.kind === 'map') {
      const found = entry(parent, key);
      if (!found) return missing(path);
      removed = found.value;
      return removeEntry(parent, key);
    }
    const at = indexOf(parent, key, path);
    removed = parent.items[at]?.value;
    return withItems(parent, parent.items.toSpliced(at, 1));
  });
  return { rest, removed: removed ?? missing(path) };
}

function replace(object: Node, path: Path, value: Node): Node {
  if (textOf(path.node) === '') {
    if (value.kind === 'scalar') return missing(path);
    return replacing(value, object);
  }
  return inParent(object, path, (parent, key) => {
    if (parent.kind === 'map') return put(parent, key, value, path);
    const at = indexOf(parent, key, path);
    return withItems(
      parent,
      parent.items.map((item, index) =>
        index === at ? { ...item, value: replacing(value, item.value) } : item,
      ),
    );
  });
}

function lookup(object: Node, path: Path): Node {
  let found: Node | undefined;
  inParent(object, path, (parent, key) => {
    found =
      parent.kind === 'map' ? entry(parent, key)?.value : parent.items[indexOf(parent, key, path)]?.value;
    return parent;
  });
  // What is not there is copied as null.
  return found ?? made(null, 'null', path.node.span);
}

function test(object: Node, path: Path, operation: MapNode): Node {
  const actual = textOf(path.node) === '' ? object : lookup(object, path);
  const same = JSON.stringify(sorted(actual)) === JSON.stringify(sorted(operand(operation)));
  if (same) return object;
  return refuse(
    'json6902-test-failed',
    path.node.span,
    `The test of "${textOf(path.node)}" fails: the object has another value there.`,
  );
}

function sorted(node: Node): unknown {
  if (node.kind === 'scalar') return builtData(node);
  if (node.kind === 'seq') return node.items.map((item) => sorted(item.value));
  const entries = node.entries.map((each) => [each.key, sorted(each.value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
