import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readDocument } from '../../../server/src/core/model/document.ts';
import { locate, placeOf, readFile, type YamlFile } from '../../../server/src/core/model/file.ts';
import type { Node, ScalarNode } from '../../../server/src/core/model/node.ts';
import { dataOf } from '../../../server/src/core/model/read.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { corpusFiles, fixtureFiles } from '../../support/corpora.ts';
import { canonical } from '../../support/graph.ts';
import { decisions, writeYaml } from '../../support/yamlText.ts';

const text = decisions(120).map(writeYaml);

function checkScalar(node: ScalarNode): void {
  const written = textOf(node.span);
  if (node.style === 'plain' && !written.includes('\n')) expect(written).toBe(node.text);
  if (node.style === 'single' || node.style === 'double') expect(written).toMatch(/^(['"]).*\1$/s);
  if (node.style === 'literal' || node.style === 'folded') expect(written).toMatch(/^[|>]/);
}

function textOf(place: Span): string {
  return place.source.text.slice(place.start, place.end);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** What must hold of the spans of a node and all below it. */
function checkSpans(node: Node): void {
  expect(node.outerStart).toBeLessThanOrEqual(node.span.start);
  expect(node.span.start).toBeLessThanOrEqual(node.span.end);
  if (node.kind === 'scalar') {
    checkScalar(node);
    return;
  }
  if (node.flow) expect(textOf(node.span)).toMatch(/^(?:\[.*\]|\{.*\})$|^[^[{].*:/s);
  const children =
    node.kind === 'seq' ? node.items.map((item) => item.value) : node.entries.map((each) => each.value);
  for (const child of children) {
    expect(contains(node.span, child.via ?? child.span) || isBrought(node, child)).toBe(true);
    if (child.via) expect(textOf(child.via)).toMatch(/^\*/);
    else if (!isBrought(node, child)) checkSpans(child);
  }
  if (node.kind === 'seq' && !node.flow) {
    for (const item of node.items) expect(node.span.source.text[item.start]).toBe('-');
  }
}

/** Whether a merge key brings a value into a mapping. */
function isBrought(node: Node, child: Node): boolean {
  return node.kind === 'map' && node.entries.some((each) => each.value === child && each.via !== undefined);
}

function shape(file: YamlFile): unknown {
  return file.documents.map(({ start, document }) => ({
    start,
    text: document.source.text,
    root: strip(document.root),
    problems: document.problems.map((each) => each.message),
  }));
}

function strip(node: Node | undefined): unknown {
  return JSON.parse(
    JSON.stringify(node ?? null, (key, value: unknown) =>
      key === 'source' ? undefined : typeof value === 'bigint' ? String(value) : value,
    ),
  );
}

describe('the model', () => {
  it('has the data that the YAML library reads', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const { document } of readFile('file:///x.yaml', value.replace(/\n?$/, '\n')).documents) {
          const read = parseDocument(document.source.text.replace('\uFEFF', ''), {
            merge: true,
            logLevel: 'silent',
          });
          const expected = canonical(read.toJS({ maxAliasCount: -1 }) as never);
          expect(document.root ? canonical(dataOf(document.root)) : 'null').toBe(expected);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('has spans that nest and show what is written', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const { document } of readFile('file:///x.yaml', value).documents)
          if (document.root) checkSpans(document.root);
      }),
      { numRuns: 800 },
    );
  });

  it('has spans that nest in public files', () => {
    for (const { text: value } of [...fixtureFiles(), ...corpusFiles()].slice(0, 250)) {
      if (value.length > 60_000) continue;
      for (const { document } of readFile('file:///x.yaml', value).documents) {
        if (document.root && document.problems.length === 0) checkSpans(document.root);
      }
    }
  });

  it('is the same read anew or after an earlier version, whose documents live on', () => {
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', 'x', '\n', '---\n', ' ', '# c\n', 'a: 1\n'),
        (value, a, b, inserted) => {
          const [start, end] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const before = readFile('file:///x.yaml', value);
          const changed = value.slice(0, start) + inserted + value.slice(end);
          const after = readFile('file:///x.yaml', changed, before);
          expect(shape(after)).toEqual(shape(readFile('file:///x.yaml', changed)));
          const kept = new Set(before.documents.map(({ document }) => document));
          const texts = new Set(before.documents.map(({ document }) => document.source.text));
          const taken = after.documents.filter(({ document }) => kept.has(document));
          const known = new Set(
            after.documents.map(({ document }) => document.source.text).filter((each) => texts.has(each)),
          );
          expect(new Set(taken.map(({ document }) => document.source.text))).toEqual(known);
          expect(new Set(taken.map(({ document }) => document)).size).toBe(taken.length);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('knows where its documents stand', () => {
    const file = readFile('file:///x.yaml', 'a: 1\n---\nb: 2\n');
    const second = file.documents[1]?.document;
    if (!second?.root) throw new Error('no second document');
    expect(placeOf(file, second.source)).toBe(5);
    expect(locate(file, second.root.span)).toEqual({ uri: 'file:///x.yaml', start: 9, end: 13 });
    expect(locate(readFile('file:///y.yaml', ''), second.root.span)).toBeUndefined();
  });

  it.each([
    ['a block scalar at the end of a file without a line end', 'a: |\n  x', { a: 'x' }],
    ['one that keeps blank lines', 'a: |+\n  x', { a: 'x' }],
    ['one with a line end', 'a: |\n  x\n', { a: 'x\n' }],
    ['merge keys', 'a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n', { a: { x: 1, y: 2 }, b: { x: 1, y: 3 } }],
    ['a quoted <<', '"<<": 1\n', { '<<': 1 }],
    ['keys that every object has', 'constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 }],
  ])('reads %s', (_, value, expected) => {
    const { root } = readDocument('file:///x.yaml', value);
    expect(root && dataOf(root)).toEqual(expected);
  });

  it('keeps an anchor and its aliases as one range', () => {
    const { source } = readDocument('file:///x.yaml', '- &x [a]\n- *x\n- &y b\n');
    expect(source.shared).toEqual([{ name: 'x', start: 5, end: 8, aliases: 1 }]);
  });

  it.each([
    ['[&x a, !t b]', [1, 7]],
    ['[a, *x]', [1, 4]],
    ['- a\n-   b\n', [0, 4]],
  ])('knows where the items of %j start', (value, starts) => {
    const { root } = readDocument('file:///x.yaml', value);
    expect(root?.kind === 'seq' && root.items.map((item) => item.start)).toEqual(starts);
  });
});
