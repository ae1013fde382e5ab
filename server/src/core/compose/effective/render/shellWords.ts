/**
 * A command line as words, as Compose takes a string `command` apart: quotes and backslashes as in a shell; nothing
 * behind an unquoted `;`, `&`, `|`, `<` or `>` counts. Undefined for a line that it refuses.
 */
export function shellWords(line: string): readonly string[] | undefined {
  return new Words(line).read();
}

type Quote = '"' | "'" | '`' | '$(';

/** What opens or closes a quotation, and which. */
const CLOSED_BY: Readonly<Record<string, Quote>> = { '"': '"', "'": "'", '`': '`', '(': '$(', ')': '$(' };

const BLANK = /[ \t\r\n]/;

class Words {
  private readonly words: string[] = [];
  private readonly line: string;
  private word = '';
  /** Whether a word has begun; an empty one in quotes counts. */
  private begun = false;
  private quote: Quote | undefined;

  constructor(line: string) {
    this.line = line;
  }

  read(): readonly string[] | undefined {
    let escaped = false;
    for (const c of this.line) {
      if (escaped) {
        this.add(c);
        escaped = false;
      } else if (c === '\\' && this.quote !== "'") escaped = true;
      else if (!this.quote && ';&|<>'.includes(c)) {
        if (c === '>' && /^\d/.test(this.word)) this.begun = false;
        break;
      } else if (this.take(c) === 'refused') return undefined;
    }
    if (this.quote || escaped) return undefined;
    this.end();
    return this.words;
  }

  private take(c: string): 'refused' | undefined {
    const { quote } = this;
    if (BLANK.test(c)) {
      if (quote) this.word += c;
      else this.end();
      return undefined;
    }
    // Inside of quotes, other quotes and brackets are letters.
    const counts = quote === undefined || quote === CLOSED_BY[c];
    if (!counts || !(c in CLOSED_BY)) {
      this.add(c);
      return undefined;
    }
    return this.mark(c);
  }

  private mark(c: string): 'refused' | undefined {
    const opens = this.quote === undefined;
    if (c === '(' || c === ')') {
      const fits = opens ? c === '(' && this.word.endsWith('$') : c === ')';
      if (!fits) return 'refused';
    }
    this.quote = opens ? CLOSED_BY[c] : undefined;
    if (c === '"' || c === "'") this.begun ||= !opens;
    else this.add(c);
    return undefined;
  }

  private add(c: string): void {
    this.word += c;
    this.begun = true;
  }

  private end(): void {
    if (this.begun) this.words.push(this.word);
    this.word = '';
    this.begun = false;
  }
}
