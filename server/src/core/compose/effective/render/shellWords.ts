/**
 * A command line as words, as Compose takes a string `command` apart: quotes and backslashes as in a shell; nothing
 * behind an unquoted `;`, `&`, `|`, `<` or `>` counts. Undefined for a line that it refuses.
 */
export function shellWords(line: string): readonly string[] | undefined {
  return new Words(line).read();
}

type Quote = '"' | "'" | '`' | '$(';

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
    if (/[ \t\r\n]/.test(c)) {
      if (quote) this.word += c;
      else this.end();
    } else if ((c === '"' || c === "'") && (!quote || quote === c)) {
      if (quote) this.begun = true;
      this.quote = quote ? undefined : c;
    } else if ((c === '(' || c === ')') && (!quote || quote === '$(')) {
      // Brackets stand in a subshell only, and not in one another.
      const opens = c === '(';
      if (opens === (quote === '$(') || (opens && !this.word.endsWith('$'))) return 'refused';
      this.quote = opens ? '$(' : undefined;
      this.add(c);
    } else {
      if (c === '`' && (!quote || quote === '`')) this.quote = quote ? undefined : '`';
      this.add(c);
    }
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
