import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type SharedRange, type SourceText, type Span, span } from '../text/span.ts';
import { takeColon, textOfPair } from './attachedColon.ts';
import type { DocumentProblem } from './documentProblem.ts';
import { isMergeKey, MergeKeys, withoutShadowed } from './mergeKeys.ts';
import type { Entry, Item, MapNode, Node, ScalarNode, ScalarStyle, SeqNode } from './node.ts';
import {
  colonAfter,
  dashBefore,
  documentStart,
  missingKeyAt,
  propertiesStart,
  trimmedEnd,
} from './tokens.ts';

/** A positioned tree, and what was met while it was built. */
export interface Tree {
  readonly root: Node;
  /** The number of nodes written. */
  readonly written: number;
  readonly anchors: readonly SharedRange[];
  readonly firstAlias: Span | undefined;
  readonly problems: readonly DocumentProblem[];
  /** Merge keys bring so much that it is taken for an attack. */
  readonly overflows: boolean;
}

/** Builds the positioned tree of one document from the YAML library's nodes. */
export function buildTree(source: SourceText, contents: unknown): Tree {
  const builder = new TreeBuilder(source);
  const root = builder.build(contents, documentStart(source.text));
  return {
    root,
    written: builder.written,
    anchors: [...builder.anchors.values()]
      .flat()
      .map(({ name, start, end, aliases }) => ({ name, start, end, aliases })),
    firstAlias: builder.firstAlias,
    problems: builder.problems,
    overflows: builder.mergeKeys.overflows,
  };
}

interface Anchor extends SharedRange {
  aliases: number;
  readonly node: Node;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Of problems such as duplicate keys, a document shows no more than this. */
const MOST_PROBLEMS = 100;

class TreeBuilder {
  written = 0;
  firstAlias: Span | undefined;
  readonly anchors = new Map<string, Anchor[]>();
  readonly problems: DocumentProblem[] = [];
  private readonly source: SourceText;
  readonly mergeKeys = new MergeKeys();

  constructor(source: SourceText) {
    this.source = source;
  }

  /** `after`: where the text before the value ends (its key's colon, its dash). */
  build(node: unknown, after: number): Node {
    if (isAlias(node)) return this.alias(node);
    this.written++;
    const built = this.written_(node, after);
    if (built.anchor !== undefined) {
      const { start, end } = built.span;
      const list = this.anchors.get(built.anchor) ?? [];
      list.push({ name: built.anchor, start, end, aliases: 0, node: built });
      this.anchors.set(built.anchor, list);
    }
    return built;
  }

  private written_(node: unknown, after: number): Node {
    if (isMap(node)) return this.map(node, after);
    if (isSeq(node)) return this.seq(node, after);
    if (isScalar(node)) return this.scalar(node, after);
    return this.empty(after);
  }

  private empty(at: number): ScalarNode {
    const place = span(this.source, at, at);
    return { kind: 'scalar', value: null, text: '', style: 'empty', span: place, outerStart: at, weight: 1 };
  }

  private scalar(node: Scalar, after: number): ScalarNode {
    const [from, rawEnd] = node.range ?? [after, after];
    // Behind an anchor or a tag the library places an empty value before the comment: keep the blanks out.
    const start = from === rawEnd ? trimmedEnd(this.source.text, after, from) : from;
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    const block = style === 'literal' || style === 'folded';
    const written = from === rawEnd ? start : rawEnd;
    const end = block ? trimmedEnd(this.source.text, start, rawEnd) : written;
    if (start === end && style === 'plain' && !node.anchor && !node.tag) return this.empty(after);
    const unended = block && end > start && this.endsWithoutNewline(rawEnd);
    const value = scalarValue(node);
    const text = style === 'plain' ? (node.source ?? '') : String(node.value ?? node.source ?? '');
    return {
      kind: 'scalar',
      value: unended && typeof value === 'string' ? withoutNewline(value) : value,
      text: unended ? withoutNewline(text) : text,
      style: start === end ? 'empty' : style,
      ...this.base(node, start, end, after),
      weight: 1,
    };
  }

  /**
   * Whether a block scalar's last line has text but no line end: the file ends there. Its value has none either
   * (YAML 1.2.2 section 8.1.1.2, `b-chomped-last`), as the parsers of Kubernetes and Compose have it.
   */
  private endsWithoutNewline(end: number): boolean {
    const { text } = this.source;
    if (end < text.length) return false;
    return text.slice(text.lastIndexOf('\n') + 1).trim() !== '';
  }

  private seq(node: YAMLSeq, after: number): SeqNode {
    const start = node.range?.[0] ?? after;
    const flow = node.flow === true;
    const items: Item[] = [];
    let at = start;
    let weight = 1;
    for (const item of node.items) {
      const each = flow ? (textOfPair(item, this.source.text) ?? item) : item;
      const from = startOf(each) ?? at;
      const dash = flow ? from : dashBefore(this.source.text, at, from);
      const value = isPairNode(each) ? this.pairAsMap(each, dash) : this.build(each, flow ? at : dash + 1);
      items.push({ value, start: flow ? (value.via?.start ?? value.outerStart) : dash });
      at = Math.max(flow ? from : dash + 1, writtenEnd(value));
      weight += value.weight;
    }
    const end = flow ? (node.range?.[1] ?? at) : at;
    return {
      kind: 'seq',
      flow,
      items,
      ...this.base(node, start, this.flowEnd(flow, start, end), after),
      weight,
    };
  }

  private map(node: YAMLMap, after: number): MapNode {
    const start = node.range?.[0] ?? after;
    const flow = node.flow === true;
    const own: Entry[] = [];
    const seen = new Map<string, Entry>();
    const merges: Node[] = [];
    let at = start;
    let weight = 1;
    for (const pair of node.items) {
      const built = this.entry(pair, at, flow);
      at = Math.max(at, writtenEnd(built.value), built.keySpan.end);
      weight += built.value.weight;
      if (isMergeKey(pair)) merges.push(built.value);
      const first = seen.get(built.key);
      if (first) this.duplicate(first, built);
      else seen.set(built.key, built);
      own.push(built);
    }
    const entries = merges.length === 0 ? own : [...own, ...this.mergeKeys.merged(merges, seen)];
    const end = flow ? (node.range?.[1] ?? at) : at;
    const base = this.base(node, start, this.flowEnd(flow, start, end), after);
    return { kind: 'map', flow, entries: withoutShadowed(entries, seen), ...base, weight };
  }

  private entry(pair: Pair, at: number, flow: boolean): Entry {
    const keyNode = pair.key;
    if (flow) takeColon(keyNode, this.source.text);
    const from = startOf(keyNode) ?? missingKeyAt(this.source.text, at);
    const key = this.build(keyNode, from);
    const colon = colonAfter(this.source.text, key.via?.end ?? key.span.end, flow);
    const value = this.build(pair.value, colon);
    return { key: keyText(key), keySpan: key.via ?? key.span, value };
  }

  /** `[a: 1]`: a mapping of one pair inside a flow sequence. */
  private pairAsMap(pair: Pair, after: number): MapNode {
    this.written++;
    const built = this.entry(pair, after, true);
    const place = span(
      this.source,
      built.keySpan.start,
      Math.max(built.keySpan.end, writtenEnd(built.value)),
    );
    const weight = 1 + built.value.weight;
    return { kind: 'map', flow: true, entries: [built], span: place, outerStart: place.start, weight };
  }

  private alias(node: Alias): Node {
    const [start, end] = node.range ?? [0, 0];
    const place = span(this.source, start, end);
    this.firstAlias ??= place;
    const anchor = this.anchors.get(node.source)?.at(-1);
    if (!anchor) {
      // Its name may be a password that begins with an asterisk.
      const message = 'No anchor of this name stands above this alias: quote the value if it is none.';
      this.problem({ kind: 'syntax', span: place, message });
      return { ...this.empty(start), span: place, via: place };
    }
    anchor.aliases++;
    return { ...anchor.node, via: place };
  }

  private problem(problem: DocumentProblem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }

  private duplicate(first: Entry, second: Entry): void {
    const message = `The key "${second.key}" is already set above: only one of the two counts.`;
    this.problem({ kind: 'duplicate-key', span: second.keySpan, message, first: first.keySpan });
  }

  private base(
    node: { tag?: string | undefined; anchor?: string | undefined },
    start: number,
    end: number,
    after: number,
  ): Pick<Node, 'span' | 'outerStart' | 'tag' | 'anchor'> {
    const explicit = node.tag !== undefined || node.anchor !== undefined;
    return {
      span: span(this.source, start, end),
      outerStart: explicit ? propertiesStart(this.source.text, after, start) : start,
      ...(node.tag === undefined ? {} : { tag: node.tag }),
      ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    };
  }

  /** An unclosed flow collection runs on to wherever the parser gave up: keep its blanks out. */
  private flowEnd(flow: boolean, start: number, end: number): number {
    return flow ? trimmedEnd(this.source.text, start, end) : end;
  }
}

function isPairNode(node: unknown): node is Pair {
  return typeof node === 'object' && node !== null && 'key' in node && !isMap(node);
}

function startOf(node: unknown): number | undefined {
  if (isPairNode(node)) return startOf(node.key);
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range = node.range;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}

/** Where a value ends as written here: at its alias, if it is one. */
function writtenEnd(node: Node): number {
  return node.via?.end ?? node.span.end;
}

function keyText(key: Node): string {
  if (key.kind === 'scalar') return key.text;
  return key.span.source.text.slice(key.span.start, key.span.end);
}

function scalarValue(node: Scalar): ScalarNode['value'] {
  const value = node.value;
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : String(node.source ?? '');
  }
}

function withoutNewline(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
