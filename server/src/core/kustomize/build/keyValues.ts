import type { Node, ScalarNode } from '../../model/node.ts';
import { get, itemsOf } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { refuse } from './problem.ts';
import type { Setting } from './setting.ts';
import { textOf } from './tree.ts';

/** A key of a generated ConfigMap or Secret, with what it was computed from. */
export interface KeyValue {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: string;
  readonly span: Span;
}

/** What a generator's sources say, in Kustomize's order: env files, literals, files. */
export function keyValuesOf(setting: Setting, generator: Node): KeyValue[] {
  const envs = [...itemsOf(get(generator, 'envs')), ...existing(get(generator, 'env'))];
  const pairs = [
    ...envs.flatMap((item) => fromEnvFile(setting, item)),
    ...itemsOf(get(generator, 'literals')).map(fromLiteral),
    ...itemsOf(get(generator, 'files')).map((item) => fromFile(setting, item)),
  ];
  const seen = new Set<string>();
  for (const pair of pairs) {
    if (seen.has(pair.key))
      refuse('duplicate-key', pair.keySpan, `The key "${pair.key}" comes from two sources.`);
    seen.add(pair.key);
  }
  return pairs;
}

function existing(node: Node | undefined): Node[] {
  return node === undefined || textOf(node) === '' ? [] : [node];
}

function fromEnvFile(setting: Setting, item: Node): KeyValue[] {
  const text = setting.text(textOf(item), item, 'missing-file').replace(/^\uFEFF/, '');
  return text.split(/\r?\n/).flatMap((written) => {
    const line = written.replace(/^[\s\u0085]+/, '');
    if (line === '' || line.startsWith('#')) return [];
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    // A line without a key says nothing.
    if (key === '') return [];
    return [{ key, keySpan: item.span, value: equals < 0 ? '' : line.slice(equals + 1), span: item.span }];
  });
}

function fromLiteral(item: Node): KeyValue {
  const text = textOf(item);
  const equals = text.indexOf('=');
  if (equals < 1) return refuse('bad-literal', item.span, 'A literal must be written as "key=value".');
  const written = text.slice(equals + 1);
  const quote = written.charAt(0);
  const quoted = written.length >= 2 && (quote === '"' || quote === "'") && written.endsWith(quote);
  const from = equals + 1 + (quoted ? 1 : 0);
  const to = text.length - (quoted ? 1 : 0);
  return {
    key: text.slice(0, equals),
    keySpan: within(item, 0, equals),
    value: text.slice(from, to),
    span: within(item, from, to),
  };
}

/** A part of a scalar, where its text stands in the source as it is; else the whole of it. */
function within(item: Node, from: number, to: number): Span {
  if (item.kind !== 'scalar' || !isVerbatim(item)) return item.span;
  const start = item.span.start + (item.style === 'plain' ? 0 : 1);
  return { source: item.span.source, start: start + from, end: start + to };
}

function isVerbatim({ span, style, text }: ScalarNode): boolean {
  const written = span.source.text.slice(span.start, span.end);
  return style === 'plain' ? written === text : written.slice(1, -1) === text;
}

function fromFile(setting: Setting, item: Node): KeyValue {
  const text = textOf(item);
  const parts = text.split('=');
  const [first = '', second] = parts;
  if (parts.length > 2 || first === '' || second === '')
    return refuse('bad-file-source', item.span, 'A file must be written as "path" or as "key=path".');
  const path = second ?? first;
  const key = second === undefined ? (path.replace(/\/+$/, '').split('/').at(-1) ?? path) : first;
  return { key, keySpan: item.span, value: setting.text(path, item, 'missing-file'), span: item.span };
}
