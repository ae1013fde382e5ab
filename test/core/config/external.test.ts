import { describe, expect, it } from 'vitest';
import { externalObjects } from '../../../server/src/core/config/external.ts';

describe('objects that are kept elsewhere', () => {
  const isExternal = externalObjects(['Secret/db-*', 'ConfigMap/shop/flags', 'ServiceAccount/*']);

  it('are named by kind and name, in any namespace or in one', () => {
    expect(isExternal('Secret', 'db-main')).toBe(true);
    expect(isExternal('Secret', 'db-main', 'shop')).toBe(true);
    expect(isExternal('ConfigMap', 'flags', 'shop')).toBe(true);
    expect(isExternal('ConfigMap', 'flags')).toBe(false);
    expect(isExternal('ServiceAccount', 'deployer')).toBe(true);
  });

  it('are not what merely looks like them', () => {
    expect(isExternal('Secret', 'my-db-main')).toBe(false);
    expect(externalObjects(['Secret/a.b'])('Secret', 'axb')).toBe(false);
    expect(externalObjects([])('Secret', 'a')).toBe(false);
  });
});
