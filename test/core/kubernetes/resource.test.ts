import { describe, expect, it } from 'vitest';
import { labelsOf, selects } from '../../../server/src/core/kubernetes/resource.ts';
import { get } from '../../../server/src/core/model/read.ts';
import { objectOf, objectsOf, textAt } from './objects.ts';

describe('an object', () => {
  it('has its names, its labels and its place', () => {
    const object = objectOf(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "api"\n  namespace: shop\n  labels: {app: api, tier: 1, deep: {a: b}, none: }\n',
    );
    expect(object).toMatchObject({
      apiVersion: 'apps/v1',
      group: 'apps',
      kind: 'Deployment',
      name: 'api',
      namespace: 'shop',
    });
    expect([...object.labels]).toEqual([
      ['app', 'api'],
      ['tier', '1'],
    ]);
    expect(textAt(object.nameSpan)).toBe('"api"');
  });

  it.each([
    ['v1', ''],
    ['apps/v1', 'apps'],
    ['networking.k8s.io/v1', 'networking.k8s.io'],
  ])('of API version %s is of group "%s"', (version, group) => {
    expect(objectOf(`apiVersion: ${version}\nkind: X\n`).group).toBe(group);
  });

  it('without a name is known by its kind, one with a generated name by that', () => {
    const plain = objectOf('apiVersion: v1\nkind: Pod\n');
    expect([plain.name, plain.namespace, textAt(plain.nameSpan)]).toEqual([undefined, undefined, 'Pod']);
    const generated = objectOf('apiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}\n');
    expect([generated.name, textAt(generated.nameSpan)]).toEqual(['job-*', 'job-']);
    const empty = objectOf('apiVersion: v1\nkind: Pod\nmetadata:\n  name:\n');
    expect([empty.name, textAt(empty.nameSpan)]).toEqual([undefined, 'Pod']);
  });

  it.each([
    'kind: Pod\n',
    'apiVersion: v1\n',
    'apiVersion:\nkind: Pod\n',
    'apiVersion: v1\nkind: [Pod]\n',
    'apiVersion: v1\nkind: ""\n',
    '- apiVersion: v1\n  kind: Pod\n',
    'text\n',
    '',
  ])('is none without an API version and a kind: %j', (text) => {
    expect(objectsOf(text)).toEqual([]);
  });
});

describe('a list of objects', () => {
  const names = (text: string): (string | undefined)[] => objectsOf(text).map((each) => each.name);
  const item = (name: string): string => `  - apiVersion: v1\n    kind: Pod\n    metadata: {name: ${name}}\n`;

  it('is the objects in it, also lists in lists', () => {
    expect(names(`apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}`)).toEqual(['a', 'b']);
    expect(names(`apiVersion: v1\nkind: PodList\nitems:\n${item('a')}  - nothing\n`)).toEqual(['a']);
    const inner = `apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: c}}]`;
    expect(names(`apiVersion: v1\nkind: List\nitems:\n${item('a')}  - {${inner}}\n`)).toEqual(['a', 'c']);
    expect(names('apiVersion: v1\nkind: List\nitems: []\n')).toEqual([]);
  });

  it('is an object of its own where it has no items', () => {
    expect(names('apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: x}\n')).toEqual(['x']);
  });
});

describe('labels', () => {
  it('are selected by those that are all there', () => {
    const select = (selector: string, labels: string): boolean => {
      const { node } = objectOf(`apiVersion: v1\nkind: X\na: ${selector}\nb: ${labels}\n`);
      return selects(labelsOf(get(node, 'a')), labelsOf(get(node, 'b')));
    };
    expect(select('{app: api}', '{app: api, tier: web}')).toBe(true);
    expect(select('{app: api, tier: web}', '{app: api}')).toBe(false);
    expect(select('{app: api}', '{app: Api}')).toBe(false);
    expect(select('{tier: 1}', '{tier: "1"}')).toBe(true);
    expect(select('{}', '{app: api}')).toBe(false);
    expect(select('', '')).toBe(false);
  });
});
