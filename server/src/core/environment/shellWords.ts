/** One command of a shell-like text: its words, with where it starts. */
export interface Command {
  readonly words: readonly string[];
  /** UTF-16 offset of its first word. */
  readonly start: number;
  /** Whether it is the first on its line; lines that are joined count as one. */
  readonly first: boolean;
}

/** In this order: a joined line, blanks, a comment, what ends a command, a quoted word, any other character. */
const TOKEN =
  /(?<blank>\\\r?\n|[ \t]+)|(?<comment>#[^\r\n]*)|(?<end>[\r\n;&|`]+)|"(?<double>[^"\s]*)"|'(?<single>[^'\s]*)'|(?<other>[\s\S])/y;

/**
 * Splits a text into simple commands, as far as a shell, a Makefile or Markdown would have it: lines are joined at a
 * backslash, and cut at `;`, `&`, `|` and backticks. Quotes around a word are taken off. A comment ends a command; by
 * itself it may hold one. What is no command becomes words all the same: the caller looks for programs it knows.
 */
export function commandsIn(text: string): Command[] {
  const commands = new CommandBuilder();
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match?.groups; match = TOKEN.exec(text)) {
    const { blank, comment, end, double, single, other } = match.groups;
    if (blank !== undefined) commands.endWord();
    else if (end !== undefined) commands.endCommand(isLineEnd(end));
    else if (comment === undefined) commands.add(double ?? single ?? other ?? '', match.index);
    else if (commands.inWord || commands.atStart) {
      // A `#` inside a word is part of it; behind one at the start of a line people keep commands.
      if (commands.inWord) commands.add('#', match.index);
      TOKEN.lastIndex = match.index + 1;
    }
  }
  commands.endCommand();
  return commands.result;
}

/** Behind `&&` or `|` a command goes on in the next line. */
function isLineEnd(end: string): boolean {
  return /[\r\n]/.test(end) && !/^(?:&&|\|)/.test(end);
}

class CommandBuilder {
  readonly result: Command[] = [];
  private words: string[] = [];
  private first = true;
  private start = 0;
  private word: string | undefined;

  get inWord(): boolean {
    return this.word !== undefined;
  }

  get atStart(): boolean {
    return this.words.length === 0;
  }

  add(characters: string, at: number): void {
    if (this.atStart && !this.inWord) this.start = at;
    this.word = (this.word ?? '') + characters;
  }

  endWord(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  endCommand(endsLine = true): void {
    this.endWord();
    const { words, start, first } = this;
    if (words.length > 0) this.result.push({ words, start, first });
    this.first = endsLine || (first && words.length === 0);
    this.words = [];
  }
}
