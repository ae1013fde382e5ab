import { describe, expect, it } from 'vitest';
import { faultsFrom } from '../../../server/src/core/schema/branches.ts';
import type { RawError } from '../../../server/src/core/schema/fault.ts';

const error = (instancePath: string, keyword: string, params: RawError['params'] = {}): RawError => ({
  instancePath,
  keyword,
  params,
});

describe('where a value may be one of several things', () => {
  it('only what is wrong with the one that was meant is told', () => {
    const errors = [
      error('/build', 'type', { type: 'string' }),
      error('/build', 'additionalProperties', { additionalProperty: 'contex' }),
      error('/build', 'oneOf', { passingSchemas: null }),
    ];
    expect(faultsFrom(errors)).toEqual([{ kind: 'unknown', path: ['build'], name: 'contex' }]);
  });

  it('what is none of them is told once', () => {
    const errors = [
      error('/build', 'type', { type: 'string' }),
      error('/build', 'type', { type: 'object' }),
      error('/build', 'oneOf'),
    ];
    expect(faultsFrom(errors)).toEqual([{ kind: 'type', path: ['build'] }]);
  });

  it('choices in choices are told by the innermost', () => {
    const errors = [
      error('/env', 'type', { type: 'string' }),
      error('/env/0', 'type', { type: 'string' }),
      error('/env/0', 'required', { missingProperty: 'path' }),
      error('/env/0', 'oneOf'),
      error('/env', 'oneOf'),
    ];
    expect(faultsFrom(errors)).toEqual([{ kind: 'missing', path: ['env', '0'], name: 'path' }]);
  });

  it('a neighbour whose name begins alike is another place', () => {
    const errors = [
      error('/a', 'type'),
      error('/a', 'anyOf'),
      error('/ab', 'required', { missingProperty: 'x' }),
      error('/c~1d/~0e', 'minimum', { limit: 1 }),
    ];
    expect(faultsFrom(errors)).toEqual([
      { kind: 'type', path: ['a'] },
      { kind: 'missing', path: ['ab'], name: 'x' },
      { kind: 'range', path: ['c/d', '~e'], least: 1 },
    ]);
  });
});
