/** A reference to a variable inside a string; offsets count from the string's start. */
export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** What stands behind `:-` or `-`, as written; undefined for any other form. */
  readonly fallback: string | undefined;
  /** Whether nothing but the variable's own value can stand here: `$X` or `${X}`. */
  readonly bare: boolean;
}

/** Why a string can not be interpolated. */
export interface TemplateFault {
  readonly kind: 'format' | 'required';
  readonly name: string;
  /** For a required variable: the message that its author wrote, variables in it not replaced. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

/** A string with its variables replaced. */
export interface Substituted {
  readonly text: string;
  readonly references: readonly Reference[];
  readonly fault: TemplateFault | undefined;
}

export type Lookup = (name: string) => string | undefined;

/** Defaults in defaults in defaults: deeper than anybody writes. */
const MOST_LEVELS = 50;
/** Longer results are taken for an attack. */
const MOST_CHARACTERS = 1_000_000;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])(.*))?$/;

/**
 * Replaces the variables of a string (Compose specification, "Interpolation"). Both branches of an operator are
 * looked at, taken or not: a faulty or required variable in a default that is not needed still counts.
 */
export function substitute(text: string, lookup: Lookup): Substituted {
  if (!text.includes('$')) return { text, references: [], fault: undefined };
  const template = new Template(lookup);
  const result = template.expand(text, 0, 0);
  const { references, fault } = template;
  return { text: result, references, fault };
}

class Template {
  readonly references: Reference[] = [];
  fault: TemplateFault | undefined;
  private readonly lookup: Lookup;

  constructor(lookup: Lookup) {
    this.lookup = lookup;
  }

  /** `at`: where `text` stands in the whole string. */
  expand(text: string, at: number, level: number): string {
    let result = '';
    let from = 0;
    while (!this.fault) {
      const dollar = text.indexOf('$', from);
      if (dollar < 0) break;
      result += text.slice(from, dollar);
      const next = text[dollar + 1];
      if (next === '$') {
        result += '$';
        from = dollar + 2;
      } else if (next === '{') {
        const end = closing(text, dollar + 2);
        result += this.braced(text, dollar, end, at, level);
        from = end + 1;
      } else {
        NAME.lastIndex = dollar + 1;
        const name = NAME.exec(text)?.[0];
        from = dollar + 1 + (name?.length ?? 0);
        result += name === undefined ? '$' : this.plain(name, at + dollar, at + from);
      }
      if (result.length > MOST_CHARACTERS) this.fail('format', '', at + dollar, at + from);
    }
    return result + text.slice(from);
  }

  private plain(name: string, start: number, end: number): string {
    this.references.push({ name, start, end, fallback: undefined, bare: true });
    return this.lookup(name) ?? '';
  }

  private braced(text: string, dollar: number, end: number, at: number, level: number): string {
    const start = at + dollar;
    const inner = end < 0 ? undefined : BRACED.exec(text.slice(dollar + 2, end));
    const [, name, operator, rest = ''] = inner ?? [];
    if (name === undefined || level > MOST_LEVELS) {
      const shown = end < 0 ? text.length : end + 1;
      return this.fail('format', text.slice(dollar, shown), start, at + shown);
    }
    if (operator === undefined) return this.plain(name, start, at + end + 1);
    const fallback = operator.endsWith('-') ? rest : undefined;
    this.references.push({ name, start, end: at + end + 1, fallback, bare: false });
    const other = this.expand(rest, at + end - rest.length, level + 1);
    if (this.fault) return '';
    const value = this.lookup(name);
    const counts = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    if (operator.endsWith('+')) return counts ? other : '';
    if (counts) return value ?? '';
    if (operator.endsWith('-')) return other;
    this.fault = { kind: 'required', name, detail: rest.trim(), start, end: at + end + 1 };
    return '';
  }

  private fail(kind: 'format', name: string, start: number, end: number): string {
    this.fault ??= { kind, name, detail: '', start, end };
    return '';
  }
}

/** The offset of the brace that closes a `${`; where they don't pair up, of the last one on the line; -1 for none. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') open++;
    else if (text[at] === '}' && --open === 0) return at;
  }
  const newline = text.indexOf('\n', from);
  const last = text.lastIndexOf('}', newline < 0 ? text.length : newline);
  return last < from ? -1 : last;
}
