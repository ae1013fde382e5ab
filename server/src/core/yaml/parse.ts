import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { wordsFor } from './syntaxWords.ts';

/** What is wrong with a document's syntax; offsets count from the document's start. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A document as the YAML library reads it, with its first syntax error. */
export interface ParsedYaml {
  readonly document: Document.Parsed | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Deeper nesting than this is taken for an attack: walks over a document call themselves for each level. */
const MOST_LEVELS = 500;

/**
 * A document may have this many words, blanks and marks; three to ten stand on an ordinary line. The library takes
 * about a second for them.
 */
const MOST_LEXEMES = 400_000;

const TOO_DEEP = 'This document is nested too deeply to be read.';
const TOO_LONG = 'This document has too many parts to be read: Plumbline does not judge it.';

/**
 * Parses one document. Never throws: what the library can't take becomes a problem. Duplicate keys, merge
 * keys and unknown tags are left to the model, which knows more about them.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    // The library takes a byte order mark for a column of its own; a blank line is as long and means as little.
    const document = compose(text.replace(/^\uFEFF/, '\n'));
    // One slip makes the library stumble again and again: what follows the first error tells nobody anything.
    const error = document?.errors.find(({ code }) => code !== 'TAG_RESOLVE_FAILED');
    if (!error) return { document, problems: [] };
    const { code, message, pos } = error;
    const place = withinText(text, pos);
    const start = /\S/.test(text.charAt(pos[0])) ? pos[0] : place.start;
    return { document, problems: [{ ...place, message: wordsFor({ code, message, start }, text) }] };
  } catch (error) {
    const known = error instanceof Excess ? error.message : undefined;
    const message = known ?? 'This document can not be read as YAML.';
    return { document: undefined, problems: [{ ...withinText(text, [0, text.length]), message }] };
  }
}

class Excess extends Error {}

/** What the library's `parseDocument` does, with an eye on the size: beyond some depth the whole process would end. */
function compose(text: string): Document.Parsed | undefined {
  const composer = new Composer({
    version: '1.2',
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
  const [document] = composer.compose(tokensOf(text), true, text.length);
  return document;
}

function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > MOST_LEXEMES) throw new Excess(TOO_LONG);
    yield* parser.next(lexeme);
    if (parser.stack.length > MOST_LEVELS) throw new Excess(TOO_DEEP);
  }
  yield* parser.end();
}

/** Keeps an error on one line, and gives one at the end of a line or of the text something to stand on. */
function withinText(text: string, [from, to]: readonly [number, number]): Omit<SyntaxProblem, 'message'> {
  let start = Math.min(from, text.length);
  if (start > 0) start = Math.min(start, Math.max(text.trimEnd().length - 1, 0));
  if (/[\r\n]/.test(text.charAt(start))) start = Math.max(text.slice(0, start).trimEnd().length - 1, 0);
  const newline = text.indexOf('\n', start);
  const lineEnd = newline > start && text[newline - 1] === '\r' ? newline - 1 : newline;
  const limit = newline < 0 ? text.length : lineEnd;
  const end = Math.max(start, Math.min(to, limit));
  return { start, end: end === start ? Math.min(start + 1, text.length) : end };
}
