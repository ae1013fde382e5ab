import { describe, expect, it } from 'vitest';
import { type Files, findingsOf, placeOf } from '../../support/analysis.ts';
import { deployment } from './shown.ts';

const PATCH =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          securityContext: {privileged: true}\n';

function workspace(prod: string): Files {
  return {
    'base/kustomization.yaml': 'resources: [api.yaml]\n',
    'base/api.yaml': deployment(),
    'dev/kustomization.yaml': 'resources: [../base]\n',
    'prod/kustomization.yaml': `resources: [../base]\n${prod}`,
    'prod/patch.yaml': PATCH,
  };
}

/** The fixes of a rule, with those that are safe marked. */
function fixes(files: Files): string[] {
  return findingsOf(files)
    .filter(({ ruleId }) => ruleId === 'kubernetes/privilege-escalation')
    .flatMap((each) =>
      each.fixes().map(({ title, safe }) => `${placeOf(each, files)} ${title}${safe ? ' (safe)' : ''}`),
    );
}

describe('a fix in a base', () => {
  it('is safe where every environment wants it', () => {
    expect(fixes(workspace(''))[0]).toMatch(/in api\.yaml, for all environments \(safe\)$/);
  });

  it('is not where one makes the container privileged: the API server refuses the two together', () => {
    const found = fixes(workspace('patches:\n  - path: patch.yaml\n'));
    expect(found.some((each) => each.endsWith('for all environments'))).toBe(true);
    expect(found.filter((each) => each.endsWith('(safe)'))).toEqual([]);
  });
});
