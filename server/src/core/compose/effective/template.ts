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

/** Whether the value of a variable is not for the reader. */
export type Hides = (name: string, value: string) => boolean;

/**
 * Replaces those variables of a string whose values are known, and not hidden. The others stay as they are written; so do
 * `$$`, and a string that is not well formed.
 */
export function substituteKnown(text: string, lookup: Lookup, hides: Hides): string {
  if (!text.includes('$')) return text;
  const template = new Template(lookup, hides);
  const result = template.expand(text, 0, 0);
  return template.fault ? text : result;
}

class Template {
  readonly references: Reference[] = [];
  fault: TemplateFault | undefined;
  private readonly lookup: Lookup;
  /** Set where what is not known stays as it is written. */
  private readonly hides: Hides | undefined;

  constructor(lookup: Lookup, hides?: Hides) {
    this.lookup = lookup;
    this.hides = hides;
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
        result += this.hides ? '$$' : '$';
        from = dollar + 2;
      } else if (next === '{') {
        const end = closing(text, dollar + 2);
        result += this.braced(text, dollar, end, at, level);
        from = end + 1;
      } else {
        NAME.lastIndex = dollar + 1;
        const name = NAME.exec(text)?.[0];
        from = dollar + 1 + (name?.length ?? 0);
        result += name === undefined ? '$' : this.plain(name, at + dollar, text.slice(dollar, from));
      }
      if (result.length > MOST_CHARACTERS) this.fail('format', '', at + dollar, at + from);
    }
    return result + text.slice(from);
  }

  private plain(name: string, start: number, written: string): string {
    this.references.push({ name, start, end: start + written.length, fallback: undefined, bare: true });
    return this.told(name, this.lookup(name) ?? (this.hides ? written : ''), written);
  }

  /** A value, or the reference to it where that is to be hidden. */
  private told(name: string, value: string, written: string): string {
    return value !== '' && this.hides?.(name, value) ? written : value;
  }

  private braced(text: string, dollar: number, end: number, at: number, level: number): string {
    const start = at + dollar;
    const inner = end < 0 ? undefined : BRACED.exec(text.slice(dollar + 2, end));
    const [, name, operator, rest = ''] = inner ?? [];
    if (name === undefined || level > MOST_LEVELS) {
      const shown = end < 0 ? text.length : end + 1;
      return this.fail('format', text.slice(dollar, shown), start, at + shown);
    }
    const written = text.slice(dollar, end + 1);
    if (operator === undefined) return this.plain(name, start, written);
    const fallback = operator.endsWith('-') ? rest : undefined;
    this.references.push({ name, start, end: at + end + 1, fallback, bare: false });
    const other = this.expand(rest, at + end - rest.length, level + 1);
    if (this.fault) return '';
    const value = this.lookup(name);
    const counts = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    if (operator.endsWith('+')) return counts ? this.told(name, other, written) : '';
    if (counts) return this.told(name, value ?? '', written);
    if (operator.endsWith('-')) return this.told(name, other, written);
    if (this.hides) return written;
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
