import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { YamlFile } from '../../model/file.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import { asMap, entry, get } from '../../model/read.ts';
import type { SourceText, Span } from '../../text/span.ts';
import { refuse } from './problem.ts';
import { isBlank, isNothing, textOf } from './tree.ts';

/** Whether an entry is a merge key (`<<`, not quoted): what it brings stands beside it as entries of their own. */
export function isMerge(each: Entry): boolean {
  return each.key === '<<' && each.keySpan.end - each.keySpan.start === 2;
}

const resolved = new WeakMap<Node, Node>();

/** A node without merge keys; what they bring stays. The same node where there are none. */
export function withoutMergeKeys<N extends Node>(node: N): N;
export function withoutMergeKeys(node: Node): Node {
  if (node.kind === 'scalar') return node;
  const known = resolved.get(node);
  if (known) return known;
  const result =
    node.kind === 'seq'
      ? withItems(
          node,
          node.items.map((item) => {
            const value = withoutMergeKeys(item.value);
            return value === item.value ? item : { ...item, value };
          }),
        )
      : withEntries(
          node,
          node.entries
            .filter((each) => !isMerge(each))
            .map((each) => withValue(each, withoutMergeKeys(each.value))),
        );
  resolved.set(node, result);
  return result;
}

/** The whole of a file, as a place. */
export function wholeOf(file: YamlFile): Span {
  const source: SourceText = file.documents[0]?.document.source ?? {
    uri: file.uri,
    text: file.text,
    shared: [],
  };
  return { source, start: 0, end: Math.min(source.text.length, 1) };
}

/** The documents of a file that have a value; gives up where one can not be read as Kustomize reads it. */
export function rootsOf(file: YamlFile): Node[] {
  return file.documents.flatMap(({ document }) => {
    const [problem] = document.problems;
    if (problem) {
      const kind = problem.kind === 'duplicate-key' ? 'duplicate-key' : 'syntax';
      return refuse(kind, problem.span, problem.message);
    }
    return document.root === undefined || isNothing(document.root) ? [] : [withoutMergeKeys(document.root)];
  });
}

/**
 * The Kubernetes objects of a file: one a document, the items of lists (`kind: ...List`) in place of the lists. Gives
 * up on what is no object.
 */
export function objectsOf(file: YamlFile): MapNode[] {
  let waiting: Node[] = rootsOf(file);
  const [first] = waiting;
  const kind = textOf(get(first, 'kind'));
  if (file.documents.length === 1 && first && (kind === 'List' || kind === 'ResourceList')) {
    const items = entry(first, 'items')?.value;
    if (items || entry(first, 'functionConfig')) waiting = items ? itemsIn(items) : [];
  }
  const objects: MapNode[] = [];
  let queue = waiting.flatMap(checked);
  // Lists may hold lists: what they bring comes behind everything else.
  for (let object = queue.shift(); object; object = queue.shift()) {
    const items = textOf(get(object, 'kind')).endsWith('List') ? entry(object, 'items')?.value : undefined;
    if (items === undefined) objects.push(object);
    else if (items.kind === 'seq') queue = [...queue, ...itemsIn(items).flatMap(checked)];
    else if (!isNothing(items)) refuse('not-an-object', items.span, 'The items of a list must be a list.');
  }
  return objects;
}

function itemsIn(node: Node): Node[] {
  return node.kind === 'seq' ? node.items.map((item) => item.value) : [];
}

function checked(node: Node): MapNode[] {
  if (isBlank(node)) return [];
  const object = asMap(node);
  if (!object) return refuse('not-an-object', node.span, 'A Kubernetes object must be a mapping.');
  const kind = textOf(get(object, 'kind'));
  if (kind === '' || isNothing(get(object, 'kind')))
    refuse('not-an-object', startOf(object), 'This object has no kind: Kustomize does not take it.');
  const name = get(object, 'metadata', 'name');
  if (!kind.endsWith('List') && (isNothing(name) || textOf(name) === ''))
    refuse(
      'not-an-object',
      startOf(object),
      `This ${kind} has no metadata.name: Kustomize does not take it.`,
    );
  return [object];
}

/** A place that stands for a whole mapping: its first key. */
export function startOf(node: Node): Span {
  return (node.kind === 'map' ? node.entries[0]?.keySpan : undefined) ?? node.span;
}
