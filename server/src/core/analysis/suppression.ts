import { Lexer } from 'yaml';
import { LineIndex } from '../text/lineIndex.ts';
import { type SourceText, type Span, span } from '../text/span.ts';

/** A comment that silences rules. */
export interface Suppression {
  /** Where the rules are named; the whole comment where none is. */
  readonly span: Span;
  readonly rules: readonly SuppressedRule[];
  readonly reason: string | undefined;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string | undefined;
  /** Whether it counts in every document of its file. */
  readonly everywhere: boolean;
  /** Whether a finding that starts on this zero-based line of the source is meant. */
  covers(line: number): boolean;
}

/** A rule id as a comment names it; `*` for all. */
export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
}

const DIRECTIVE =
  /#\s*plumbline-disable-(next-line|line|file)(?:[ \t]+((?:(?!--)[^\r\n])*?))?(?:[ \t]*--[ \t]*([^\r\n]*?))?[ \t]*$/d;
const UNTIL = /\buntil[ \t]+(\d{4}-\d{2}-\d{2})[ \t]*$/;

/**
 * Reads the suppression comments of a source:
 * `# plumbline-disable-next-line <rule>[, <rule>] -- reason [until YYYY-MM-DD]`, likewise `-line` for the comment's
 * own line and `-file` for the whole file. The next line stands for all lines of a text that begins on it, in which no
 * comment can stand. Comments inside strings are not comments.
 */
export function suppressionsIn(source: SourceText): Suppression[] {
  if (!source.text.includes('plumbline-disable-')) return [];
  const lines = new LineIndex(source.text);
  const result: Suppression[] = [];
  const texts: LastLines = new Map();
  let offset = 0;
  let scalar = false;
  let header: number | undefined;
  for (const token of new Lexer().lex(source.text)) {
    const size = CONTROL.has(token) ? 0 : token.length;
    if (scalar || /^["']/.test(token)) {
      const first = lines.positionAt(header ?? offset).line;
      const last = lines.positionAt(offset + Math.max(0, token.trimEnd().length - 1)).line;
      texts.set(first, Math.max(last, texts.get(first) ?? 0));
      header = undefined;
    } else if (token.startsWith('#')) {
      const found = suppressionOf(source, token, offset, lines, texts);
      if (found) result.push(found);
    } else if (/^[|>]/.test(token)) header = offset;
    scalar = token === SCALAR;
    offset += size;
  }
  return result;
}

/** The last line of what begins on a line as a text of one or several lines. */
type LastLines = Map<number, number>;

/** Tokens that the lexer makes up: start of a document, of flow, of a scalar, and the error marker. */
const SCALAR = '\x1f';
const CONTROL = new Set(['\x02', '\x18', SCALAR]);

function suppressionOf(
  source: SourceText,
  comment: string,
  at: number,
  lines: LineIndex,
  texts: LastLines,
): Suppression | undefined {
  const match = DIRECTIVE.exec(comment);
  if (!match) return undefined;
  const [, scope, names = '', tail] = match;
  const line = lines.positionAt(at).line;
  const until = tail === undefined ? undefined : UNTIL.exec(tail)?.[1];
  const reason = tail?.replace(UNTIL, '').trim() || undefined;
  const namesAt = at + (match.indices?.[2]?.[0] ?? 0);
  const rules: SuppressedRule[] = [];
  for (const word of names.matchAll(/[^\s,]+/g)) {
    const start = namesAt + word.index;
    rules.push({ id: word[0], span: span(source, start, start + word[0].length) });
  }
  return {
    span: span(source, at, at + comment.trimEnd().length),
    rules,
    reason,
    until,
    everywhere: scope === 'file',
    covers: coverage(scope ?? '', line, lines, source.text, texts),
  };
}

function coverage(
  scope: string,
  line: number,
  lines: LineIndex,
  text: string,
  texts: LastLines,
): (line: number) => boolean {
  if (scope === 'file') return () => true;
  if (scope === 'line') return (each) => each === line;
  let next = line + 1;
  // Several suppression comments may stand above one line.
  while (next < lines.lineCount - 1 && /^[ \t]*#/.test(lineText(lines, text, next))) next++;
  return (each) => each >= next && each <= (texts.get(next) ?? next);
}

function lineText(lines: LineIndex, text: string, line: number): string {
  return text.slice(lines.offsetAt({ line, character: 0 }), lines.lineEnd(line));
}
