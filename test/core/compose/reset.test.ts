import { expect, it } from 'vitest';
import { findingsOf } from '../../support/analysis.ts';

/** What is found in a file that is judged by itself, of values that are there. */
function found(fields: string): string[] {
  const text = `services:\n  api:\n    build: .\n${fields}`;
  return findingsOf({ 'compose.yaml': text }, { isolated: true })
    .filter((each) => !/memory-limit|no-new-privileges|healthcheck|restart|run-as-root/.test(each.ruleId))
    .map((each) => each.ruleId);
}

it.each([
  ['environment: {PASSWORD: hunter2}'],
  ['environment: [PASSWORD=hunter2]'],
  ['ports: ["80:80"]'],
  ['volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'],
  ['command: run --password hunter2'],
  ['command: [run, --password, hunter2]'],
  ['privileged: true'],
])('nothing is found in what is taken away: %s', (field) => {
  expect(found(`    ${field}\n`)).toHaveLength(1);
  expect(found(`    ${field.replace(': ', ': !reset ')}\n`)).toEqual([]);
});

it('what is taken away of a mapping is not there', () => {
  expect(found('    environment: {PASSWORD: !reset hunter2}\n')).toEqual([]);
});

it('an image that is taken away has no tag to lack', () => {
  const of = (image: string) =>
    findingsOf({ 'compose.yaml': `services: {api: {image: ${image}}}\n` }, { isolated: true })
      .map((each) => each.ruleId)
      .filter((id) => id === 'compose/image-tag');
  expect(of('api')).toHaveLength(1);
  expect(of('!reset null')).toEqual([]);
});
