/** The stretch of one YAML document in a file: half-open UTF-16 offsets. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a YAML stream into its documents. Every character belongs to exactly one range; comments and
 * directives above a `---` belong to the document it starts, comments behind the last `...` to the document before.
 * YAML 1.2.2, sections 9.1 and 9.2: a marker at the start of a line ends the document whatever surrounds it.
 */
export function splitDocuments(text: string): DocumentRange[] {
  const result: DocumentRange[] = [];
  let start = 0;
  for (let line = lineAfterMark(text); line < text.length; line = nextLine(text, line)) {
    if (!isMarker(text, line) || isPrologue(text, start, line)) continue;
    const end = text[line] === '-' ? line : nextLine(text, line);
    result.push({ start, end });
    start = end;
    // A line that starts a document is not looked at again; one behind `...` may itself be a marker.
  }
  const last = result.at(-1);
  if (last && isPrologue(text, start, text.length))
    result[result.length - 1] = { start: last.start, end: text.length };
  else result.push({ start, end: text.length });
  return result;
}

/** The offset of the first line from `start` on that is neither blank nor a comment nor a directive. */
export function prologueEnd(text: string, start: number): number {
  let line = start === 0 ? lineAfterMark(text) : start;
  while (line < text.length) {
    const character = text[firstNotBlank(text, line)];
    const skipped = character === undefined || character === '#' || character === '\n' || text[line] === '%';
    if (!skipped) return line;
    line = nextLine(text, line);
  }
  return text.length;
}

function isPrologue(text: string, start: number, end: number): boolean {
  return prologueEnd(text, start) >= end;
}

function lineAfterMark(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

function isMarker(text: string, at: number): boolean {
  if (!text.startsWith('---', at) && !text.startsWith('...', at)) return false;
  return at + 3 === text.length || /[ \t\r\n]/.test(text.charAt(at + 3));
}

function firstNotBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++;
  return at;
}

function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}
