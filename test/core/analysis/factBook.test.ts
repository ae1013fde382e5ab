import { describe, expect, it } from 'vitest';
import { FactBook } from '../../../server/src/core/analysis/factBook.ts';
import { objectOf } from '../kubernetes/objects.ts';

describe('the facts of an object', () => {
  const same = (before: string, from: string, to: string): boolean => {
    const book = new FactBook();
    expect(before).toContain(from);
    return book.factsOf(objectOf(before)) === book.factsOf(objectOf(before.replace(from, to)));
  };
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  replicas: 2\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      containers: [{name: api, image: "a:1", args: [--x], env: [{name: A, value: b}]}]\n';

  it.each([
    ['replicas: 2', 'replicas: 3'],
    ['app: api', 'app: web'],
    ['apps/v1', 'apps/v1beta1'],
    ['--x', '--y'],
    ['a:1', 'a:2'],
  ])('that runs pods change with %s', (from, to) => {
    expect(same(deployment, from, to)).toBe(false);
  });

  it('that runs pods stay the same where no other object asks', () => {
    expect(same(deployment, 'value: b', 'value: c')).toBe(true);
  });

  it.each(['ConfigMap', 'Secret'])('that is a %s are its names and keys, not its values', (kind) => {
    const text = `apiVersion: v1\nkind: ${kind}\nmetadata: {name: a}\nstringData: {x: hunter2}\n`;
    expect(same(text, 'hunter2', 'hunter3')).toBe(true);
    expect(same(text, 'x:', 'y:')).toBe(false);
    expect(same(text, 'name: a', 'name: b')).toBe(false);
  });

  it('of any other kind are all of it', () => {
    expect(same('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {x: y}\n', 'y', 'z')).toBe(false);
  });
});
