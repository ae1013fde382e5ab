import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { ownEntriesOf } from './orderedEntries.ts';
import { orderRule } from './orderRule.ts';

export default orderRule({
  id: 'compose/depends-on-order',
  title: 'Dependencies that are not in order',
  by: 'by name',
  why: 'The order of `depends_on` means nothing. By name, a missing one is seen at once, and two people who add one do not meet on the same line.',
  how: 'Order the dependencies by name.',
  aliases: { dclint: 'service-dependencies-alphabetical-order' },
  collections: (project) =>
    project.services.map(({ name }) => get(project.root, 'services', name, 'depends_on')),
  ordered: (node) =>
    node.kind === 'map'
      ? ownEntriesOf(node).map(({ key, keySpan }) => ({ name: key, span: keySpan, rank: key }))
      : node.items.map(({ value }) => {
          const name = stringOf(value);
          return { name: name ?? '', span: value.span, rank: name };
        }),
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [cache, db]\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      cache: {condition: service_started}\n      db: {condition: service_healthy}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      - db # the data\n      - «cache»\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      - cache\n      - db # the data\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db:\n        condition: service_healthy\n      «cache»:\n        condition: service_started\n    restart: always\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      cache:\n        condition: service_started\n      db:\n        condition: service_healthy\n    restart: always\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml':
            'services:\n  api:\n    depends_on: [web, «"db"»]\n  db: {image: a}\n  web: {image: b}\n',
        },
        {
          'compose.override.yaml':
            'services:\n  api:\n    depends_on: ["db", web]\n  db: {image: a}\n  web: {image: b}\n',
        },
      ),
    ],
  },
});
