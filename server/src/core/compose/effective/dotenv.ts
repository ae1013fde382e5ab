import { type Lookup, substitute } from './template.ts';

/** What an env file says. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  /** What can not be read, without any value in it; undefined where all can. */
  readonly fault: string | undefined;
}

const SPACE = /[ \t\r\v\f\u0085\u00A0]/;
const KEY_CHARACTER = /[\p{L}\p{N}_.\-[\]]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  c: '\\c',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  $: '$$',
};

/**
 * Reads an env file as Compose does (Docker's documentation, "Env files: syntax"): `export`, `:` in place of `=`,
 * quotes over several lines, comments, variables. A key alone takes its value from `lookup`. A variable is looked
 * up in `lookup` first, then above in the file.
 */
export function readEnvFile(text: string, lookup: Lookup): EnvFile {
  return new EnvReader(text, lookup).read();
}

class EnvReader {
  private readonly text: string;
  private readonly outer: Lookup;
  private readonly values = new Map<string, string>();
  private at = 0;
  private fault: string | undefined;

  constructor(text: string, lookup: Lookup) {
    this.text = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
    this.outer = lookup;
  }

  read(): EnvFile {
    while (this.fault === undefined && this.nextStatement()) {
      const key = this.key();
      if (key === undefined) continue;
      if (key.alone) {
        const inherited = this.outer(key.name);
        if (inherited !== undefined) this.values.set(key.name, inherited);
      } else {
        const value = this.value();
        if (value !== undefined) this.values.set(key.name, value);
      }
    }
    return { values: this.values, fault: this.fault };
  }

  private nextStatement(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at] ?? '';
      if (c === '#') {
        const newline = this.text.indexOf('\n', this.at);
        if (newline < 0) return false;
        this.at = newline;
      } else if (c !== '\n' && !SPACE.test(c)) return true;
    }
    return false;
  }

  private key(): { readonly name: string; readonly alone: boolean } | undefined {
    const exported = /^export[ \t]+/.exec(this.text.slice(this.at, this.at + 100));
    if (exported) this.at += exported[0].length;
    const start = this.at;
    let inherited = false;
    let end = -1;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at] ?? '';
      if (c === '=' || c === ':' || c === '\n') {
        inherited = c === '\n';
        end = this.at++;
        break;
      }
      if (!KEY_CHARACTER.test(c) && !SPACE.test(c)) {
        return this.fail(`has the character ${JSON.stringify(c)} in a variable's name`);
      }
    }
    if (end < 0) {
      // Compose takes a last line that has neither separator nor end for the value of a nameless variable.
      this.at = start;
      return { name: '', alone: false };
    }
    const name = this.text.slice(start, end).trim();
    if (/\s/.test(name)) return this.fail("has a space in a variable's name");
    while (!inherited && /[ \t\r]/.test(this.text[this.at] ?? '')) this.at++;
    return { name, alone: inherited };
  }

  private value(): string | undefined {
    const quote = this.text[this.at];
    if (quote === '"' || quote === "'") return this.quoted(quote);
    const newline = this.text.indexOf('\n', this.at);
    const end = newline < 0 ? this.text.length : newline;
    const line = this.text.slice(this.at, end).trim();
    this.at = end;
    const comment = /\s#/.exec(line);
    return this.expanded(comment ? line.slice(0, comment.index).trim() : line);
  }

  private quoted(quote: string): string | undefined {
    const start = this.at + 1;
    let content = '';
    for (let at = start; at < this.text.length; at++) {
      const c = this.text[at] ?? '';
      if (c === '\\' && this.text[at + 1] === quote) {
        content += quote === "'" ? quote : `\\${quote}`;
        at++;
      } else if (c === quote) {
        this.at = at + 1;
        return quote === "'" ? content : this.expanded(unescaped(content));
      } else content += c;
    }
    return this.fail('has a quoted value that does not end');
  }

  private expanded(value: string): string | undefined {
    const result = substitute(value, (name) => this.outer(name) ?? this.values.get(name));
    if (result.fault?.kind === 'format') return this.fail('has a variable that is not well formed');
    if (result.fault) return this.fail(`needs the variable ${result.fault.name}, which is not set`);
    return result.text;
  }

  private fail(what: string): undefined {
    const line = this.text.slice(0, this.at).split('\n').length;
    this.fault ??= `line ${line} ${what}`;
    return undefined;
  }
}

function unescaped(text: string): string {
  return text.replace(/\\([abcfnrtv\\"$])/g, (_, c: string) => ESCAPES[c] ?? c);
}
