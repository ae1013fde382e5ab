import { madeMap, madeSeq, withItems } from '../../model/derive.ts';
import type { Item, MapNode, Node, SeqNode } from '../../model/node.ts';
import { entry } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { splitPath } from './fieldSpec.ts';
import { goPattern } from './goPattern.ts';
import { refuse } from './problem.ts';
import { isNothing, made, madePlain, setEntry, setValue, textOf } from './tree.ts';

/** Cuts a field path of a replacement at its dots; `[name=a.b]` and `[a.b]` are one step, `\.` is a dot in a key. */
function fieldPath(path: string): string[] {
  const parts = splitPath(path, '.');
  const steps: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    let step = parts[index] ?? '';
    if (step.startsWith('[') && !step.endsWith(']')) {
      while (index + 1 < parts.length && !step.endsWith(']')) step += `.${parts[++index]}`;
      if (!step.includes('=')) step = step.replace(/^[[\]]+|[[\]]+$/g, '');
    }
    steps.push(step);
  }
  return steps;
}

function isIndex(step: string): boolean {
  return /^[-+]?\d+$/.test(step) && Number(step) >= 0;
}

function isMatcher(step: string): boolean {
  return step.startsWith('[') && step.endsWith(']');
}

function matcherOf(step: string, at: Span): { field: string; value: string } {
  const text = step.slice(1, -1);
  const equals = text.indexOf('=');
  if (equals < 0) return refuse('bad-field-path', at, `"${step}" must be written as "[field=value]".`);
  return { field: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** The value that a field path leads to; undefined where there is none. */
export function lookUp(object: Node, path: string, at: Span): Node | undefined {
  let node: Node | undefined = object;
  for (const written of fieldPath(path)) {
    const step = written.trim();
    if (step === '') continue;
    if (node === undefined) return undefined;
    node = stepInto(node, step, at);
  }
  return node;
}

function stepInto(node: Node, step: string, at: Span): Node | undefined {
  if (/^[-+]?\d+$/.test(step) || step === '-' || isMatcher(step)) {
    if (isNothing(node)) return undefined;
    if (node.kind !== 'seq')
      return refuse('bad-field-path', at, `"${step}" asks for an item, and there is no list.`);
    if (step === '-') return node.items.at(-1)?.value;
    if (!isMatcher(step)) return Number(step) < 0 ? undefined : node.items[Number(step)]?.value;
    const { field, value } = matcherOf(step, at);
    return node.items.map((item) => item.value).find((each) => itemHas(each, field, value));
  }
  if (step === '*') return refuse('bad-field-path', at, 'A source can not have "*" in its path.');
  if (isNothing(node)) return undefined;
  if (node.kind !== 'map')
    return refuse('bad-field-path', at, `There is no "${step}" here: this is no mapping.`);
  return entry(node, step)?.value;
}

function itemHas(node: Node, field: string, value: string): boolean {
  if (field === '') return textOf(node) === value;
  const found = node.kind === 'map' ? entry(node, field) : undefined;
  return found !== undefined && textOf(found.value) === value;
}

/** How the targets of a field path are changed. */
export interface TargetChange {
  /** What a missing target is made as; undefined: it is not made. */
  readonly make: 'scalar' | 'map' | 'seq' | undefined;
  readonly at: Span;
  readonly change: (node: Node) => Node;
}

/** Changes everything that a field path leads to; says how much that was. */
export function changeTargets(
  object: MapNode,
  path: string,
  change: TargetChange,
): { readonly node: MapNode; readonly count: number } {
  const walker = new Walker(fieldPath(path), change);
  const node = walker.walk(object, 0);
  return { node: node.kind === 'map' ? node : object, count: walker.count };
}

class Walker {
  count = 0;
  private readonly steps: readonly string[];
  private readonly how: TargetChange;

  constructor(steps: readonly string[], how: TargetChange) {
    this.steps = steps;
    this.how = how;
  }

  walk(node: Node, index: number): Node {
    const step = this.steps[index];
    if (step === undefined) {
      this.count++;
      return this.how.change(node);
    }
    if (isIndex(step)) return this.atIndex(this.list(node, step), Number(step), index);
    if (isMatcher(step)) return this.atMatches(this.list(node, step), step, index);
    if (step === '*') return this.each(this.list(node, step), () => true, index);
    return this.inField(node, step, index);
  }

  private list(node: Node, step: string): SeqNode {
    if (node.kind === 'seq') return node;
    if (isNothing(node)) return madeSeq([], node.span);
    return refuse(
      'bad-field-path',
      this.how.at,
      `"${step}" asks for items, and there is no list in the target.`,
    );
  }

  private each(list: SeqNode, meant: (item: Item) => boolean, index: number): Node {
    return withItems(
      list,
      list.items.map((item) => {
        if (!meant(item)) return item;
        const value = this.walk(item.value, index + 1);
        return value === item.value ? item : { ...item, value };
      }),
    );
  }

  private atIndex(list: SeqNode, wanted: number, index: number): Node {
    if (wanted < list.items.length) {
      const target = list.items[wanted];
      return this.each(list, (item) => item === target, index);
    }
    if (wanted > list.items.length || this.how.make === undefined)
      return refuse(
        'bad-field-path',
        this.how.at,
        `There is no item ${wanted} in the target: it has ${list.items.length}.`,
      );
    return this.appended(list, this.fresh(index + 1), index);
  }

  private atMatches(list: SeqNode, step: string, index: number): Node {
    const { field, value } = matcherOf(step, this.how.at);
    const pattern = goPattern(value);
    if (!pattern)
      return refuse(
        'bad-pattern',
        this.how.at,
        `"${value}" is not a regular expression that Kustomize takes.`,
      );
    const meant = ({ value: node }: Item): boolean => {
      const at = field === '' ? node : node.kind === 'map' ? entry(node, field)?.value : undefined;
      return at?.kind === 'scalar' && pattern.test(asWritten(at));
    };
    const before = this.count;
    // A plain item is the target itself, whatever the path says behind it.
    const result = this.each(list, meant, field === '' ? this.steps.length - 1 : index);
    if (this.count > before || this.how.make === undefined) return result;
    const { at } = this.how;
    const key = madePlain(value, at);
    const item = field === '' ? key : madeMap([{ key: field, keySpan: at, value: key }], at);
    return this.appended(list, item, index);
  }

  private appended(list: SeqNode, item: Node, index: number): Node {
    const value = this.walk(item, index + 1);
    return withItems(list, [...list.items, { value, start: value.span.start }]);
  }

  private inField(node: Node, step: string, index: number): Node {
    if (node.kind !== 'map') {
      if (isNothing(node)) return node;
      return refuse(
        'bad-field-path',
        this.how.at,
        `There is no "${step}" in the target: a mapping must stand there.`,
      );
    }
    const found = entry(node, step);
    if (found) return setValue(node, found, this.walk(found.value, index + 1));
    if (this.how.make === undefined) return node;
    const value = this.walk(this.fresh(index + 1), index + 1);
    return setEntry(node, { key: step, keySpan: this.how.at, value });
  }

  /** What is made for the part of the path from a step on. */
  private fresh(index: number): Node {
    const step = this.steps[index];
    const { at, make } = this.how;
    if (step === undefined)
      return make === 'map' ? madeMap([], at) : make === 'seq' ? madeSeq([], at) : made('', '', at);
    return isIndex(step) || isMatcher(step) ? madeSeq([], at) : madeMap([], at);
  }
}

/** A scalar as it stands in YAML, quotes and all: that is what Kustomize matches with. */
function asWritten(node: Node & { kind: 'scalar' }): string {
  if (node.style === 'single') return `'${node.text}'`;
  return node.style === 'double' ? `"${node.text}"` : node.text;
}
