import type { Data } from '../model/read.ts';
import type { Habits } from './habits.ts';
import type { KeyOrder } from './keyOrder.ts';
import { scalarText } from './scalarText.ts';

export type Values = { readonly [key: string]: Data };

/** Whether data is a mapping. */
export function isValues(data: Data): data is Values {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

/** The keys of a mapping in their customary order; keys that have none come last, as they are. */
export function sortedKeys(values: Values, order: KeyOrder | undefined): string[] {
  const rank = (key: string): number => {
    const index = order?.keys.indexOf(key) ?? -1;
    return index < 0 ? Number.MAX_SAFE_INTEGER : index;
  };
  return Object.keys(values).sort((a, b) => rank(a) - rank(b));
}

/** Writes data as YAML in the habits of a document. */
export class Renderer {
  private readonly habits: Habits;

  constructor(habits: Habits) {
    this.habits = habits;
  }

  /** The lines of a mapping's entries in block style, each indented by `indent` columns. */
  entries(values: Values, indent: number, order: KeyOrder | undefined): string[] {
    return sortedKeys(values, order).flatMap((key) => this.entry(key, values[key] ?? null, indent, order));
  }

  /** The lines of one entry in block style. */
  entry(key: string, value: Data, indent: number, order: KeyOrder | undefined): string[] {
    const head = `${' '.repeat(indent)}${this.key(key, false)}:`;
    if (order?.flow?.includes(key)) return [`${head} ${this.flow(value, true)}`];
    const below = this.below(value, indent, order?.under?.[key]);
    return below ? [head, ...below] : [`${head} ${this.inline(value)}`];
  }

  /** The lines of one item of a sequence in block style, its dash at `indent`. */
  item(value: Data, indent: number, order: KeyOrder | undefined): string[] {
    const dash = `${' '.repeat(indent)}- `;
    if (isValues(value) && Object.keys(value).length > 0) {
      const [first = '', ...rest] = this.entries(value, indent + 2, order);
      return [dash + first.trimStart(), ...rest];
    }
    if (isList(value) && value.length > 0) return [dash + this.flow(value, false)];
    return [dash + this.inline(value)];
  }

  /** The lines of a collection that stands under its key or is a document; undefined for what fits on the key's line. */
  below(value: Data, keyIndent: number, order: KeyOrder | undefined): string[] | undefined {
    if (isValues(value) && Object.keys(value).length > 0) {
      return this.entries(value, keyIndent + this.habits.indent, order);
    }
    if (isList(value) && value.length > 0) {
      const indent = keyIndent + (this.habits.indentedSequences ? this.habits.indent : 0);
      return value.flatMap((item) => this.item(item, indent, order));
    }
    return undefined;
  }

  /** A scalar or an empty collection. */
  inline(value: Data): string {
    if (isList(value) || isValues(value)) return this.flow(value, false);
    return scalarText(value, { quote: this.habits.quote, flow: false });
  }

  /** Data in flow style, on one line. `json`: keys and strings in double quotes. */
  flow(value: Data, json: boolean): string {
    if (isList(value)) return `[${value.map((item) => this.flow(item, json)).join(', ')}]`;
    if (isValues(value)) {
      const entries = Object.entries(value).map(
        ([key, item]) => `${this.key(key, true, json)}: ${this.flow(item, json)}`,
      );
      if (entries.length === 0) return '{}';
      return this.habits.paddedBraces ? `{ ${entries.join(', ')} }` : `{${entries.join(', ')}}`;
    }
    return scalarText(value, { quote: json ? '"' : this.habits.quote, flow: true, always: json });
  }

  /** A mapping's key. */
  key(key: string, flow: boolean, json = false): string {
    return scalarText(key, { quote: json ? '"' : this.habits.quote, flow, always: json });
  }
}
