import type { MapNode, Node } from '../model/node.ts';
import { asMap, entriesOf, get, itemsOf, stringOf } from '../model/read.ts';
import { labelsOf } from './resource.ts';

/** What picks objects by their labels: a LabelSelector, or the plain mapping that a Service has. */
export interface Selector {
  /** The mapping of the labels that are asked for; undefined where there are only expressions. */
  readonly map: MapNode | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly expressions: readonly Expression[];
}

/** An entry of `matchExpressions`. */
interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A LabelSelector: `matchLabels` and `matchExpressions`; undefined for anything that is not a mapping. */
export function selectorOf(node: Node | undefined): Selector | undefined {
  if (!asMap(node)) return undefined;
  const labels = get(node, 'matchLabels');
  return {
    map: asMap(labels),
    labels: labelsOf(labels),
    expressions: itemsOf(get(node, 'matchExpressions')).map((each) => ({
      key: stringOf(get(each, 'key')) ?? '',
      operator: stringOf(get(each, 'operator')) ?? '',
      values: itemsOf(get(each, 'values')).flatMap((value) => stringOf(value) ?? []),
    })),
  };
}

/** The selector of a Service or a ReplicationController: labels alone. */
export function plainSelectorOf(node: Node | undefined): Selector | undefined {
  const map = asMap(node);
  return map && { map, labels: labelsOf(map), expressions: [] };
}

/** Whether a selector asks for nothing. What that selects depends on whose it is. */
export function isEmpty({ labels, expressions }: Selector): boolean {
  return labels.size === 0 && expressions.length === 0;
}

/** Whether labels fit a selector; those of any object fit an empty one. An operator that is not known fits. */
export function fits({ labels, expressions }: Selector, on: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of labels) if (on.get(key) !== value) return false;
  return expressions.every(({ key, operator, values }) => {
    const value = on.get(key);
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    if (operator === 'Exists') return value !== undefined;
    return operator !== 'DoesNotExist' || value === undefined;
  });
}

/** The words of a selector: every value that it asks for. */
export function wordsOf({ labels, expressions }: Selector): string[] {
  return [...labels.values(), ...expressions.flatMap((each) => each.values)];
}

/** The one label of a selector that keeps it from fitting an object. */
export interface Mismatch {
  readonly key: string;
  /** What is asked for. */
  readonly value: Node;
  readonly map: MapNode;
}

/** The only label that keeps a selector from fitting labels; undefined where it is more than one, or not a label. */
export function onlyMismatch(selector: Selector, on: ReadonlyMap<string, string>): Mismatch | undefined {
  const { map, expressions } = selector;
  if (!map || expressions.length > 0) return undefined;
  const wrong = entriesOf(map).filter(({ key, value }) => on.get(key) !== stringOf(value));
  const [first] = wrong;
  return first && wrong.length === 1 ? { key: first.key, value: first.value, map } : undefined;
}
