import { bad, badFiles, good } from '../../core/rule/example.ts';
import { ownEntriesOf } from './orderedEntries.ts';
import { orderIn, orderRule } from './orderRule.ts';

const ORDER = ['x-', 'version', 'name', 'include', 'services', 'networks', 'volumes', 'secrets', 'configs'];

export default orderRule({
  id: 'compose/top-level-order',
  title: 'Top level that is not in order',
  by: 'as configured',
  why: 'A reader knows where to look if all Compose files of a team have the same order: what is shared first, then the services, then what they use.',
  how: 'Put the top-level keys in the order of the option `order`. In it, `x-` stands for all extensions; keys that are not in it may stand anywhere.',
  aliases: { dclint: 'top-level-properties-order' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      order: {
        type: 'array',
        items: { type: 'string' },
        default: ORDER,
        description: 'The keys in their order; `x-` for all extensions.',
      },
    },
  },
  collections: ({ root }) => [root],
  ordered: (node, options) => {
    const keys = orderIn(options);
    return ownEntriesOf(node).map(({ key, keySpan }) => {
      const rank = keys.indexOf(key.startsWith('x-') ? 'x-' : key);
      return { name: key, span: keySpan, rank: rank < 0 ? undefined : rank };
    });
  },
  examples: {
    good: [
      good('name: shop\nservices:\n  api:\n    image: example/api:1.4.2\nvolumes:\n  data:\n'),
      good('x-a: {}\nservices:\n  api:\n    image: example/api:1.4.2\n'),
      good('volumes:\n  data:\nservices:\n  api:\n    image: example/api:1.4.2\n', {
        order: ['volumes', 'services'],
      }),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n\n«name»: shop # the project\n',
        'name: shop # the project\n\nservices:\n  api:\n    image: example/api:1.4.2\n',
      ),
      bad(
        'volumes:\n  data:\n«services»:\n  api:\n    image: example/api:1.4.2\nnetworks:\n  front:\n',
        'services:\n  api:\n    image: example/api:1.4.2\nnetworks:\n  front:\nvolumes:\n  data:\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'networks:\n  front:\n«services»:\n  api:\n    networks: [front]\n',
        },
        {
          'compose.override.yaml': 'services:\n  api:\n    networks: [front]\nnetworks:\n  front:\n',
        },
      ),
    ],
  },
});
