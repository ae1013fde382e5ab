import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergedMap, replacing, withEntries } from '../../../server/src/core/model/derive.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import type { MapNode, Node } from '../../../server/src/core/model/node.ts';
import { asMap, dataOf } from '../../../server/src/core/model/read.ts';
import { dataAsYaml, renderYaml } from '../../../server/src/core/model/renderYaml.ts';

function root(uri: string, text: string): MapNode {
  const node = asMap(readFile(uri, text).documents[0]?.document.root);
  if (!node) throw new Error('no mapping');
  return node;
}

const originOf = (node: Node): string => node.span.source.uri;

describe('renderYaml', () => {
  it.each([
    'a: 1\nb: [x, "1", null, true]\nc: {}\nd: []\n',
    'a: &x {b: 1}\nc: *x\nd: {<<: *x, e: "yes"}\n',
    'a: |\n  two\n  lines\nb: "# no comment"\n',
    'long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccc\n',
  ])('prints the same data: %j', (text) => {
    const node = root('a', text);
    expect(parse(renderYaml(node))).toEqual(dataOf(node));
  });

  it('quotes a tab, which readers of YAML 1.1 take nowhere else', () => {
    const node = root('a', '"k\\tey": "a\\tb"\nlines: "a\\tb\\nc"\n');
    const text = '"k\\tey": "a\\tb"\nlines: |-\n  a\tb\n  c\n';
    expect(renderYaml(node)).toBe(text);
    expect(dataAsYaml(dataOf(node))).toBe(text);
  });

  it('says where what differs from its surroundings is written', () => {
    const lower = root('base.yaml', 'a: 1\nb:\n  c: 2\nl:\n- x: 1\n');
    const upper = root('patch.yaml', 'a: 3\nd:\n  e: 4\n');
    const [a, b, l] = lower.entries;
    const [newA, d] = upper.entries;
    if (!a || !b || !l || !newA || !d) throw new Error('entries');
    const merged = mergedMap(lower, upper, [{ ...newA, value: replacing(newA.value, a.value) }, b, l, d]);
    expect(renderYaml(merged, { originOf })).toBe(
      [
        '# base.yaml + patch.yaml',
        '',
        'a: 3 # patch.yaml',
        '# base.yaml',
        'b:',
        '  c: 2',
        '# base.yaml',
        'l:',
        '- x: 1',
        '# patch.yaml',
        'd:',
        '  e: 4',
        '',
      ].join('\n'),
    );
  });

  it('keeps what was masked to itself', () => {
    const node = root('a', 'password: hunter2\nname: x\n');
    const text = renderYaml(node, { mask: (path) => (path.at(-1) === 'password' ? '********' : undefined) });
    expect(text).toBe('password: "********"\nname: x\n');
  });

  it('prints what is left when everything was removed', () => {
    expect(renderYaml(withEntries(root('a', 'b: 1\n'), []))).toBe('{}\n');
  });
});
