/** The stretch of one YAML document in a file: half-open UTF-16 offsets. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const PROLOGUE = /^(?:\uFEFF|[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)|%[^\r\n]*(?:\r\n|\n|\r|$))*$/;

/**
 * Cuts a YAML stream into its documents. Every character belongs to exactly one range; comments and
 * directives above a `---` belong to the document it starts. YAML 1.2.2, sections 9.1 and 9.2: a marker at the
 * start of a line ends the document whatever surrounds it.
 */
export function splitDocuments(text: string): DocumentRange[] {
  const result: DocumentRange[] = [];
  let start = 0;
  for (const match of text.matchAll(MARKER)) {
    if (match[0] === '---') {
      if (PROLOGUE.test(text.slice(start, match.index))) continue;
      result.push({ start, end: match.index });
      start = match.index;
    } else {
      const end = endOfLine(text, match.index);
      result.push({ start, end });
      start = end;
    }
  }
  if (start < text.length || result.length === 0) result.push({ start, end: text.length });
  return result;
}

function endOfLine(text: string, from: number): number {
  const match = /\r\n|\n|\r/g;
  match.lastIndex = from;
  const found = match.exec(text);
  return found ? found.index + found[0].length : text.length;
}
