import { describe, expect, it } from 'vitest';
import {
  fits,
  isEmpty,
  onlyMismatch,
  plainSelectorOf,
  type Selector,
  selectorOf,
  wordsOf,
} from '../../../server/src/core/kubernetes/selector.ts';
import { get, stringOf } from '../../../server/src/core/model/read.ts';
import { objectOf } from './objects.ts';

function selector(text: string): Selector {
  const found = selectorOf(get(objectOf(`apiVersion: x/v1\nkind: X\nselector: ${text}\n`).node, 'selector'));
  if (!found) throw new Error('That is no selector.');
  return found;
}

function labels(of: { readonly [key: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(of));
}

describe('a label selector', () => {
  it.each<[string, { readonly [key: string]: string }, boolean]>([
    ['{matchLabels: {app: web}}', { app: 'web', tier: 'front' }, true],
    ['{matchLabels: {app: web, tier: front}}', { app: 'web' }, false],
    ['{matchLabels: {version: 2}}', { version: '2' }, true],
    ['{}', {}, true],
    ['{matchExpressions: [{key: app, operator: In, values: [web, api]}]}', { app: 'api' }, true],
    ['{matchExpressions: [{key: app, operator: In, values: [web, api]}]}', {}, false],
    ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', {}, true],
    ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', { app: 'web' }, false],
    ['{matchExpressions: [{key: app, operator: Exists}]}', { app: '' }, true],
    ['{matchExpressions: [{key: app, operator: Exists}]}', {}, false],
    ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', { app: 'web' }, false],
    ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', {}, true],
    ['{matchExpressions: [{key: app, operator: Gt, values: ["1"]}]}', {}, true],
    ['{matchLabels: {a: b}, matchExpressions: [{key: c, operator: Exists}]}', { a: 'b' }, false],
  ])('%s on %o: %s', (text, on, expected) => {
    expect(fits(selector(text), labels(on))).toBe(expected);
  });

  it('knows whether it asks for anything, and for which words', () => {
    expect(isEmpty(selector('{}'))).toBe(true);
    expect(isEmpty(selector('{matchExpressions: [{key: a, operator: Exists}]}'))).toBe(false);
    expect(
      wordsOf(selector('{matchLabels: {a: b}, matchExpressions: [{key: c, operator: In, values: [d]}]}')),
    ).toEqual(['b', 'd']);
    expect(selectorOf(undefined)).toBeUndefined();
    expect(plainSelectorOf(undefined)).toBeUndefined();
  });

  it('names the one label that does not fit, and none where there are more', () => {
    const two = selector('{matchLabels: {app: web, tier: front}}');
    const wrong = onlyMismatch(two, labels({ app: 'web', tier: 'back' }));
    expect([wrong?.key, stringOf(wrong?.value)]).toEqual(['tier', 'front']);
    expect(onlyMismatch(two, labels({}))).toBeUndefined();
    expect(onlyMismatch(two, labels({ app: 'web', tier: 'front' }))).toBeUndefined();
    const more = selector('{matchLabels: {app: web}, matchExpressions: [{key: a, operator: Exists}]}');
    expect(onlyMismatch(more, labels({}))).toBeUndefined();
  });
});
