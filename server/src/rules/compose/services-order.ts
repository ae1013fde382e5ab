import { get } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { ownEntriesOf } from './orderedEntries.ts';
import { orderRule } from './orderRule.ts';

export default orderRule({
  id: 'compose/services-order',
  title: 'Services that are not in order',
  by: 'by name',
  why: 'In a file of many services a reader finds one at once if they are ordered by name, and two people who add one do not meet at the end of the file.',
  how: 'Order the services by name. Teams that order them by what they do leave the rule off, as it is.',
  aliases: { dclint: 'services-alphabetical-order' },
  collections: ({ root }) => [get(root, 'services')],
  ordered: (node) => ownEntriesOf(node).map(({ key, keySpan }) => ({ name: key, span: keySpan, rank: key })),
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n  db:\n    image: postgres:16\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      good(
        'x-a: &a\n  api:\n    image: example/api:1.4.2\nservices:\n  web:\n    image: example/web:1.4.2\n  <<: *a\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  # The site\n  web:\n    image: example/web:1.4.2\n\n  «api»: # first\n    image: example/api:1.4.2\n    ports: []\n\n  db:\n    image: postgres:16\n',
        'services:\n  api: # first\n    image: example/api:1.4.2\n    ports: []\n\n  db:\n    image: postgres:16\n\n  # The site\n  web:\n    image: example/web:1.4.2\n',
      ),
      bad(
        'services: {web: {image: "example/web:1.4.2"}, «api»: {image: "example/api:1.4.2"}}\n',
        'services: {api: {image: "example/api:1.4.2"}, web: {image: "example/web:1.4.2"}}\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n  db:\n    image: postgres:16\n',
          'compose.override.yaml': 'services:\n  db:\n    user: "1000"\n  «api»:\n    user: "1000"',
        },
        { 'compose.override.yaml': 'services:\n  api:\n    user: "1000"\n  db:\n    user: "1000"' },
      ),
      bad('services:\n  web: &web\n    image: example/web:1.4.2\n  «api»: *web\n'),
    ],
  },
});
