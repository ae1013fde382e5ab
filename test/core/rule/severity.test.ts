import { describe, expect, it } from 'vitest';
import { docsUrl } from '../../../server/src/core/rule/docsUrl.ts';
import { atLeast, levelIn, SEVERITIES } from '../../../server/src/core/rule/severity.ts';

describe('severities', () => {
  it('are compared by how loud they are', () => {
    SEVERITIES.forEach((each, at) => {
      for (const other of SEVERITIES.slice(at)) expect(atLeast(each, other)).toBe(true);
      for (const other of SEVERITIES.slice(0, at)) expect(atLeast(each, other)).toBe(false);
    });
    expect(atLeast('error', 'hint')).toBe(true);
    expect(atLeast('hint', 'information')).toBe(false);
  });

  it('follow from the preset', () => {
    const levels = { recommended: 'off', strict: 'warning' } as const;
    expect(levelIn('recommended', levels)).toBe('off');
    expect(levelIn('strict', levels)).toBe('warning');
    expect(levelIn('all', levels)).toBe('warning');
    expect(levelIn('all', { recommended: 'off', strict: 'off' })).toBe('information');
  });
});

describe("a rule's page", () => {
  it('is found by its id', () => {
    expect(docsUrl('compose/privileged')).toMatch(/^https:\/\/\S+\/docs\/rules\/compose\/privileged\.md$/);
  });
});
