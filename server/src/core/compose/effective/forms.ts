import { madeMap, madeScalar, madeSeq } from '../../model/derive.ts';
import type { Entry, Node, ScalarNode } from '../../model/node.ts';
import { type Span, span } from '../../text/span.ts';

/** Short forms, and the mappings that they stand for. */

/** The place of a part of a scalar: where it is written plainly; else the whole scalar's. */
export function placeOfPart(node: ScalarNode, from: number, to: number): Span {
  const { source, start, end } = node.span;
  const quote = node.style === 'single' || node.style === 'double' ? 1 : 0;
  if (source.text.slice(start + quote, end - quote) !== node.text) return node.span;
  return span(source, start + quote + from, start + quote + to);
}

/** A scalar made of a part of another one. */
function partOf(node: ScalarNode, from: number, to: number): ScalarNode {
  return madeScalar(node.text.slice(from, to), placeOfPart(node, from, to));
}

/** `KEY=value` or `KEY` as an entry; a key alone has a null value. */
export function pairEntry(item: Node, separators = '='): Entry | undefined {
  if (item.kind !== 'scalar' || item.value === null) return undefined;
  const at = firstOf(item.text, separators);
  if (at < 0) {
    const value = { ...madeScalar(null, item.span), style: 'empty' } as const;
    return { key: item.text, keySpan: item.span, value };
  }
  const key = item.text.slice(0, at);
  return { key, keySpan: placeOfPart(item, 0, at), value: partOf(item, at + 1, item.text.length) };
}

function firstOf(text: string, separators: string): number {
  const found = [...separators].map((each) => text.indexOf(each)).filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** A list of names as a mapping; each name's value is made of its item. */
export function namesAsMap(node: Node, made: (item: Node) => Node): Node {
  if (node.kind !== 'seq') return node;
  const entries = node.items.flatMap(({ value }): Entry[] =>
    value.kind === 'scalar' ? [{ key: value.text, keySpan: value.span, value: made(value) }] : [],
  );
  return madeMap(entries, node.span);
}

/** The long form of `depends_on`. */
export function dependenciesAsMap(node: Node): Node {
  return namesAsMap(node, ({ span: place }) => {
    const said = (key: string, value: string | boolean): Entry => ({
      key,
      keySpan: place,
      value: madeScalar(value, place),
    });
    return madeMap([said('condition', 'service_started'), said('required', true)], place);
  });
}

/** The long form of a service's `networks`. */
export function networksAsMap(node: Node): Node {
  return namesAsMap(node, (item) => ({ ...madeScalar(null, item.span), style: 'empty' }));
}

/** The parts of a short mount, between colons; a drive's letter belongs to its path. */
export function mountParts(written: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= written.length; at++) {
    if (at < written.length && written[at] !== ':') continue;
    const part = written.slice(from, at);
    if (/^[A-Za-z]$/.test(part) && at < written.length) continue;
    parts.push(part);
    from = at + 1;
  }
  return parts;
}

/** The long form of `gpus: all`. */
export function requestsAsList(node: Node): Node {
  return node.kind === 'scalar' ? madeSeq([underKey(node, 'count')], node.span) : node;
}

/** A string as a mapping with one key that has it for its value: `build: .`, `extends: web`. */
export function underKey(node: Node, key: string): Node {
  if (node.kind !== 'scalar' || node.value === null) return node;
  return madeMap([{ key, keySpan: node.span, value: node }], node.span);
}

/** How a message may call what stands at a place: what variables were replaced in could be a secret. */
export function shown(text: string, place: Span | undefined): string {
  const written = place?.source.text.slice(place.start, place.end) ?? '';
  return written.includes('$') ? written.replace(/^(["'])(.*)\1$/s, '$2') : text;
}
