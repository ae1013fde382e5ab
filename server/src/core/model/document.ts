import type { SharedRange, SourceText, Span } from '../text/span.ts';
import { parseYaml, type SyntaxProblem, TOO_DEEP } from '../yaml/parse.ts';
import { buildTree, type Tree } from './buildTree.ts';
import type { Node } from './node.ts';

/** One `---` document, read. Spans in it refer to `source`. */
export interface YamlDocument {
  readonly source: SourceText;
  /** The document's value; undefined where it is empty, or where nothing in it can be trusted. */
  readonly root: Node | undefined;
  /** Syntax errors. While there are any, judge nothing by what seems to be missing. */
  readonly problems: readonly DocumentProblem[];
}

/** What is wrong with a document as YAML. */
export interface DocumentProblem {
  readonly kind: 'syntax' | 'duplicate-key' | 'alias-expansion';
  readonly span: Span;
  readonly message: string;
  /** For a duplicate key: where it stands first. */
  readonly first?: Span;
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
  const tree = treeOf(source, document.contents);
  if (!tree) return { source, root: undefined, problems: [tooDeep(source)] };
  shared.push(...tree.anchors.filter((anchor) => anchor.aliases > 0).sort(outermostFirst));
  found.push(...tree.problems);
  if (tree.overflows || tree.root.weight > Math.max(MOST_NODES, 10 * tree.written)) {
    const first = tree.firstAlias ?? tree.root.span;
    const message = `Aliases in this document expand to more than ${MOST_NODES} values: Plumbline does not judge it.`;
    return { source, root: undefined, problems: [{ kind: 'alias-expansion', span: first, message }] };
  }
  const nothing = tree.root.kind === 'scalar' && tree.root.style === 'empty';
  if (nothing) return { source, root: undefined, problems: found };
  roots.set(source, tree.root);
  return { source, root: tree.root, problems: found };
}

function treeOf(source: SourceText, contents: unknown): Tree | undefined {
  try {
    return buildTree(source, contents);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tooDeep(source: SourceText): DocumentProblem {
  return syntax(source, { start: 0, end: Math.min(1, source.text.length), message: TOO_DEEP });
}

function outermostFirst(a: SharedRange, b: SharedRange): number {
  return a.start - b.start || b.end - a.end;
}

function syntax(source: SourceText, problem: SyntaxProblem): DocumentProblem {
  const place: Span = { source, start: problem.start, end: problem.end };
  return { kind: 'syntax', span: place, message: problem.message };
}
