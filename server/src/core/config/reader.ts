import { locate, type YamlFile } from '../model/file.ts';
import type { Entry, Node } from '../model/node.ts';
import { asMap, entriesOf, isNull, itemsOf, stringOf } from '../model/read.ts';
import { closestName } from '../text/closestName.ts';
import type { Location, Span } from '../text/span.ts';

/** What is wrong in a configuration file. */
export interface ConfigurationProblem {
  readonly span: Span;
  readonly message: string;
  /** A better word for what stands at the span. */
  readonly suggestion?: string;
}

/** Reads values of a configuration file, and notes what it does not understand. */
export class Reader {
  readonly problems: ConfigurationProblem[] = [];
  private readonly file: YamlFile;

  constructor(file: YamlFile) {
    this.file = file;
  }

  /** Where a span stands in the file. */
  locate(span: Span): Location {
    return locate(this.file, span) ?? { uri: this.file.uri, start: 0, end: 0 };
  }

  report(span: Span, message: string, suggestion?: string): void {
    this.problems.push(suggestion === undefined ? { span, message } : { span, message, suggestion });
  }

  /** The entries of a mapping that have a value; anything else is reported. `x-` keys are anybody's own. */
  entries(node: Node, what: string): readonly Entry[] {
    if (!asMap(node) && !isNull(node)) this.report(node.span, `${what} is expected here.`);
    return entriesOf(node).filter(({ key, value }) => !isNull(value) && !key.startsWith('x-'));
  }

  /** The texts of a list. */
  texts(node: Node, what: string): string[] {
    if (node.kind !== 'seq') {
      this.report(node.span, `A list of ${what}s is expected here.`);
      return [];
    }
    return itemsOf(node).flatMap((item) => this.text(item, what) ?? []);
  }

  /** The texts of a list, or one alone. */
  oneOrMore(node: Node, what: string): string[] {
    if (node.kind === 'seq') return this.texts(node, what);
    const text = this.text(node, what);
    return text === undefined ? [] : [text];
  }

  text(node: Node, what: string): string | undefined {
    const text = stringOf(node);
    if (text === undefined || text === '') this.report(node.span, `A ${what} is expected here.`);
    return text;
  }

  /** A whole number that is not below the least. */
  count(node: Node, least: number): number | undefined {
    const value = node.kind === 'scalar' ? node.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
    this.report(node.span, `A whole number, ${least} or more, is expected here.`);
    return undefined;
  }

  /** A day as `YYYY-MM-DD`. */
  date(node: Node): string | undefined {
    const text = stringOf(node) ?? '';
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    this.report(node.span, 'A date is expected here, written as 2026-12-31.');
    return undefined;
  }

  oneOf<T extends string>(node: Node, words: readonly T[], what: string): T | undefined {
    // YAML 1.1 readers, and people, take `off` for a boolean; here it is a word.
    const text = stringOf(node) === 'false' ? 'off' : stringOf(node);
    const found = words.find((word) => word === text);
    if (found === undefined) {
      const closest = text === undefined ? undefined : closestName(text, words);
      this.report(node.span, `Not ${what}: use one of ${words.join(', ')}.`, closest);
    }
    return found;
  }

  unknown(span: Span, name: string, names: readonly string[], what: string): void {
    const closest = closestName(name, names);
    const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
    this.report(span, `There is no ${what} "${name}".${hint}`, closest);
  }
}
