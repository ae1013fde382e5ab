import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';

const read = (text: string) => readConfiguration('file:///w/.plumbline.yaml', text, [], []);

describe('the register of secrets', () => {
  it('is read with the places of its names and days', () => {
    const text =
      'secrets:\n  - name: Secret/db\n    rotateEvery: 12w\n    rotatedOn: 2026-01-01\n    owner: team-db\n    x-ticket: 7\n';
    const { layer, problems } = read(text);
    expect(problems).toEqual([]);
    const uri = 'file:///w/.plumbline.yaml';
    const at = (word: string) => ({ uri, start: text.indexOf(word), end: text.indexOf(word) + word.length });
    expect(layer?.secrets).toEqual([
      {
        at: at('Secret/db'),
        name: 'Secret/db',
        rotateEvery: 84,
        rotatedOn: { date: '2026-01-01', at: at('2026-01-01') },
        owner: 'team-db',
      },
    ]);
  });

  it.each([
    ['30d', 30],
    ['6m', 180],
    ['1y', 365],
  ])('takes %s for %i days', (span, days) => {
    const { layer } = read(`secrets: [{name: DB_PASSWORD, rotateEvery: ${span}}]\n`);
    expect(layer?.secrets?.[0]?.rotateEvery).toBe(days);
  });

  it.each([
    ['secrets: db\n', 'A list of secrets is expected here.'],
    ['secrets: [db]\n', 'A mapping with "name" is expected here.'],
    ['secrets: [{owner: x}]\n', 'This secret has no name: give it "name".'],
    ['secrets: [{name: a b}]\n', 'A name as "Secret/db" or "DB_PASSWORD" is expected here.'],
    [
      'secrets: [{name: db, rotateEvery: 90}]\n',
      'A span of time is expected here, written as 90d, 12w, 6m or 1y.',
    ],
    ['secrets: [{name: db, rotatedOn: soon}]\n', 'A date is expected here, written as 2026-12-31.'],
    ['secrets: [{name: db, value: x}]\n', 'There is no key of a secret "value".'],
  ])('says what is wrong with %j', (text, message) => {
    const { layer, problems } = read(text);
    expect(layer).toBeUndefined();
    expect(problems.map((each) => each.message)).toEqual([message]);
  });
});
