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
`;
  const fixed = fixedTogether({ 'compose.yaml': text }, 'compose/env-hardcoded-secret');
  expect(fixed.match(/\$\{\w+/g)).toEqual([
    '${API_PASSWORD',
    '${SHARED_SECRET',
    '${DB_PASSWORD',
    '${SHARED_SECRET',
  ]);
});
