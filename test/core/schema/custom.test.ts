import { describe, expect, it } from 'vitest';
import { readSchema } from '../../../server/src/core/schema/readSchema.ts';
import { customSchema } from '../../../server/src/core/schema/validateJson.ts';
import { findingsOf } from '../../support/analysis.ts';

const schema = customSchema(
  readSchema({
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['size', 'mode'],
        properties: {
          size: { type: 'integer', minimum: 1, maximum: 9 },
          mode: { type: 'string', default: 'safe' },
          port: { 'x-kubernetes-int-or-string': true },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          items: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
          note: { type: 'string', nullable: true },
          code: { type: 'string', pattern: '^[a-z]+$' },
          odd: { type: 'string', pattern: '(?i)^a\\p{L}$' },
          slow: { type: 'string', pattern: '^(a+)+$' },
          template: {
            type: 'object',
            'x-kubernetes-embedded-resource': true,
            properties: { spec: { type: 'object', properties: {} } },
          },
        },
      },
    },
  }),
);

const told = (spec: unknown): unknown[] =>
  schema
    .faults({ apiVersion: 'example.com/v1', kind: 'X', metadata: { name: 'x' }, status: { any: 1 }, spec })
    .map((fault) => [fault.kind, fault.path.join('.'), ...('name' in fault ? [fault.name] : [])]);

describe('a structural schema', () => {
  it.each<[string, unknown, unknown[]]>([
    ['an object that fits', { size: 1, port: 'http', labels: { a: 'b' } }, []],
    ['a field that is missing, but for what has a default', {}, [['missing', 'spec', 'size']]],
    ['a field that it does not know', { size: 1, sice: 2 }, [['unknown', 'spec', 'sice']]],
    ['what it keeps, known or not', { size: 1, free: { any: { thing: 1 } } }, []],
    [
      'a value of another type',
      { size: '1', port: true },
      [
        ['type', 'spec.size'],
        ['type', 'spec.port'],
      ],
    ],
    ['values of a mapping', { size: 1, labels: { a: 1 } }, [['type', 'spec.labels.a']]],
    [
      'items of a list',
      { size: 1, items: [{ name: 'a' }, { nam: 'b' }] },
      [['unknown', 'spec.items.1', 'nam']],
    ],
    ['a number that is too small', { size: 0 }, [['range', 'spec.size']]],
    ['a number that is too large', { size: 10 }, [['range', 'spec.size']]],
    ['a text that is not written so', { size: 1, code: 'A' }, [['form', 'spec.code']]],
    ['a text by an expression that JavaScript reads in another way', { size: 1, odd: '5' }, []],
    ['a text by an expression that would take for ever', { size: 1, slow: `${'a'.repeat(40)}!` }, []],
    ['null where it may stand', { size: 1, note: null }, []],
    [
      'an object in it',
      { size: 1, template: { apiVersion: 'v1', kind: 'Y', metadata: {}, spek: 1 } },
      [['unknown', 'spec.template', 'spek']],
    ],
  ])('tells %s', (_, spec, expected) => {
    expect(told(spec)).toEqual(expected);
  });

  it('is made of whatever stands in a definition', () => {
    for (const data of [
      5,
      null,
      [],
      { properties: 5, required: 'x', enum: 'y', items: [1], type: 7, pattern: {} },
    ]) {
      expect(customSchema(readSchema(data)).faults({ spec: { a: [1, 'x', null] } })).toEqual([]);
    }
    expect(customSchema(readSchema({ properties: { spec: 5 } })).faults({ spec: 1 })).toEqual([]);
  });
});

describe('a definition in the workspace', () => {
  const crd = (more: string, version = 'apiextensions.k8s.io/v1') =>
    `apiVersion: ${version}\nkind: CustomResourceDefinition\nmetadata: {name: queues.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Queue, plural: queues}\n${more}  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}\n`;
  const queue = (version: string) =>
    `apiVersion: example.com/${version}\nkind: Queue\nmetadata: {name: mails}\nspec: {size: many}\n`;
  const found = (files: { [path: string]: string }) =>
    findingsOf(files)
      .filter(
        ({ ruleId, location }) =>
          ruleId === 'kubernetes/schema-invalid' && location.uri.endsWith('queue.yaml'),
      )
      .map(({ message }) => message);

  it('holds for its kind and version, wherever it stands', () => {
    const files = { 'crds/queue-crd.yaml': crd(''), 'app/queue.yaml': queue('v1') };
    expect(found(files)).toEqual([
      'Queue "mails": spec.size must be a whole number, not a string: kubectl refuses it.',
    ]);
    expect(found({ ...files, 'app/queue.yaml': queue('v2') })).toEqual([]);
    expect(found({ 'app/queue.yaml': queue('v1') })).toEqual([]);
  });

  it('holds for nothing where it keeps what it does not know, or is of the older form', () => {
    expect(found({ 'crd.yaml': crd('  preserveUnknownFields: true\n'), 'queue.yaml': queue('v1') })).toEqual(
      [],
    );
    expect(found({ 'crd.yaml': crd('', 'apiextensions.k8s.io/v1beta1'), 'queue.yaml': queue('v1') })).toEqual(
      [],
    );
  });
});
