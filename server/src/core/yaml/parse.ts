import { type Document, parseDocument } from 'yaml';

/** What is wrong with a document's syntax; offsets count from the document's start. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A document as the YAML library reads it, with its syntax errors. */
export interface ParsedYaml {
  readonly document: Document.Parsed | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Plainer words for the errors that people meet most, by the library's error code. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab is used as indentation: YAML wants spaces.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second "key:" on one line: quote the value if the colon belongs to it, or put the key on a line of its own.',
  BAD_ALIAS: 'This alias is not valid.',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line: is a colon or a quote missing here?',
  IMPOSSIBLE: 'This can not be read as YAML.',
};

const MOST_PROBLEMS = 10;

/** The message for a document that is nested too deeply. */
export const TOO_DEEP = 'This document is nested too deeply to be read.';

/**
 * Parses one document. Never throws: what the library can't take becomes a problem. Duplicate keys, merge
 * keys and unknown tags are left to the model, which knows more about them.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    // The library takes a byte order mark for a column of its own; a blank line is as long and means as little.
    const document = parseDocument(text.replace(/^\uFEFF/, '\n'), {
      version: '1.2',
      merge: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      keepSourceTokens: false,
    });
    const problems: SyntaxProblem[] = [];
    for (const error of document.errors) {
      if (error.code === 'TAG_RESOLVE_FAILED') continue;
      if (problems.length === MOST_PROBLEMS) break;
      problems.push(withinText(text, error.pos, WORDS[error.code] ?? sentence(error.message)));
    }
    return { document, problems };
  } catch (error) {
    const deep = error instanceof RangeError;
    const message = deep ? TOO_DEEP : 'This document can not be read as YAML.';
    return { document: undefined, problems: [withinText(text, [0, text.length], message)] };
  }
}

/** Keeps an error on one line, and gives one at the end of the text something to stand on. */
function withinText(text: string, [from, to]: [number, number], message: string): SyntaxProblem {
  let start = Math.min(from, text.length);
  while (start > 0 && start >= text.trimEnd().length) start--;
  const lineEnd = text.slice(start).search(/[\r\n]/);
  const limit = lineEnd < 0 ? text.length : start + lineEnd;
  const end = Math.max(start, Math.min(to, limit));
  return { start, end: end === start ? Math.min(start + 1, text.length) : end, message };
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
