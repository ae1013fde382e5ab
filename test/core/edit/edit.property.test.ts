import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { edit, shares } from '../../../server/src/core/edit/edit.ts';
import { CONTAINER_ORDER } from '../../../server/src/core/edit/keyOrder.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import type { MapNode, Node, SeqNode } from '../../../server/src/core/model/node.ts';
import { type Data, dataOf } from '../../../server/src/core/model/read.ts';
import { applyEdits, type TextEdit } from '../../../server/src/core/text/textEdit.ts';
import { randomYaml } from '../../support/randomYaml.ts';
import { yamlFiles, yamlFolders } from '../../support/yamlFiles.ts';

type Step = string | number;

interface Found {
  readonly node: Node;
  readonly path: readonly Step[];
}

function nodesIn(node: Node, path: readonly Step[] = []): Found[] {
  const below =
    node.kind === 'map'
      ? node.entries
          .filter((each) => !each.via && each.key !== '<<' && !each.value.via)
          .flatMap((each) => nodesIn(each.value, [...path, each.key]))
      : node.kind === 'seq'
        ? node.items.flatMap((item, index) => (item.value.via ? [] : nodesIn(item.value, [...path, index])))
        : [];
  return [{ node, path }, ...below];
}

const NEW: Data[] = [
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
  { a: { b: [{ c: 1 }] } },
];

interface Change {
  readonly edits: readonly TextEdit[];
  /** The data of the node after the change. */
  readonly after: Data;
}

function changeOf(node: Node, pick: (below: number) => number): Change | undefined {
  const value = NEW[pick(NEW.length)] ?? null;
  if (node.kind === 'map') return changeOfMap(node, value, pick);
  if (node.kind === 'seq') return changeOfSeq(node, value, pick);
  const scalar = typeof value === 'object' && value !== null ? 'scalar' : value;
  return { edits: edit.replace(node, scalar), after: scalar };
}

function record(node: Node): Record<string, Data> {
  const data = dataOf(node);
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? { ...(data as Record<string, Data>) }
    : {};
}

function changeOfMap(node: MapNode, value: Data, pick: (below: number) => number): Change | undefined {
  const own = node.entries.filter((each) => !each.via && each.key !== '<<');
  const chosen = own[pick(Math.max(own.length, 1))];
  const operation = pick(5);
  const data = record(node);
  if (operation === 0 && chosen && !node.entries.some((each) => each.key === '<<')) {
    delete data[chosen.key];
    return { edits: edit.remove(node, chosen.key), after: data };
  }
  if (operation === 1 && chosen && !('renamed key' in data)) {
    const renamed = Object.fromEntries(
      Object.entries(data).map(([key, each]) => [key === chosen.key ? 'renamed key' : key, each]),
    );
    return { edits: edit.rename(node, chosen.key, 'renamed key'), after: renamed };
  }
  if (operation === 2 && chosen) {
    if (isContainer(value) || chosen.value.kind !== 'scalar') return undefined;
    data[chosen.key] = value;
    return { edits: edit.add(node, { [chosen.key]: value }), after: data };
  }
  const added: Record<string, Data> = {};
  if (!('newKey' in data)) added['newKey'] = value;
  if (!('livenessProbe' in data)) added['livenessProbe'] = { httpGet: { path: '/', port: 80 } };
  const order = operation === 3 ? CONTAINER_ORDER : undefined;
  return { edits: edit.add(node, added, order), after: { ...data, ...added } };
}

function isContainer(value: Data): boolean {
  return typeof value === 'object' && value !== null;
}

function changeOfSeq(node: SeqNode, value: Data, pick: (below: number) => number): Change {
  const data = dataOf(node) as Data[];
  if (pick(2) === 0 && node.items.length > 0) {
    const index = pick(node.items.length);
    return { edits: edit.removeItem(node, index), after: data.filter((_, at) => at !== index) };
  }
  return { edits: edit.append(node, value), after: [...data, value] };
}

function replaced(data: Data, path: readonly Step[], after: Data): Data {
  const [step, ...rest] = path;
  if (step === undefined) return after;
  if (Array.isArray(data))
    return data.map((each: Data, index) => (index === step ? replaced(each, rest, after) : each));
  return Object.fromEntries(
    Object.entries(data as Record<string, Data>).map(([key, each]) => [
      key,
      key === step ? replaced(each, rest, after) : each,
    ]),
  );
}

function sortKeys(data: Data): Data {
  if (Array.isArray(data)) return data.map(sortKeys);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .map(([key, each]): [string, Data] => [key, sortKeys(each)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function commentsOf(text: string): number {
  return text.match(/# (?:about|note|top)/g)?.length ?? 0;
}

/** Makes one random change and checks it; says what went wrong. */
function checkOne(text: string, pick: (below: number) => number): string | undefined {
  const file = readFile('file:///x.yaml', text);
  const placed = file.documents[pick(file.documents.length)];
  if (!placed?.document.root || placed.document.problems.length > 0) return undefined;
  const { root, source } = placed.document;
  const all = nodesIn(root);
  const found = all[pick(all.length)];
  if (!found) return undefined;
  const change = changeOf(found.node, pick);
  if (!change || shares(change.edits)) return undefined;
  const plain = change.edits.map(({ span, newText }) => ({ start: span.start, end: span.end, newText }));
  const result = applyEdits(source.text, plain);
  const again = readFile('file:///x.yaml', result);
  const document = again.documents[0]?.document;
  const say = (what: string): string =>
    `${what}\nat ${JSON.stringify(found.path)} edits ${JSON.stringify(plain)}\n--- before\n${source.text}\n--- after\n${result}`;
  if (again.documents.length !== 1 || !document) return say('The result has another number of documents.');
  if (document.problems.length > 0) return say(`The result has errors: ${document.problems[0]?.message}`);
  const expected = sortKeys(replaced(dataOf(root), found.path, change.after));
  const actual = document.root ? sortKeys(dataOf(document.root)) : null;
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    return say(`expected ${JSON.stringify(expected)}\nactual   ${JSON.stringify(actual)}`);
  }
  const kept = source.text.length - plain.reduce((sum, each) => sum + each.end - each.start, 0);
  const written = plain.reduce((sum, each) => sum + each.newText.length, 0);
  if (result.length !== kept + written) return say('Bytes outside the edits changed.');
  if (source.text.includes('\r\n') && /[^\r]\n/.test(result))
    return say('A line ends in LF in a CRLF document.');
  const removedComments = plain.reduce(
    (sum, each) => sum + commentsOf(source.text.slice(each.start, each.end)) - commentsOf(each.newText),
    0,
  );
  if (commentsOf(result) + Math.max(0, removedComments) < commentsOf(source.text))
    return say('A comment is lost.');
  return undefined;
}

function picker(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return below <= 0 ? 0 : Math.floor((state / 4294967296) * below);
  };
}

describe('any edit', () => {
  it('makes the change asked for and no other, in generated YAML', () => {
    fc.assert(
      fc.property(randomYaml, fc.integer({ min: 0, max: 0x7fffffff }), (text, seed) => {
        fc.pre(
          parseAllDocuments(text).every((document) => 'errors' in document && document.errors.length === 0),
        );
        const wrong = checkOne(text, picker(seed));
        if (wrong !== undefined) throw new Error(wrong);
      }),
      { numRuns: Number(process.env['PLUMBLINE_RUNS'] ?? 1500) },
    );
  });

  it.each(yamlFolders())('makes the change asked for and no other, in the files of %s', (folder) => {
    const rounds = Number(process.env['PLUMBLINE_ROUNDS'] ?? 5);
    const wrong: string[] = [];
    for (const { path, text } of yamlFiles(folder)) {
      if (text.length > 60_000) continue;
      for (let round = 0; round < rounds; round++) {
        const found = checkOne(text, picker(path.length * 7919 + round * 104729));
        if (found !== undefined) wrong.push(`${path}: ${found}`);
      }
    }
    expect(wrong.slice(0, 3).join('\n\n'), `${wrong.length} wrong`).toBe('');
  });
});
