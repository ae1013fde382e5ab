import { expect, it } from 'vitest';
import { applyFix, type Files, findingsOf } from '../support/analysis.ts';

/** All first fixes of one rule, applied at once as "Fix all" does. */
function fixedTogether(files: Files, ruleId: string): string {
  const fixes = findingsOf(files)
    .filter((finding) => finding.ruleId === ruleId)
    .flatMap((finding) => finding.fixes().slice(0, 1));
  return applyFix(files, { edits: fixes.flatMap((fix) => fix.edits) })['compose.yaml'] ?? '';
}

it('secrets that differ get variables that differ, and one that is shared gets one', () => {
  const text = `services:
  api:
    image: example/api:1.4.2
    environment: {PASSWORD: a-kW3x, SHARED_SECRET: c-Tt4v}
  db:
    image: example/db:1.4.2
    environment: {PASSWORD: b-Lm9q, SHARED_SECRET: c-Tt4v}
  web:
    image: example/web:1.4.2
    environment: [PASSWORD]
  worker:
    image: example/worker:1.4.2
    environment: [PASSWORD=a-kW3x]
`;
  const fixed = fixedTogether({ 'compose.yaml': text }, 'compose/env-hardcoded-secret');
  expect(fixed.match(/\$\{\w+/g)).toEqual([
    '${API_PASSWORD',
    '${SHARED_SECRET',
    '${DB_PASSWORD',
    '${SHARED_SECRET',
    '${API_PASSWORD',
  ]);
});

it('a secret is called the same in whatever environment it is seen', () => {
  const base =
    'services:\n  api:\n    image: example/api:1.4.2\n    environment: [PASSWORD=a-kW3x]\n  db:\n    image: example/db:1.4.2\n    environment: {PASSWORD: a-kW3x}\n';
  const over = 'services:\n  api:\n    environment: [PASSWORD=b-Lm9q]\n';
  const titles = findingsOf({ 'compose.yaml': base, 'compose.prod.yaml': over })
    .filter((finding) => finding.ruleId === 'compose/env-hardcoded-secret')
    .flatMap((finding) => finding.fixes().map((fix) => fix.title));
  expect(titles).toHaveLength(2);
  expect(new Set(titles)).toEqual(new Set(['Take it from ${PASSWORD} (set it in .env)']));
});
