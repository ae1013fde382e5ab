import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Build, KustomizeBuilder } from '../../../../server/src/core/kustomize/build/build.ts';
import { outcomeOf } from './kustomizeCase.ts';
import { randomCase } from './random.ts';
import { MemorySource, uriOf } from './sources.ts';

function summary(build: Build): unknown {
  return [
    outcomeOf(build),
    build.incomplete,
    build.problems.map(({ code, span }) => [code, span.source.uri, span.start]),
    [...build.files].sort(),
    build.objects.map((each) =>
      [each.broughtBy, each.patches].map((spans) => spans.map((span) => span.start)),
    ),
  ];
}

const ROOTS = ['over/kustomization.yaml', 'base/kustomization.yaml', 'middle/kustomization.yaml'];

test('after any edits a build is what it is from scratch', () => {
  fc.assert(
    fc.property(
      randomCase,
      fc.array(fc.tuple(fc.nat(), randomCase), { minLength: 1, maxLength: 4 }),
      (start, edits) => {
        const source = new MemorySource(start);
        let builder = new KustomizeBuilder(source);
        for (const root of ROOTS) builder.build(uriOf(root));
        for (const [pick, other] of edits) {
          const paths = Object.keys(other);
          const path = paths[pick % paths.length] ?? '';
          source.write(path, pick % 7 === 0 ? undefined : other[path]);
          builder = new KustomizeBuilder(source, builder);
          for (const root of ROOTS) {
            const uri = uriOf(root);
            expect(summary(builder.build(uri))).toEqual(summary(new KustomizeBuilder(source).build(uri)));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what an edit does not touch keeps its nodes', () => {
  const object = (name: string, value: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {k: ${value}}\n`;
  const source = new MemorySource({
    'b/all.yaml': `${object('a', 'x')}---\n${object('b', 'y')}`,
    'b/kustomization.yaml': 'resources: [all.yaml]\ncommonLabels: {l: m}\n',
    'o/kustomization.yaml': 'resources: [../b]\nnamePrefix: p-\nnamespace: zone\n',
  });
  const uri = uriOf('o/kustomization.yaml');
  const first = new KustomizeBuilder(source);
  const before = first.build(uri).objects;
  source.write('b/all.yaml', `${object('a', 'changed')}---\n${object('b', 'y')}`);
  const second = new KustomizeBuilder(source, first);
  const after = second.build(uri).objects;
  expect(after[0]?.node).not.toBe(before[0]?.node);
  expect(after[1]?.node).toBe(before[1]?.node);
  expect(new KustomizeBuilder(source, second).build(uri)).toBe(second.build(uri));
});

test('no file makes a build throw', () => {
  const junk = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '[]',
      '- a',
      'a: *x',
      '&a [*a]',
      '{',
      '"',
      '---\n---',
      'null',
      'resources: {}',
      'patches: [{patch: "[", target: 1}]',
    ),
    fc.json(),
  );
  fc.assert(
    fc.property(randomCase, fc.nat(), fc.nat(), junk, (files, which, cut, text) => {
      const paths = Object.keys(files);
      const path = paths[which % paths.length] ?? '';
      const whole = files[path] ?? '';
      const at = cut % (whole.length + 1);
      const source = new MemorySource(files);
      source.write(path, whole.slice(0, at) + text + whole.slice(at + (cut % 5)));
      const build = new KustomizeBuilder(source).build(uriOf('over/kustomization.yaml'));
      expect(build.refused).toBe(build.problems.some((each) => each.kind === 'error'));
    }),
    { numRuns: 300 },
  );
});
