import type { TextEdit } from '../text/textEdit.ts';

/** Edits in the order of the text; those that repeat another, or lie within what another replaces, are dropped, and neighbours joined. */
export function tidy(edits: readonly TextEdit[]): TextEdit[] {
  const kept = edits.filter(
    (each, index) =>
      !edits.some(
        (other, at) => other !== each && (swallows(other, each) || (at < index && equal(other, each))),
      ),
  );
  const result: TextEdit[] = [];
  for (const each of kept.sort(byPlace)) {
    const last = result.at(-1);
    if (last && last.span.source === each.span.source && last.span.end === each.span.start) {
      const span = { source: last.span.source, start: last.span.start, end: each.span.end };
      result[result.length - 1] = { span, newText: last.newText + each.newText };
    } else result.push(each);
  }
  return result.filter(({ span, newText }) => span.source.text.slice(span.start, span.end) !== newText);
}

/** An edit at the anchor that two aliases lead to is the same edit. */
function equal(a: TextEdit, b: TextEdit): boolean {
  return (
    a.newText === b.newText &&
    a.span.source === b.span.source &&
    a.span.start === b.span.start &&
    a.span.end === b.span.end
  );
}

function swallows({ span: outer }: TextEdit, { span: inner }: TextEdit): boolean {
  return outer.source === inner.source && outer.start < inner.start && inner.end < outer.end;
}

function byPlace(a: TextEdit, b: TextEdit): number {
  if (a.span.source !== b.span.source) return 0;
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
