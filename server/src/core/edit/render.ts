import type { Data } from '../model/read.ts';
import type { Habits } from './habits.ts';
import { type KeyOrder, orderUnder } from './keyOrder.ts';
import { literalLines, scalarText } from './scalarText.ts';
import { isList, isValues, type Values } from './values.ts';

/** The keys of a mapping in their customary order; keys that have none come last, as they are. */
export function sortedKeys(values: Values, order: KeyOrder | undefined): string[] {
  const rank = (key: string): number => {
    const index = order?.keys.indexOf(key) ?? -1;
    return index < 0 ? Number.MAX_SAFE_INTEGER : index;
  };
  return Object.keys(values).sort((a, b) => rank(a) - rank(b));
}

/** Whether data is written on lines of its own below its key. */
export function isNested(data: Data): boolean {
  return isList(data) ? data.length > 0 : isValues(data) && Object.keys(data).length > 0;
}

/** How a list of scalars is written: on lines of its own, or on one line, there with every string in double quotes or not. */
export type ListStyle = 'block' | 'flow' | 'json';

/** Writes data as YAML in the habits of a document. */
export class Renderer {
  private readonly habits: Habits;
  private readonly literal: boolean;
  private readonly lists: ListStyle;

  /** `literal`: text of several lines may be written as a block scalar (`|`). */
  constructor(habits: Habits, literal = false, lists: ListStyle = 'block') {
    this.habits = habits;
    this.literal = literal;
    this.lists = lists;
  }

  /** The lines of a mapping's entries in block style, each indented by `column`. */
  entries(values: Values, column: number, order: KeyOrder | undefined): string[] {
    return sortedKeys(values, order).flatMap((key) => this.entry(key, values[key] ?? null, column, order));
  }

  /** The lines of a sequence's items in block style, their dashes at `column`. */
  items(list: readonly Data[], column: number, order: KeyOrder | undefined): string[] {
    return list.flatMap((item) => this.item(item, column, order));
  }

  /** The lines of a collection that hangs below its key. */
  below(value: Data, keyColumn: number, order: KeyOrder | undefined): string[] {
    if (isValues(value)) return this.entries(value, keyColumn + this.habits.indent, order);
    if (isList(value)) return this.items(value, keyColumn + this.habits.sequenceIndent, order);
    return [];
  }

  /** A scalar, or a collection in flow style, on one line outside of flow collections. */
  inline(value: Data, order?: KeyOrder): string {
    if (isList(value) || isValues(value)) return this.flow(value, false, order);
    return scalarText(value, { quote: this.habits.quote, flow: false });
  }

  /** Data in flow style, on one line. `json`: keys and strings in double quotes. */
  flow(value: Data, json: boolean, order?: KeyOrder): string {
    if (isList(value)) {
      const items = value.map((item) => this.flow(item, json));
      return bracketed('[', items, ']', this.habits.paddedBrackets);
    }
    if (isValues(value))
      return bracketed('{', this.flowEntries(value, json, order), '}', this.habits.paddedBraces);
    return scalarText(value, { quote: json ? '"' : this.habits.quote, flow: true, always: json });
  }

  /** The entries of a mapping in flow style. */
  flowEntries(values: Values, json: boolean, order?: KeyOrder): string[] {
    return sortedKeys(values, order).map(
      (key) =>
        `${this.key(key, true, json)}: ${this.flow(values[key] ?? null, json, orderUnder(order, key))}`,
    );
  }

  /** A mapping's key. */
  key(key: string, flow: boolean, json = false): string {
    return scalarText(key, { quote: json ? '"' : this.habits.quote, flow, always: json });
  }

  private entry(key: string, value: Data, column: number, order: KeyOrder | undefined): string[] {
    const head = `${' '.repeat(column)}${this.key(key, false)}:`;
    if (order?.flow?.includes(key)) return [`${head} ${this.flow(value, true)}`];
    if (this.lists !== 'block' && isList(value) && !value.some(isNested)) {
      return [`${head} ${this.flow(value, this.lists === 'json')}`];
    }
    if (isNested(value)) return [head, ...this.below(value, column, orderUnder(order, key))];
    return this.scalarLines(`${head} `, value, column + this.habits.indent);
  }

  private item(value: Data, column: number, order: KeyOrder | undefined): string[] {
    const dash = `${' '.repeat(column)}- `;
    if (!isValues(value) || !isNested(value)) return this.scalarLines(dash, value, column + 2);
    const [first = '', ...rest] = this.entries(value, column + 2, order);
    return [dash + first.trimStart(), ...rest];
  }

  private scalarLines(head: string, value: Data, column: number): string[] {
    const literal = this.literal && typeof value === 'string' ? literalLines(value) : undefined;
    if (!literal) return [head + this.inline(value)];
    const [header = '', ...lines] = literal;
    return [head + header, ...lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line))];
  }
}

function bracketed(open: string, parts: readonly string[], close: string, padded: boolean): string {
  if (parts.length === 0) return open + close;
  return padded ? `${open} ${parts.join(', ')} ${close}` : `${open}${parts.join(', ')}${close}`;
}
