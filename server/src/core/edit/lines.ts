import type { Entry, Node, ScalarNode } from '../model/node.ts';

/** The offset of the first character of the line that `at` is on. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset where the text of the line that `at` is on ends, before its line end. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return found > at && text[found - 1] === '\r' ? found - 1 : found;
}

/** The offset where the next line starts; the text's end where there is none. */
export function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

/** The line end in use around an offset. */
export function eolAt(text: string, at: number): '\n' | '\r\n' {
  let found = text.lastIndexOf('\n', at - 1);
  if (found < 0 || at <= 0) found = text.indexOf('\n', at);
  return found > 0 && text[found - 1] === '\r' ? '\r\n' : '\n';
}

/** The column of an offset, a byte order mark not counted. */
export function columnOf(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}

/** Whether only blanks stand before an offset on its line. */
export function startsLine(text: string, at: number): boolean {
  return /^\uFEFF?[ \t]*$/.test(text.slice(lineStart(text, at), at));
}

/** Where a line's content starts to count: behind a byte order mark. */
export function behindMark(text: string, start: number): number {
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}

/** Where a value ends as written in its place: at its alias, if it is one. */
export function writtenEnd(node: Node): number {
  return node.via?.end ?? node.span.end;
}

/** Where a value begins as written in its place, its anchor and tag included. */
export function writtenStart(node: Node): number {
  return node.via?.start ?? node.outerStart;
}

/** Where an entry ends: its value or, where that is empty, the colon. */
export function entryEnd(entry: Entry): number {
  return Math.max(writtenEnd(entry.value), entry.keySpan.end);
}

/** Where an entry starts, the `?`, anchor and tag of its key included. */
export function entryStart(text: string, key: number): number {
  let at = key;
  for (;;) {
    let blank = at;
    while (blank > 0 && isBlank(text[blank - 1])) blank--;
    if (blank === at) return at;
    let word = blank;
    while (word > 0 && !/[\s,[\]{}\uFEFF]/.test(text.charAt(word - 1))) word--;
    const first = word < blank ? text[word] : undefined;
    if (first === '&' || first === '!') at = word;
    else return first === '?' && word + 1 === blank ? word : at;
  }
}

/** Whether a character is a space or a tab. */
export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** The block scalar that a value ends with, as written in its place. */
export function lastBlockScalar(node: Node): ScalarNode | undefined {
  if (node.via) return undefined;
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded' ? node : undefined;
  if (node.flow) return undefined;
  const last =
    node.kind === 'map' ? node.entries.findLast((each) => !each.via)?.value : node.items.at(-1)?.value;
  return last && lastBlockScalar(last);
}

/** A block scalar's header: its indicators, and the comment behind them. */
export function headerOf(scalar: ScalarNode): { readonly indicators: string; readonly comment: string } {
  const { source, start, end } = scalar.span;
  const line = source.text.slice(start, Math.min(lineEnd(source.text, start), end));
  const [, indicators = '', comment = ''] = /^[|>]([-+\d]*)([ \t]+#.*)?/.exec(line) ?? [];
  return { indicators, comment };
}

/** Whether a value ends with a block scalar to which the blank lines below it belong (`|+`, YAML 1.2.2 section 8.1.1.2). */
export function keepsBlankLines(node: Node): boolean {
  const scalar = lastBlockScalar(node);
  return scalar !== undefined && headerOf(scalar).indicators.includes('+');
}

/** The offset behind blank lines, line ends included, from the start of a line on. */
export function skipBlankLines(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.slice(at, lineEnd(text, at)).trim() === '') at = nextLine(text, at);
  return at;
}

/**
 * The end of the last line that belongs to something in block style at `column` that ends at `end`: of the comments
 * below it those that are indented deeper do.
 */
export function lastLineEnd(text: string, end: number, column: number): number {
  let last = lineEnd(text, end);
  for (let start = nextLine(text, last); start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, lineEnd(text, start));
    if (line.trim() === '') continue;
    if (!line.trimStart().startsWith('#') || line.search(/\S/) <= column) break;
    last = start + line.length;
  }
  return last;
}

/**
 * Where the comment starts that stands directly above a line, at the same column, with no blank line between. A
 * comment that heads the document belongs to the document.
 */
export function attachedStart(text: string, line: number, column: number): number {
  let start = line;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const content = text.slice(behindMark(text, above), lineEnd(text, above));
    if (/^(?:---|%)/.test(content)) return line;
    if (content.search(/\S/) !== column || content[column] !== '#') return start;
    start = above;
  }
  return line;
}

/** The offset before the line end that stands before the start of a line. */
export function trimLineEnd(text: string, start: number): number {
  if (text[start - 1] !== '\n') return start;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}
