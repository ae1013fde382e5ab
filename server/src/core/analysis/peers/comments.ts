import { LineIndex } from '../../text/lineIndex.ts';
import type { SourceText, Span } from '../../text/span.ts';
import type { Peer, PeerNames } from './peerNames.ts';

/** A comment of another tool, and the lines of its document that it is for. */
interface Directive {
  readonly peer: Peer;
  /** The names it gives; none for all that the tool knows. */
  readonly names: readonly string[];
  readonly first: number;
  readonly last: number;
}

const ANY = /checkov:skip|trivy:ignore|kics-scan|dclint[ \t]+disable/;

const FORMS: readonly (readonly [
  RegExp,
  (match: RegExpExecArray, line: number, lines: readonly string[]) => Directive | undefined,
])[] = [
  // checkov:skip=CKV_K8S_8:reason, anywhere in the object
  [/#\s*checkov:skip=([\w-]+)/, ([, name = '']) => whole('checkov', [name])],
  // trivy:ignore:KSV-0012, on the line of the fault, above it, or at the head of the object
  [/#\s*trivy:ignore:([\w-]+)/, ([, name = ''], line, lines) => near('trivy', [name], line, lines)],
  [/#\s*kics-scan\s+ignore-line\b/, (_, line, lines) => near('kics', [], line, lines)],
  [/#\s*kics-scan\s+ignore-block\b/, (_, line, lines) => block('kics', line, lines)],
  [/#\s*kics-scan\s+ignore\s*$/, () => whole('kics', [])],
  [/#\s*kics-scan\s+disable=([\w,\s-]+)/, ([, names = '']) => whole('kics', names.split(','))],
  [
    /#\s*dclint\s+disable-line\b(.*)/,
    ([, names = ''], line) => ({ peer: 'dclint', names: words(names), first: line, last: line }),
  ],
  // At the head of the file alone
  [
    /#\s*dclint\s+disable(?!-)(.*)/,
    ([, names = ''], line, lines) => (atHead(line, lines) ? whole('dclint', words(names)) : undefined),
  ],
];

const known = new WeakMap<SourceText, readonly Directive[]>();

/** Whether a comment of another tool takes a rule's finding at a place away. */
export function commentsSilence({ source, start }: Span, ruleId: string, names: PeerNames): boolean {
  const directives = known.get(source) ?? directivesIn(source);
  known.set(source, directives);
  if (directives.length === 0) return false;
  const { line } = new LineIndex(source.text).positionAt(start);
  return directives.some(
    (each) =>
      each.first <= line &&
      line <= each.last &&
      (each.names.length === 0
        ? names.knows(each.peer, ruleId)
        : each.names.some((name) => names.means(each.peer, name, ruleId))),
  );
}

function directivesIn({ text }: SourceText): Directive[] {
  if (!ANY.test(text)) return [];
  const lines = text.split('\n');
  return lines.flatMap((content, line) => {
    // A `#` in a text of several lines is rare, and silence there harms little.
    if (!content.includes('#')) return [];
    return FORMS.flatMap(([form, make]) => {
      const match = form.exec(content);
      return (match && make(match, line, lines)) ?? [];
    });
  });
}

function whole(peer: Peer, names: readonly string[]): Directive {
  return { peer, names, first: 0, last: Number.POSITIVE_INFINITY };
}

/** Its own line where something else stands on it, else the next one that is no comment; at the head, all. */
function near(peer: Peer, names: readonly string[], line: number, lines: readonly string[]): Directive {
  if (!isComment(lines[line])) return { peer, names, first: line, last: line };
  if (atHead(line, lines) && names.length > 0) return whole(peer, names);
  const next = nextContent(line, lines);
  return { peer, names, first: next, last: next };
}

/** The next line with all that is indented deeper below it. */
function block(peer: Peer, line: number, lines: readonly string[]): Directive {
  const first = nextContent(line, lines);
  const indent = (lines[first] ?? '').search(/\S|$/);
  let last = first;
  while (last + 1 < lines.length) {
    const next = lines[last + 1] ?? '';
    if (next.trim() !== '' && next.search(/\S/) <= indent) break;
    last++;
  }
  return { peer, names: [], first, last };
}

function nextContent(line: number, lines: readonly string[]): number {
  let next = line + 1;
  while (next < lines.length - 1 && (isComment(lines[next]) || lines[next]?.trim() === '')) next++;
  return next;
}

function atHead(line: number, lines: readonly string[]): boolean {
  return lines.slice(0, line + 1).every((each) => isComment(each) || /^\s*(?:---.*)?$/.test(each));
}

function isComment(line: string | undefined): boolean {
  return /^\s*#/.test(line ?? '');
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
