import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../server/src/core/rule/rule.ts';
import { LEVELS } from '../../server/src/core/rule/severity.ts';
import { RULES, RULES_BY_ID } from '../../server/src/rules/index.gen.ts';

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s is well formed', (id, rule) => {
  it('is registered under its id', () => {
    expect(Object.entries(RULES_BY_ID).find(([, each]) => each.id === id)?.[0]).toBe(id);
    expect(id).toMatch(/^(?:kubernetes|compose|kustomize|environment|secrets)\/[a-z][a-z0-9-]+$/);
  });

  it('is documented', () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.docs.why.length).toBeGreaterThanOrEqual(80);
    expect(rule.docs.why).toMatch(/\.$/);
    expect(rule.docs.references.length).toBeGreaterThan(0);
    for (const reference of rule.docs.references) expect(new URL(reference).protocol).toBe('https:');
    for (const [name, schema] of Object.entries(rule.options?.properties ?? {})) {
      expect(schema.description, name).toMatch(/\.$/);
      expect(schema.default, name).toBeDefined();
    }
  });

  it('has levels, a category and a version', () => {
    expect(LEVELS).toContain(rule.levels.recommended);
    expect(LEVELS).toContain(rule.levels.strict);
    expect(CATEGORIES).toContain(rule.category);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('has at least three good and three bad examples', () => {
    expect(rule.examples.good.length).toBeGreaterThanOrEqual(3);
    expect(rule.examples.bad.length).toBeGreaterThanOrEqual(3);
  });
});
