import type { Entry, Node } from '../model/node.ts';

/** The offset of the first character of the line that `at` is on. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset where the text of the line that `at` is on ends, before its line end. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return found > at && text[found - 1] === '\r' ? found - 1 : found;
}

/** The column of an offset, a byte order mark not counted. */
export function columnOf(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}

/** Where a value ends as written in its place: at its alias, if it is one. */
export function writtenEnd(node: Node): number {
  return node.via?.end ?? node.span.end;
}

/** Where a value begins as written in its place, its anchor and tag included. */
export function writtenStart(node: Node): number {
  return node.via?.start ?? node.outerStart;
}

/** Where an entry ends, the value or, where that is empty, the colon. */
export function entryEnd(entry: Entry): number {
  return Math.max(writtenEnd(entry.value), entry.keySpan.end);
}

/** The offset behind the last character before `at` that is not blank. */
export function trimBefore(text: string, at: number): number {
  let end = at;
  while (end > 0 && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

/**
 * Where the line ends after which something can be inserted behind a block value: past the blank lines that belong
 * to a block scalar that keeps them (`|+`, YAML 1.2.2 section 8.1.1.2).
 */
export function endOfLines(text: string, node: Node | undefined, end: number): number {
  const last = node === undefined ? undefined : lastScalar(node);
  let at = lineEnd(text, end);
  if (last !== undefined && /^[|>]\d?\+/.test(text.slice(last.span.start, last.span.start + 3))) {
    const rest = /^(?:\r?\n[ \t]*(?=\r?\n|$))*/.exec(text.slice(at));
    at += rest?.[0].length ?? 0;
  }
  return at;
}

/** The block scalar that a value ends with. */
export function lastScalar(node: Node): Node | undefined {
  if (node.via) return undefined;
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded' ? node : undefined;
  if (node.flow) return undefined;
  const last =
    node.kind === 'map' ? node.entries.filter((each) => !each.via).at(-1)?.value : node.items.at(-1)?.value;
  return last ? lastScalar(last) : undefined;
}

/** The column at which keys of a block mapping stand. */
export function keyColumn(text: string, first: Entry): number {
  const key = first.value.span.source.text === text ? first.keySpan.start : 0;
  const start = lineStart(text, key);
  const explicit = /\?[ \t]+(?:[&!]\S+[ \t]+)*$/.exec(text.slice(start, key));
  return columnOf(text, explicit ? start + explicit.index : key);
}
