import { readFile, type YamlFile } from '../../model/file.ts';
import type { Node, ScalarNode } from '../../model/node.ts';
import type { Span } from '../../text/span.ts';

const known = new WeakMap<ScalarNode, YamlFile>();

/**
 * Reads the YAML in a scalar of another file, as inline patches have it. Its nodes have their places in that file, where
 * the scalar is written as a literal block; else the place of the whole scalar.
 */
export function readInline(scalar: ScalarNode): YamlFile {
  const before = known.get(scalar);
  if (before) return before;
  const read = readFile(scalar.span.source.uri, scalar.text);
  const lines = scalar.style === 'literal' ? linesOf(scalar) : undefined;
  const documents = read.documents.map(({ start, document }) => {
    const place = (span: Span): Span => {
      if (!lines) return scalar.span;
      const from = offsetIn(lines, start + span.start);
      const to = offsetIn(lines, start + span.end);
      return { source: scalar.span.source, start: from, end: Math.max(from, to) };
    };
    const root = document.root && moved(document.root, place);
    const problems = document.problems.map((each) => ({ ...each, span: place(each.span) }));
    return { start, document: { source: document.source, root, problems } };
  });
  const file: YamlFile = { ...read, documents };
  known.set(scalar, file);
  return file;
}

/** A line of a literal block's content: where it starts in the content, and where in the source behind its indentation. */
interface Line {
  readonly start: number;
  readonly at: number;
}

function linesOf(scalar: ScalarNode): Line[] {
  const { source, start: header } = scalar.span;
  const newline = source.text.indexOf('\n', header);
  const lines: Line[] = [];
  let at = newline < 0 ? source.text.length : newline + 1;
  let start = 0;
  let indent: number | undefined;
  for (const line of scalar.text.split('\n')) {
    const found = source.text.indexOf('\n', at);
    const end = found < 0 ? source.text.length : found;
    const written = source.text.slice(at, end).replace(/\r$/, '');
    if (indent === undefined && line.trim() !== '') indent = Math.max(0, written.length - line.length);
    lines.push({ start, at: at + Math.min(indent ?? written.length, written.length) });
    start += line.length + 1;
    at = Math.min(end + 1, source.text.length);
  }
  return lines;
}

function offsetIn(lines: readonly Line[], offset: number): number {
  let low = 0;
  for (let high = lines.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  return line ? line.at + offset - line.start : 0;
}

function moved<N extends Node>(node: N, place: (span: Span) => Span): N;
function moved(node: Node, place: (span: Span) => Span): Node {
  const span = place(node.span);
  const base = { ...node, span, outerStart: span.start, ...(node.via ? { via: place(node.via) } : {}) };
  if (base.kind === 'scalar') return base;
  if (base.kind === 'seq') {
    const items = base.items.map((item) => {
      const value = moved(item.value, place);
      return { value, start: place({ ...node.span, start: item.start, end: item.start }).start };
    });
    return { ...base, items };
  }
  const entries = base.entries.map((each) => ({
    ...each,
    keySpan: place(each.keySpan),
    value: moved(each.value, place),
    ...(each.via ? { via: place(each.via) } : {}),
  }));
  return { ...base, entries };
}
