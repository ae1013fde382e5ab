import { describe, expect, it } from 'vitest';
import { fixAllSafe } from '../../../server/src/core/analysis/fixAll.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { applyFix, findingsOf, ROOT } from '../../support/analysis.ts';

const titles = (text: string, rule: string): string[] =>
  findingsOf({ 'compose.yaml': text })
    .filter((each) => each.ruleId === rule)
    .flatMap((each) => each.fixes().map((fix) => fix.title));

describe('a fix of what an anchor names', () => {
  const shared =
    'x-base: &base\n  image: example/api:1.4.2\n  restart: always\nservices:\n  a: *base\n  b: *base\n  c:\n    <<: *base\n';

  it('says how many places it changes', () => {
    expect(new Set(titles(shared, 'compose/no-new-privileges'))).toEqual(
      new Set([
        'Add "no-new-privileges:true" (changes 4 places, through &base)',
        'Add "no-new-privileges:true"',
      ]),
    );
  });

  it('is not safe, since nobody looked at the other places', () => {
    const found = findingsOf({ 'compose.yaml': shared }).filter(
      (each) => each.ruleId === 'compose/no-new-privileges',
    );
    expect(found.map((each) => each.fixes().map((fix) => fix.safe))).toEqual([[false], [false], [true]]);
    const uri = `${ROOT}/compose.yaml`;
    const edits = fixAllSafe(uri, shared, (text) => findingsOf({ 'compose.yaml': text }));
    expect(applyEdits(shared, edits)).toBe(`${shared}    security_opt:\n      - no-new-privileges:true\n`);
  });

  it('changes the anchored value itself', () => {
    const [found] = findingsOf({ 'compose.yaml': shared }).filter(
      (each) => each.ruleId === 'compose/no-new-privileges',
    );
    const [fix] = found?.fixes() ?? [];
    const after = fix ? (applyFix({ 'compose.yaml': shared }, fix)['compose.yaml'] ?? '') : '';
    expect(after).toBe(shared.replace('always\n', 'always\n  security_opt:\n    - no-new-privileges:true\n'));
    expect(findingsOf({ 'compose.yaml': after }).some((each) => each.ruleId === found?.ruleId)).toBe(false);
  });

  it('counts the anchor and its aliases only where it is repeated', () => {
    const once = 'services:\n  a: &base\n    image: example/api:1.4.2\n';
    expect(titles(once, 'compose/no-new-privileges')).toEqual(['Add "no-new-privileges:true"']);
    expect(titles(`${once}  b: *base\n`, 'compose/no-new-privileges')).toEqual([
      'Add "no-new-privileges:true" (changes 2 places, through &base)',
      'Add "no-new-privileges:true" (changes 2 places, through &base)',
    ]);
  });

  it('names the anchor that holds the value where several stand in each other', () => {
    const nested =
      'services:\n  a: &a\n    image: x:1\n    environment: &env\n      DB_PASSWORD: Kw3-blue-otter\n  b: *a\n  c:\n    image: y:1\n    environment: *env\n';
    expect(new Set(titles(nested, 'compose/env-hardcoded-secret'))).toEqual(
      new Set(['Take it from ${DB_PASSWORD} (set it in .env) (changes 3 places, through &a)']),
    );
  });

  it('is found at the anchor, for every service that it reaches', () => {
    const text =
      'x-p: &p true\nservices:\n  a:\n    image: x\n    privileged: *p\n  b:\n    image: y\n    privileged: *p\n';
    const found = findingsOf({ 'compose.yaml': text }).filter((each) => each.ruleId === 'compose/privileged');
    expect(found.map((each) => each.location.start)).toEqual([text.indexOf('true'), text.indexOf('true')]);
    const [fix] = found[0]?.fixes() ?? [];
    expect(fix?.title).toBe('Remove "privileged"');
    expect(fix && applyFix({ 'compose.yaml': text }, fix)['compose.yaml']).toBe(
      text.replace('    privileged: *p\n', ''),
    );
  });
});
