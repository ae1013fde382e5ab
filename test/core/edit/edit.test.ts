import { describe, expect, it } from 'vitest';
import { edit, shares } from '../../../server/src/core/edit/edit.ts';
import { CONTAINER_ORDER, type KeyOrder } from '../../../server/src/core/edit/keyOrder.ts';
import { readDocument } from '../../../server/src/core/model/document.ts';
import type { MapNode, Node, SeqNode } from '../../../server/src/core/model/node.ts';
import type { Data } from '../../../server/src/core/model/read.ts';
import { applyEdits, type TextEdit } from '../../../server/src/core/text/textEdit.ts';

type Step = string | number;

function nodeAt(text: string, ...path: readonly Step[]): Node {
  const { root } = readDocument('file:///x.yaml', text);
  let at = root;
  for (const step of path) {
    if (at?.kind === 'map') at = at.entries.find((each) => each.key === step)?.value;
    else at = at?.kind === 'seq' ? at.items[Number(step)]?.value : undefined;
  }
  if (!at) throw new Error(`nothing at ${path.join('.')}`);
  return at;
}

function mapAt(text: string, ...path: readonly Step[]): MapNode {
  return nodeAt(text, ...path) as MapNode;
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return applyEdits(
    text,
    edits.map(({ span, newText }) => ({ start: span.start, end: span.end, newText })),
  );
}

function add(text: string, path: readonly Step[], values: Record<string, Data>, order?: KeyOrder): string {
  return apply(text, edit.add(mapAt(text, ...path), values, order));
}

function replace(text: string, path: readonly Step[], value: Data): string {
  return apply(text, edit.replace(nodeAt(text, ...path), value));
}

function append(text: string, path: readonly Step[], value: Data): string {
  return apply(text, edit.append(nodeAt(text, ...path) as SeqNode, value));
}

function remove(text: string, path: readonly Step[], key: string): string {
  return apply(text, edit.remove(mapAt(text, ...path), key));
}

function removeFrom(text: string, path: readonly Step[], key: string, index: number): string {
  return apply(text, edit.removeFrom(mapAt(text, ...path), key, index));
}

function removeItem(text: string, path: readonly Step[], index: number): string {
  return apply(text, edit.removeItem(nodeAt(text, ...path) as SeqNode, index));
}

describe('add', () => {
  it.each([
    ['at the end', 'a: 1\n', { b: 2 }, 'a: 1\nb: 2\n'],
    ['without a line end', 'a: 1', { b: 2 }, 'a: 1\nb: 2'],
    ['with CRLF', 'a: 1\r\n', { b: { c: 2 } }, 'a: 1\r\nb:\r\n  c: 2\r\n'],
    ['behind a comment', 'a: 1 # one\n# two\n', { b: 2 }, 'a: 1 # one\nb: 2\n# two\n'],
    ['a list beside lists on one line', 'a: [x]\n', { b: ['z'] }, 'a: [x]\nb: [z]\n'],
    ['a list beside lists on one line', 'a: ["x"]\n', { b: ['z'] }, 'a: ["x"]\nb: ["z"]\n'],
    ['a list beside other things', 'a: [x]\nb: 1\n', { c: ['z'] }, 'a: [x]\nb: 1\nc:\n  - z\n'],
    ['behind blank lines', 'a: 1\n\n\n', { b: 2 }, 'a: 1\nb: 2\n\n\n'],
    [
      'behind a nested value and its comments',
      'a:\n  b: 1\n  # b too\n# c\n',
      { d: 2 },
      'a:\n  b: 1\n  # b too\nd: 2\n# c\n',
    ],
    ['behind a literal', 'a: |\n  x\n\n', { b: 2 }, 'a: |\n  x\nb: 2\n\n'],
    ['behind a literal that keeps its blank lines', 'a: |+\n  x\n\n', { b: 2 }, 'a: |+\n  x\n\nb: 2\n'],
    ['behind a literal without a line end', 'a: |\n  x', { b: 2 }, 'a: |-\n  x\nb: 2'],
    ['behind a plain text of several lines', 'a: x\n  y\n', { b: 2 }, 'a: x\n  y\nb: 2\n'],
    ['behind an unindented sequence', 'a:\n- x\n', { b: 2 }, 'a:\n- x\nb: 2\n'],
    ['behind an explicit key', '? a\n: 1\n', { b: 2 }, '? a\n: 1\nb: 2\n'],
    ['behind a byte order mark', '\uFEFFa: 1\n', { b: 2 }, '\uFEFFa: 1\nb: 2\n'],
    ['in an empty mapping', '{}\n', { b: 2 }, 'b: 2\n'],
    ['in an empty mapping behind the marker', '--- {} # x\n', { b: 2 }, '--- # x\nb: 2\n'],
    ['in a flow mapping', '{a: 1}\n', { b: 2 }, '{a: 1, b: 2}\n'],
    ['in a padded flow mapping', '{ a: 1 }\n', { b: { c: 2 } }, '{ a: 1, b: { c: 2 } }\n'],
    ['in a tight flow mapping', '{a: 1}\n', { b: { c: 2 } }, '{a: 1, b: {c: 2}}\n'],
    ['before a trailing comma', '{a: 1,}\n', { b: 2 }, '{a: 1, b: 2,}\n'],
    [
      'in flow lines',
      '{\n  a: 1, # one\n  b: 2 # two\n}\n',
      { c: 3 },
      '{\n  a: 1, # one\n  b: 2, # two\n  c: 3\n}\n',
    ],
    ['in flow lines with a trailing comma', '{\n  a: 1,\n}\n', { c: 3 }, '{\n  a: 1,\n  c: 3,\n}\n'],
    ['in JSON', '{"a": 1}\n', { b: 'x' }, '{"a": 1, "b": "x"}\n'],
    ['in a flow mapping with a bare key', '{a}\n', { b: 2 }, '{a, b: 2}\n'],
    ['in an empty value', 'a:\n', { a: { b: 2 } }, 'a:\n  b: 2\n'],
    ['in an empty value with a comment', 'a: # x\nc: 1\n', { a: { b: 2 } }, 'a: # x\n  b: 2\nc: 1\n'],
    ['in a null', 'a: null # x\n', { a: { b: 2 } }, 'a: # x\n  b: 2\n'],
    ['in the braces of a key', 'a: {}\n', { a: { b: 2 } }, 'a:\n  b: 2\n'],
    ['in braces with a comment', 'a: { # x\n  }\n', { a: { b: 2 } }, 'a: {b: 2 # x\n  }\n'],
    ['in an anchored empty value', 'a: &x\n', { a: { b: 2 } }, 'a: &x\n  b: 2\n'],
    ['in a bare explicit key', '? a\n', { a: 1 }, '? a\n: 1\n'],
    ['what is there already', 'a: {b: [1, 2]}\n', { a: { b: [2] } }, 'a: {b: [1, 2]}\n'],
    ['what a sequence lacks', 'a: [1, 2]\n', { a: [2, 3] }, 'a: [1, 2, 3]\n'],
    ['what a block sequence lacks', 'a:\n  - 1\n', { a: [1, { b: 2 }] }, 'a:\n  - 1\n  - b: 2\n'],
    ['another scalar', "a: 'x' # x\n", { a: 'y' }, "a: 'y' # x\n"],
    ['a number for a tagged string', 'a: !!str 1\n', { a: 2 }, 'a: 2\n'],
    ['with the step in use', 'a:\n    b: 1\n', { c: { d: 1 } }, 'a:\n    b: 1\nc:\n    d: 1\n'],
    ['with the sequence style in use', 'a:\n- 1\n', { b: [2] }, 'a:\n- 1\nb:\n- 2\n'],
    ['with the quotes in use', "a: '1'\n", { b: 'yes' }, "a: '1'\nb: 'yes'\n"],
    ['text of several lines', 'a: 1\n', { b: 'x\ny\n' }, 'a: 1\nb: |\n  x\n  y\n'],
    [
      'text of several lines above a comment',
      'a: 1\n  # deep\n  # x\n',
      { b: 'x\ny' },
      'a: 1\n  # deep\n  # x\nb: |-\n  x\n  y\n',
    ],
    ['empty collections', 'a: 1\n', { b: {}, c: [] }, 'a: 1\nb: {}\nc: []\n'],
    ['keys that need quotes', 'a: 1\n', { on: 1, '1': 2, 'x: y': 3 }, 'a: 1\n"1": 2\n"on": 1\n"x: y": 3\n'],
  ])('puts keys %s', (_, text, values, expected) => {
    expect(add(text, [], values as Record<string, Data>)).toBe(expected);
  });

  it.each([
    ['in an item', '- a: 1\n- b: 2\n', [0], { c: 3 }, '- a: 1\n  c: 3\n- b: 2\n'],
    ['in a nested compact item', '- - a: 1\n', [0, 0], { c: 3 }, '- - a: 1\n    c: 3\n'],
    ['in an item of braces', '- {}\n', [0], { c: 3, d: 4 }, '- c: 3\n  d: 4\n'],
    ['in a pair without braces', '[a: 1, 2]\n', [0], { c: 3 }, '[{a: 1, c: 3}, 2]\n'],
    ['in an unindented sequence', 'x:\n- a: 1\ny: 2\n', ['x', 0], { c: 3 }, 'x:\n- a: 1\n  c: 3\ny: 2\n'],
    [
      'through an alias, at the anchor',
      'x: &x\n  a: 1\ny: *x\n',
      ['y'],
      { c: 3 },
      'x: &x\n  a: 1\n  c: 3\ny: *x\n',
    ],
  ])('puts keys %s', (_, text, path, values, expected) => {
    expect(add(text, path, values as Record<string, Data>)).toBe(expected);
  });

  const CONTAINER = '- name: a\n  image: b\n  # probes\n  livenessProbe: {}\n';
  it.each([
    [
      'behind the last that precedes',
      { resources: { limits: { memory: '1Gi' } } },
      CONTAINER.replace('  # p', '  resources:\n    limits:\n      memory: 1Gi\n  # p'),
    ],
    [
      'several at one place',
      { resources: {}, ports: [{ containerPort: 80 }] },
      CONTAINER.replace('  # p', '  ports:\n    - containerPort: 80\n  resources: {}\n  # p'),
    ],
  ])('has keys in their order: %s', (_, values, expected) => {
    expect(add(CONTAINER, [0], values as Record<string, Data>, CONTAINER_ORDER)).toBe(expected);
  });

  it.each([
    ['image: b\n', 'name: a\nimage: b\n'],
    ['# heading\nimage: b\n', '# heading\nname: a\nimage: b\n'],
  ])('puts a key before the first: %j', (text, expected) => {
    expect(add(text, [], { name: 'a' }, CONTAINER_ORDER)).toBe(expected);
  });

  it('puts a key before the first with its comment', () => {
    const text = 'x:\n  # of b\n  image: b\n';
    expect(add(text, ['x'], { name: 'a' }, CONTAINER_ORDER)).toBe('x:\n  name: a\n  # of b\n  image: b\n');
    expect(add('- image: b\n', [0], { name: 'a' }, CONTAINER_ORDER)).toBe('- name: a\n  image: b\n');
  });

  it('makes one edit of several keys', () => {
    expect(edit.add(mapAt('a: 1\n'), { b: 1, c: { d: 2 } })).toHaveLength(1);
  });

  it('overrides what a merge key brings, and leaves the anchor alone', () => {
    const text = 'x: &x\n  a: 1\n  b: {c: 1}\ny:\n  <<: *x\n';
    expect(add(text, ['y'], { a: 2, b: { d: 2 } })).toBe(`${text}  a: 2\n  b:\n    c: 1\n    d: 2\n`);
    expect(edit.add(mapAt(text, 'y'), { a: 1, b: { c: 1 } })).toEqual([]);
    expect(shares(edit.add(mapAt(text, 'y'), { a: 2 }))).toBeUndefined();
  });
});

describe('remove', () => {
  it.each([
    ['the first', 'a: 1\nb: 2\n', 'a', 'b: 2\n'],
    ['the last', 'a: 1\nb: 2\n', 'b', 'a: 1\n'],
    ['the last, without a line end', 'a: 1\nb: 2', 'b', 'a: 1'],
    ['the only one', 'a: 1 # x\n', 'a', '{}\n'],
    [
      'with its comment, not with those around',
      '# of a\na: 1 # x\n# of b\nb: 2\n',
      'a',
      '# of a\n# of b\nb: 2\n',
    ],
    ['with its nested lines and comments', 'a:\n  x: 1\n  # y\nb: 2\n', 'a', 'b: 2\n'],
    ['behind a literal that keeps blank lines', 'a: |+\n  x\nb: 2\n\nc: 3\n', 'b', 'a: |+\n  x\nc: 3\n'],
    ['behind a literal, at the end', 'a: |\n  x\nb: 2', 'b', 'a: |\n  x\n'],
    ['explicit', '? a\n: 1\nb: 2\n', 'a', 'b: 2\n'],
    ['in flow, first', '{a: 1, b: 2}\n', 'a', '{b: 2}\n'],
    ['in flow, last', '{ a: 1, b: 2 }\n', 'b', '{ a: 1 }\n'],
    ['in flow, only', '{ a: 1, }\n', 'a', '{}\n'],
    ['in flow lines', '{\n  a: 1, # one\n  b: 2 # two\n}\n', 'b', '{\n  a: 1 # one\n}\n'],
    ['in flow lines, first', '{\n  a: 1, # one\n  b: 2 # two\n}\n', 'a', '{\n  b: 2 # two\n}\n'],
    ['that is absent', 'a: 1\n', 'b', 'a: 1\n'],
    ['with its anchor and the last alias of it', 'a: {b: &x 1, c: *x}\nd: 2\n', 'a', 'd: 2\n'],
    ['not where an alias needs the anchor', 'a: &x 1\nb: *x\n', 'a', 'a: &x 1\nb: *x\n'],
  ])('takes a key away: %s', (_, text, key, expected) => {
    expect(remove(text, [], key)).toBe(expected);
  });

  it.each([
    ['keeps the dash', '- a: 1 # x\n  b: 2\n', [0], 'a', '- b: 2\n'],
    ['leaves {} behind its key', 'x: # c\n  a: 1\ny: 2\n', ['x'], 'a', 'x: {} # c\ny: 2\n'],
    ['leaves {} behind its anchor', 'x: &x\n  a: 1\n', ['x'], 'a', 'x: &x {}\n'],
    ['leaves {} behind its dash', '- a: 1\n- b\n', [0], 'a', '- {}\n- b\n'],
    ['leaves {} for a pair', '[a: 1, b]\n', [0], 'a', '[{}, b]\n'],
  ])('%s', (_, text, path, key, expected) => {
    expect(remove(text, path, key)).toBe(expected);
  });
});

describe('replace', () => {
  it.each([
    ['a: x # c\n', 'w', 'a: w # c\n'],
    ['a: "x"\n', 'y', 'a: "y"\n'],
    ["a: 'x'\n", "it's", "a: 'it''s'\n"],
    ['a: "x"\n', 5, 'a: 5\n'],
    ['a:\n', 'w', 'a: w\n'],
    ['a: # c\n', 'w', 'a: w # c\n'],
    ['a: &x y\nb: *x\n', 'z', 'a: &x z\nb: *x\n'],
    ['a: !reset null\n', 5, 'a: 5\n'],
    ['a: !override [1]\n', [2], 'a: !override\n  - 2\n'],
    ['a: | # c\n  x\n  y\nb: 1\n', 'z', 'a: z # c\nb: 1\n'],
    ['a: x\n  y\nb: 1\n', 'z', 'a: z\nb: 1\n'],
    ['a: [1, 2] # c\n', 'z', 'a: z # c\n'],
    ['a:\n  b: 1\nc: 2\n', 'z', 'a: z\nc: 2\n'],
    ['a: # c\n  b: 1\nc: 2\n', {}, 'a: {} # c\nc: 2\n'],
    ['a: x # c\n', { b: 1 }, 'a: # c\n  b: 1\n'],
    ['a:\n- 1\nc: 2\n', { b: 1 }, 'a:\n  b: 1\nc: 2\n'],
    ['a:\n    b: 1\nc: 2\n', { d: 1 }, 'a:\n    d: 1\nc: 2\n'],
    ['{a: 1, b: 2}\n', { c: ['x y', '1'] }, '{a: {c: [x y, "1"]}, b: 2}\n'],
    ['{"a":1}\n', 'x', '{"a":"x"}\n'],
    ['{a}\n', 'x', '{a: x}\n'],
    ['{"a":}\n', 'x', '{"a": "x"}\n'],
  ])('puts a value in the place of a: %j', (text, value, expected) => {
    expect(replace(text, ['a'], value as Data)).toBe(expected);
  });

  it.each([
    ['- x\n', [0], { a: 1, b: 2 }, '- a: 1\n  b: 2\n'],
    ['- x # c\n', [0], { a: 1 }, '- # c\n  a: 1\n'],
    ['-\n- y\n', [0], { a: 1 }, '- a: 1\n- y\n'],
    ['- &x y\n- *x\n', [0], { a: 1 }, '- &x\n  a: 1\n- *x\n'],
    ['- x\n', [0], [1, [2]], '- [1, [2]]\n'],
    ['- a: 1\n  b: 2\n- y\n', [0], 'x', '- x\n- y\n'],
    ['x\n', [], { a: 1 }, 'a: 1\n'],
    ['--- x\n', [], { a: 1 }, '---\na: 1\n'],
  ])('puts a value in its place: %j', (text, path, value, expected) => {
    expect(replace(text, path, value as Data)).toBe(expected);
  });
});

describe('sequences', () => {
  it.each([
    ['- a\n', 'b', '- a\n- b\n'],
    ['-\n', 'b', '-\n- b\n'],
    ['- a # c\n# d\n', { x: 1, z: [2] }, '- a # c\n- x: 1\n  z:\n    - 2\n# d\n'],
    ['[]\n', 'b', '- b\n'],
    ['[a]\n', 'b', '[a, b]\n'],
    ['["a"]\n', 'b', '["a", "b"]\n'],
    ['[a, ]\n', 'b', '[a, b, ]\n'],
    ['[\n  a, # x\n  b\n]\n', 'c', '[\n  a, # x\n  b,\n  c\n]\n'],
    ['[\n  a\n  # x\n]\n', 'c', '[\n  a,\n  c\n  # x\n]\n'],
  ])('take one more: %j', (text, value, expected) => {
    expect(append(text, [], value as Data)).toBe(expected);
  });

  it('take one more below a key', () => {
    expect(append('a: []\n', ['a'], 1)).toBe('a:\n  - 1\n');
    expect(append('- - 1\n- 2\n', [0], 3)).toBe('- - 1\n  - 3\n- 2\n');
  });

  it.each([
    ['- a\n- b\n', 0, '- b\n'],
    ['- a\n- b # c\n', 1, '- a\n'],
    ['- a\n', 0, '[]\n'],
    ['- - a\n  - b\n', 0, '[]\n'],
    ['[a, b, c]\n', 1, '[a, c]\n'],
    ['[a, b]\n', 1, '[a]\n'],
    ['[&x a, b]\n', 0, '[b]\n'],
    ['[a]\n', 0, '[]\n'],
    ['[\n  a,\n  b\n]\n', 1, '[\n  a\n]\n'],
    ['[\n  a, # x\n]\n', 0, '[\n]\n'],
  ])('lose one: %j', (text, index, expected) => {
    expect(removeItem(text, [], index)).toBe(expected);
  });

  it('lose the first of a compact one, and the dash stays', () => {
    expect(removeItem('- - a\n  - b\n', [0], 0)).toBe('- - b\n');
    expect(removeFrom('a:\n  - x\n  - y\nb: 1\n', [], 'a', 0)).toBe('a:\n  - y\nb: 1\n');
    expect(removeFrom('a:\n  - x\nb: 1\n', [], 'a', 0), 'its key').toBe('b: 1\n');
    expect(removeFrom('{a: [x], b: 1}\n', [], 'a', 0), 'its key').toBe('{b: 1}\n');
    expect(removeFrom('a: !override [x]\nb: 1\n', [], 'a', 0), 'a tag').toBe('a: !override []\nb: 1\n');
    expect(removeFrom('a: x\n', [], 'a', 0)).toBe('a: x\n');
    expect(removeFrom('a: [x]\n', [], 'a', 1)).toBe('a: [x]\n');
    expect(removeItem('a:\n  - x\nb: 1\n', ['a'], 0)).toBe('a: []\nb: 1\n');
  });
});

describe('rename and substitute', () => {
  it.each([
    ['a: 1\n', 'b', 'b: 1\n'],
    ['"a": 1\n', 'b', '"b": 1\n'],
    ["'a': 1\n", 'b', "'b': 1\n"],
    ['{"a":1}\n', 'b', '{"b":1}\n'],
    ['? a\n: 1\n', 'b', '? b\n: 1\n'],
    ['a: 1\n', 'yes', '"yes": 1\n'],
  ])('gives a key another name: %j', (text, name, expected) => {
    expect(apply(text, edit.rename(mapAt(text), 'a', name))).toBe(expected);
  });

  it('puts another key and value in the place of an entry', () => {
    const text = 'a: 1 # one\nb: 2\n';
    expect(apply(text, edit.substitute(mapAt(text), 'a', 'c', { d: 1 }))).toBe('c:\n  d: 1\nb: 2\n');
    expect(apply('{a: 1, b: 2}', edit.substitute(mapAt('{a: 1, b: 2}'), 'a', 'c', [1]))).toBe(
      '{c: [1], b: 2}',
    );
  });
});

describe('comments', () => {
  it.each([
    ['a:\n  b: 1\n', ['a', 'b'], 'a:\n  # x\n  b: 1\n'],
    ['- a: 1\n', [0, 'a'], '# x\n- a: 1\n'],
    ['\uFEFFa: 1\n', ['a'], '\uFEFF# x\na: 1\n'],
    ['a: 1\r\n', ['a'], '# x\r\na: 1\r\n'],
  ])('are put above a line: %j', (text, path, expected) => {
    expect(apply(text, edit.insertLineAbove(nodeAt(text, ...path).span, '# x'))).toBe(expected);
  });

  it.each([
    ['a: |+\n  text\n\n', '# x\na: |+\n  text\n\n'],
    ['a: >+\n  text\n\n\nb: 1\n', '# x\na: >+\n  text\n\n\nb: 1\n'],
    ['a: text\n\nb: 1\n', 'a: text\n# x\n\nb: 1\n'],
  ])('do not part a text from the blank lines below it: %j', (text, expected) => {
    const { source } = nodeAt(text).span;
    const at = text.indexOf('\n\n') + 1;
    expect(apply(text, edit.insertLineAbove({ source, start: at, end: at }, '# x'))).toBe(expected);
  });

  it('are put above a text of several lines, not into it', () => {
    const text = 'a: |\n  secret\n  more\n';
    const { source } = nodeAt(text).span;
    const at = text.indexOf('more');
    expect(apply(text, edit.insertLineAbove({ source, start: at, end: at + 4 }, '# x'))).toBe(`# x\n${text}`);
  });

  it('go with their line where they stand alone, and with the blanks before them where not', () => {
    const text = 'a: 1 # x\n  # y\nb: 2\n';
    const { source } = nodeAt(text).span;
    const spanOf = (comment: string) => ({
      source,
      start: text.indexOf(comment),
      end: text.indexOf(comment) + 3,
    });
    expect(apply(text, edit.removeComment(spanOf('# x')))).toBe('a: 1\n  # y\nb: 2\n');
    expect(apply(text, edit.removeComment(spanOf('# y')))).toBe('a: 1 # x\nb: 2\n');
  });
});

describe('shares', () => {
  const TEXT = 'x: &x\n  a: 1\ny: *x\nz: *x\n';

  it('tells how many places an edit changes', () => {
    expect(shares(edit.add(mapAt(TEXT, 'y'), { b: 2 }))).toEqual({ name: 'x', places: 3 });
    expect(shares(edit.replace(nodeAt(TEXT, 'x', 'a'), 2))).toEqual({ name: 'x', places: 3 });
    expect(shares(edit.remove(mapAt(TEXT, 'x'), 'a'))).toEqual({ name: 'x', places: 3 });
  });

  it('says nothing of an edit beside the anchor', () => {
    expect(shares(edit.add(mapAt(TEXT), { b: 2 }))).toBeUndefined();
    expect(shares(edit.rename(mapAt(TEXT), 'x', 'w'))).toBeUndefined();
    expect(shares(edit.add(mapAt('x: &x\ny: *x\n'), { b: 2 }))).toBeUndefined();
  });
});
