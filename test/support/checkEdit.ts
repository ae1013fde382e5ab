import { Lexer } from 'yaml';
import { edit, shares } from '../../server/src/core/edit/edit.ts';
import { CONTAINER_ORDER, SERVICE_ORDER } from '../../server/src/core/edit/keyOrder.ts';
import { readFile } from '../../server/src/core/model/file.ts';
import type { MapNode, Node, SeqNode } from '../../server/src/core/model/node.ts';
import { type Data, dataOf } from '../../server/src/core/model/read.ts';
import { applyEdits, type PlainEdit, type TextEdit } from '../../server/src/core/text/textEdit.ts';
import { become, canonical, dataOfVertex, Graph, type Vertex, vertexOf } from './graph.ts';
import type { Decisions } from './yamlText.ts';

type MapVertex = Extract<Vertex, { kind: 'map' }>;

const NEW: readonly [Data, ...Data[]] = [
  'plain',
  true,
  8080,
  'needs: quotes',
  { memory: '512Mi', cpu: 1 },
  ['ALL', 'x y'],
  [],
  {},
  null,
  'yes',
  '08:00',
  '',
  'two\nlines\n',
  { a: { b: [{ c: 1, d: ['e'] }] } },
  [['nested'], { a: 'several\nlines' }],
  { script: 'a\nb\n' },
];

const ADDED: readonly [Record<string, Data>, ...Record<string, Data>[]] = [
  { image: 'nginx:1.27' },
  { newKey: 1, other: { deep: { deeper: true } } },
  {
    securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
    resources: { limits: { memory: '1Gi' } },
  },
  { env: [{ name: 'A', value: 'b' }], ports: [80, 'a'], labels: { limits: 'x', name: null } },
  { livenessProbe: { httpGet: { path: '/', port: 80 } }, name: 'api' },
  { healthcheck: { test: ['CMD', 'true'] }, restart: 'unless-stopped' },
  { note: 'two\nlines', 'a key': { '1': [] } },
  { constructor: 'x', toString: { a: 1 } },
];

/** One edit, the graph that it must lead to, and what it must leave alone. */
interface Trial {
  readonly name: string;
  readonly edits: (root: Node) => readonly TextEdit[];
  /** Changes the graph as the edit has to; gives the vertices it changed. */
  readonly change: (graph: Graph) => readonly Vertex[];
  /** No comment may go. */
  readonly keepsComments: boolean;
}

type Step = string | number;

interface Found {
  readonly node: Node;
  readonly path: readonly Step[];
}

function nodesIn(node: Node, path: readonly Step[] = []): Found[] {
  if (node.via && path.length > 0) return [{ node, path }];
  const below =
    node.kind === 'map'
      ? node.entries
          .filter((each) => !each.via && each.key !== '<<')
          .flatMap((each) => nodesIn(each.value, [...path, each.key]))
      : node.kind === 'seq'
        ? node.items.flatMap((item, index) => nodesIn(item.value, [...path, index]))
        : [];
  return [{ node, path }, ...below];
}

function nodeAt(root: Node, path: readonly Step[]): Node {
  let at = root;
  for (const step of path) {
    const next =
      at.kind === 'map'
        ? at.entries.find((each) => each.key === step && !each.via)?.value
        : at.kind === 'seq'
          ? at.items[Number(step)]?.value
          : undefined;
    if (!next) throw new Error(`nothing at ${JSON.stringify(path)}`);
    at = next;
  }
  return at;
}

function trialOf({ node, path }: Found, draw: Decisions): Trial | undefined {
  if (node.kind === 'map') return mapTrial(node, path, draw);
  if (node.kind === 'seq') return seqTrial(node, path, draw);
  return replaceTrial(path, draw);
}

function replaceTrial(path: readonly Step[], draw: Decisions): Trial {
  const value = draw.pick(NEW);
  return {
    name: `replace by ${JSON.stringify(value)}`,
    edits: (root) => edit.replace(nodeAt(root, path), value),
    keepsComments: true,
    ...changing(path, (vertex) => {
      become(vertex, vertexOf(value));
      return [vertex];
    }),
  };
}

function changing(
  path: readonly Step[],
  change: (vertex: Vertex) => readonly Vertex[],
): Pick<Trial, 'change'> {
  return {
    change: (graph) => {
      let at = graph.root;
      for (const step of path) {
        const next =
          at.kind === 'map'
            ? at.entries.findLast((each) => each.key === step)?.value
            : at.kind === 'seq'
              ? at.items[Number(step)]
              : undefined;
        if (!next) throw new Error('no vertex');
        at = next;
      }
      return change(at);
    },
  };
}

function mapTrial(node: MapNode, path: readonly Step[], draw: Decisions): Trial | undefined {
  const own = node.entries.filter((each) => !each.via);
  const chosen = own[draw.next(own.length)]?.key;
  const kind = draw.next(8);
  if (kind === 0 && chosen !== undefined) {
    return {
      name: `remove ${chosen}`,
      edits: (root) => edit.remove(nodeAt(root, path) as MapNode, chosen),
      keepsComments: false,
      ...changing(path, (vertex) => {
        const map = vertex as MapVertex;
        map.entries = map.entries.filter((each) => each.key !== chosen);
        return [vertex];
      }),
    };
  }
  if (kind === 1 && chosen !== undefined && chosen !== '<<') {
    const newKey = draw.pick(['renamed', 'needs: quotes', '1', 'on']);
    if (node.entries.some((each) => each.key === newKey)) return undefined;
    return {
      name: `rename ${chosen} to ${newKey}`,
      edits: (root) => edit.rename(nodeAt(root, path) as MapNode, chosen, newKey),
      keepsComments: true,
      ...changing(path, (vertex) => {
        for (const each of (vertex as MapVertex).entries) if (each.key === chosen) each.key = newKey;
        return [vertex];
      }),
    };
  }
  if (kind === 2) return { ...replaceTrial(path, draw), keepsComments: false };
  if (kind === 3 && chosen !== undefined && chosen !== '<<') {
    const value = draw.pick(NEW);
    return addTrial(node, path, { [chosen]: value }, undefined);
  }
  return addTrial(node, path, draw.pick(ADDED), draw.pick([undefined, CONTAINER_ORDER, SERVICE_ORDER]));
}

function addTrial(
  node: MapNode,
  path: readonly Step[],
  values: Record<string, Data>,
  order: typeof CONTAINER_ORDER | undefined,
): Trial {
  return {
    name: `add ${JSON.stringify(values)}${order ? ' in order' : ''}`,
    edits: (root) => edit.add(nodeAt(root, path) as MapNode, values, order),
    keepsComments: !replacesCollection(node, values),
    ...changing(path, (vertex) => mergeVertex(vertex as MapVertex, values)),
  };
}

/** Whether a value other than a scalar gives way, and with it the comments in it. */
function replacesCollection(node: Node, value: Data): boolean {
  if (node.kind === 'scalar') return false;
  if (Array.isArray(value)) return node.kind !== 'seq';
  if (node.kind !== 'map' || typeof value !== 'object' || value === null) return true;
  return Object.entries(value).some(([key, each]: [string, Data]) => {
    const present = node.entries.find((entry) => entry.key === key && !entry.via);
    return present !== undefined && replacesCollection(present.value, each);
  });
}

function mergeVertex(map: MapVertex, values: Record<string, Data>): Vertex[] {
  const changed: Vertex[] = [];
  for (const [key, value] of Object.entries(values)) {
    const own = map.entries.find((each) => each.key === key && !each.merge);
    if (own) {
      changed.push(...mergeValue(own.value, value));
      continue;
    }
    const before = new Map(Object.entries(dataOfVertex(map) as Record<string, Data>)).get(key);
    const made = vertexOf(before ?? null);
    if (before === undefined || before === null) become(made, vertexOf(value));
    else mergeValue(made, value);
    if (before !== undefined && canonical(before) === canonical(dataOfVertex(made))) continue;
    map.entries.push({ key, value: made, merge: false });
    changed.push(map);
  }
  return changed;
}

function mergeValue(vertex: Vertex, value: Data): Vertex[] {
  if (vertex.kind === 'map' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return mergeVertex(vertex, value as Record<string, Data>);
  }
  if (vertex.kind === 'seq' && Array.isArray(value)) {
    const known = new Set(vertex.items.map((each) => canonical(dataOfVertex(each))));
    const missing = value.filter((each: Data) => !known.has(canonical(each)));
    vertex.items.push(...missing.map(vertexOf));
    return missing.length > 0 ? [vertex] : [];
  }
  if (canonical(dataOfVertex(vertex)) === canonical(value)) return [];
  become(vertex, vertexOf(value));
  return [vertex];
}

function seqTrial(node: SeqNode, path: readonly Step[], draw: Decisions): Trial {
  const kind = draw.next(5);
  if (kind === 0 && node.items.length > 0) {
    const index = draw.next(node.items.length);
    return {
      name: `remove item ${index}`,
      edits: (root) => edit.removeItem(nodeAt(root, path) as SeqNode, index),
      keepsComments: false,
      ...changing(path, (vertex) => {
        if (vertex.kind === 'seq') vertex.items.splice(index, 1);
        return [vertex];
      }),
    };
  }
  if (kind === 1) return { ...replaceTrial(path, draw), keepsComments: false };
  const value = draw.pick(NEW);
  return {
    name: `append ${JSON.stringify(value)}`,
    edits: (root) => edit.append(nodeAt(root, path) as SeqNode, value),
    keepsComments: true,
    ...changing(path, (vertex) => {
      if (vertex.kind === 'seq') vertex.items.push(vertexOf(value));
      return [vertex];
    }),
  };
}

/** What came of a trial; `skipped` where there was nothing to try. */
export type Outcome = 'held' | 'skipped' | 'refused' | { readonly wrong: string };

/** Makes one change, drawn at random, to a file, and checks all that must hold of it. */
export function checkEdit(text: string, draw: Decisions): Outcome {
  const file = readFile('file:///x.yaml', text);
  const placed = file.documents[draw.next(file.documents.length)];
  const { root, source, problems } = placed?.document ?? { root: undefined, source: undefined, problems: [] };
  if (!placed || !root || !source || problems.length > 0) return 'skipped';
  const all = nodesIn(root);
  const found = all[draw.next(all.length)];
  const trial = found && trialOf(found, draw);
  if (!found || !trial) return 'skipped';
  let edits: readonly TextEdit[];
  try {
    edits = trial.edits(root);
  } catch (error) {
    return {
      wrong: `${trial.name} at ${JSON.stringify(found.path)}: ${(error as Error).stack}\n${source.text}`,
    };
  }
  const plain = plainEdits(edits);
  const result = applyEdits(source.text, plain);
  const what = verdict({ trial, root, before: source.text, edits, plain, result });
  if (what === 'refused') return 'refused';
  const whole = applyEdits(
    text,
    plain.map((each) => ({ ...each, start: each.start + placed.start, end: each.end + placed.start })),
  );
  const more =
    what ??
    otherDocuments(file.documents.length, text, whole) ??
    crlf(text, found, trial, placed.start, whole);
  if (more === undefined) return 'held';
  return {
    wrong: `${more}\n${trial.name} at ${JSON.stringify(found.path)}\nedits ${JSON.stringify(plain)}\n--- before\n${source.text}\n--- after\n${result}\n---`,
  };
}

function plainEdits(edits: readonly TextEdit[]): PlainEdit[] {
  return edits.map(({ span, newText }) => ({ start: span.start, end: span.end, newText }));
}

interface Tried {
  readonly trial: Trial;
  readonly root: Node;
  readonly before: string;
  readonly edits: readonly TextEdit[];
  readonly plain: readonly PlainEdit[];
  readonly result: string;
}

function verdict({ trial, root, before, edits, plain, result }: Tried): string | undefined {
  const graph = new Graph(root);
  const initial = canonical(dataOfVertex(graph.root));
  if (canonical(dataOf(root)) !== initial) return 'The model and the graph differ.';
  const places = new Map<Vertex, number>();
  const untouched = new Graph(root);
  const changed = trial.change(graph);
  for (const vertex of changed) places.set(vertex, graph.places(vertex));
  const expected = canonical(dataOfVertex(graph.root));
  if (edits.length === 0 && expected !== initial) {
    return /[&]/.test(before) && untouched ? 'refused' : 'Nothing is changed.';
  }
  const again = readFile('file:///x.yaml', result);
  const document = again.documents[0]?.document;
  if (again.documents.length !== 1 || !document) return 'The result has another number of documents.';
  if (document.problems.length > 0) return `The result has errors: ${document.problems[0]?.message}`;
  const actual = document.root ? canonical(dataOf(document.root)) : 'null';
  if (actual !== expected) return `expected ${expected}\nactual   ${actual}`;
  return lostComment(before, result, plain, trial) ?? wrongShares(edits, changed, places);
}

function wrongShares(
  edits: readonly TextEdit[],
  changed: readonly Vertex[],
  places: ReadonlyMap<Vertex, number>,
): string | undefined {
  if (edits.length === 0) return undefined;
  const most = Math.max(1, ...changed.map((each) => places.get(each) ?? 1));
  const shared = shares(edits)?.places ?? 1;
  if (most > 1 !== shared > 1) return `It changes ${most} places, and says ${shared}.`;
  return undefined;
}

/** The comments of a text with their offsets. */
function commentsOf(text: string): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const control = lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
    if (lexeme.startsWith('#') && !control && at > -1) found.push({ at, text: lexeme.trimEnd() });
    if (!control) at += lexeme.length;
  }
  return found;
}

/** Every comment stands in the result, in its order; a removal may take those within what it removes. */
function lostComment(
  before: string,
  result: string,
  plain: readonly PlainEdit[],
  trial: Trial,
): string | undefined {
  const within = (at: number): boolean => plain.some((each) => each.start <= at && at < each.end);
  const kept = commentsOf(before).filter((each) => trial.keepsComments || !within(each.at));
  const left = commentsOf(result).map((each) => each.text);
  let from = 0;
  for (const { text } of kept) {
    const found = left.indexOf(text, from);
    if (found < 0) return `The comment "${text}" is lost.`;
    from = found + 1;
  }
  return undefined;
}

function otherDocuments(count: number, before: string, whole: string): string | undefined {
  const after = readFile('file:///x.yaml', whole).documents.length;
  return after === count ? undefined : `${count} documents became ${after} in\n${before}`;
}

/** The same edit in the file's CRLF form gives the result's CRLF form. */
function crlf(text: string, found: Found, trial: Trial, start: number, whole: string): string | undefined {
  if (text.includes('\r')) return undefined;
  const other = text.replaceAll('\n', '\r\n');
  const at = text.slice(0, start).replaceAll('\n', '\r\n').length;
  const placed = readFile('file:///x.yaml', other).documents.find((each) => each.start === at);
  if (!placed?.document.root) return `The CRLF form can not be read (${JSON.stringify(found.path)}).`;
  const edits = plainEdits(trial.edits(placed.document.root));
  const result = applyEdits(
    other,
    edits.map((each) => ({ ...each, start: each.start + at, end: each.end + at })),
  );
  const wanted = whole.replaceAll('\n', '\r\n');
  // A text without any line end can not tell which one it would use.
  if (result === wanted || !placed.document.source.text.includes('\n')) return undefined;
  return `The CRLF form gives ${JSON.stringify(result)}\ninstead of ${JSON.stringify(wanted)}`;
}
