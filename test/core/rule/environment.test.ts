import { describe, expect, it } from 'vitest';
import { kindOfName } from '../../../server/src/core/rule/environmentKind.ts';

describe('what an environment is for, by its name', () => {
  it.each([
    ['prod', 'production'],
    ['Production', 'production'],
    ['eu-live', 'production'],
    ['prd_2', 'production'],
    ['staging', 'staging'],
    ['app.stage', 'staging'],
    ['pre preprod', 'staging'],
    ['UAT', 'staging'],
    ['dev', 'development'],
    ['local-development', 'development'],
    ['ci', 'development'],
    ['test-prod', 'development'],
    ['prod-test', 'production'],
  ])('%s is for %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });

  it.each([
    '',
    'base',
    'product',
    'products',
    'reproduction',
    'developer',
    'latest',
    'attest',
    'circle',
    'olive',
    '---',
  ])('"%s" does not tell', (name) => {
    expect(kindOfName(name)).toBeUndefined();
  });
});
