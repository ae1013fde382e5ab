import type { SharedRange, SourceText, Span } from '../text/span.ts';
import { parseYaml, type SyntaxProblem } from '../yaml/parse.ts';
import { buildTree } from './buildTree.ts';
import type { DocumentProblem } from './documentProblem.ts';
import type { Node } from './node.ts';

/** One `---` document, read. Spans in it refer to `source`. */
export interface YamlDocument {
  readonly source: SourceText;
  /** The document's value; undefined where it is empty, or where nothing in it can be trusted. */
  readonly root: Node | undefined;
  /** Syntax errors. While there are any, judge nothing by what seems to be missing. */
  readonly problems: readonly DocumentProblem[];
}

/**
 * A document may grow to this many nodes when its aliases are followed, or to ten times what is written,
 * whichever is more; beyond it is taken for an attack, and not judged.
 */
const MOST_NODES = 200_000;

const roots = new WeakMap<SourceText, Node>();

/** The value of the document that a source is the text of; undefined where it has none that can be trusted. */
export function rootOf(source: SourceText): Node | undefined {
  return roots.get(source);
}

/** Reads one document of the file `uri`. Never throws. */
export function readDocument(uri: string, text: string): YamlDocument {
  const shared: SharedRange[] = [];
  const source: SourceText = { uri, text, shared };
  const { document, problems } = parseYaml(text);
  const found = problems.map((problem): DocumentProblem => syntax(source, problem));
  if (!document?.contents) return { source, root: undefined, problems: found };
  const tree = buildTree(source, document.contents);
  for (const anchor of tree.anchors) if (anchor.aliases > 0) shared.push(anchor);
  shared.sort(outermostFirst);
  if (tree.overflows || tree.root.weight > Math.max(MOST_NODES, 10 * tree.written)) {
    const first = tree.firstAlias ?? tree.root.span;
    const message = `Aliases in this document expand to more than ${MOST_NODES} values: Plumbline does not judge it.`;
    return { source, root: undefined, problems: [{ kind: 'alias-expansion', span: first, message }] };
  }
  const nothing = tree.root.kind === 'scalar' && tree.root.style === 'empty';
  const all = [...found, ...tree.problems];
  if (nothing) return { source, root: undefined, problems: all };
  roots.set(source, tree.root);
  return { source, root: tree.root, problems: all };
}

function outermostFirst(a: SharedRange, b: SharedRange): number {
  return a.start - b.start || b.end - a.end;
}

function syntax(source: SourceText, problem: SyntaxProblem): DocumentProblem {
  const place: Span = { source, start: problem.start, end: problem.end };
  return { kind: 'syntax', span: place, message: problem.message };
}
