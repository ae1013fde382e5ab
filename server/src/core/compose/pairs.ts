import type { Node } from '../model/node.ts';
import { entriesOf, itemsOf, stringOf } from '../model/read.ts';
import { type Span, span } from '../text/span.ts';
import { isReset } from './reset.ts';

/** A `KEY=value` of environment, labels or build args, written as a mapping's entry or a list's item. */
export interface Pair {
  readonly key: string;
  readonly keySpan: Span;
  /** Undefined where no value is given: it is then taken from the shell. */
  readonly value: string | undefined;
  /** Where the value stands; in a list, the part behind the `=`. */
  readonly valueSpan: Span;
  readonly node: Node;
}

/** The pairs of a field that takes a mapping or a list (Compose specification, `environment`). */
export function pairsOf(node: Node | undefined): Pair[] {
  if (isReset(node)) return [];
  if (node?.kind === 'map') {
    return entriesOf(node)
      .filter((each) => each.key !== '<<' && !isReset(each.value))
      .map(({ key, keySpan, value }) => ({
        key,
        keySpan,
        value: stringOf(value),
        valueSpan: value.span,
        node: value,
      }));
  }
  return itemsOf(node).flatMap((item) => (isReset(item) ? [] : (pairOfItem(item) ?? [])));
}

function pairOfItem(item: Node): Pair | undefined {
  const text = stringOf(item);
  if (text === undefined) return undefined;
  const equals = text.indexOf('=');
  const { source, start, end } = item.span;
  const written = source.text.slice(start, end);
  const quote = /^["']/.test(written) ? 1 : 0;
  const at = written.indexOf('=');
  if (equals < 0 || at < 0) {
    return { key: text, keySpan: item.span, value: undefined, valueSpan: item.span, node: item };
  }
  return {
    key: text.slice(0, equals),
    keySpan: span(source, start + quote, start + at),
    value: text.slice(equals + 1),
    valueSpan: span(source, start + at + 1, end - quote),
    node: item,
  };
}
