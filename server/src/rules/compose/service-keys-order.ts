import { get } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { ownEntriesOf } from './orderedEntries.ts';
import { orderIn, orderRule } from './orderRule.ts';

/** What it is, what it needs, its data, its settings, its network, how it runs, who it is. */
const ORDER = [
  'extends',
  'image',
  'build',
  'container_name',
  'depends_on',
  'volumes',
  'volumes_from',
  'configs',
  'secrets',
  'environment',
  'env_file',
  'ports',
  'networks',
  'network_mode',
  'extra_hosts',
  'command',
  'entrypoint',
  'working_dir',
  'restart',
  'healthcheck',
  'logging',
  'labels',
  'user',
  'isolation',
];

export default orderRule({
  id: 'compose/service-keys-order',
  title: 'Keys of a service that are not in order',
  by: 'as configured',
  why: 'A reader knows where to look if all services have the same order, and a difference between two of them shows at once.',
  how: 'Put the keys in the order of the option `order`. Keys that are not in it may stand anywhere.',
  aliases: { dclint: 'service-keys-order' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      order: {
        type: 'array',
        items: { type: 'string' },
        default: ORDER,
        description: 'The keys of a service in their order.',
      },
    },
  },
  collections: (project) => project.services.map(({ name }) => get(project.root, 'services', name)),
  ordered: (node, options) => {
    const keys = orderIn(options);
    return ownEntriesOf(node).map(({ key, keySpan }) => {
      const rank = keys.indexOf(key);
      return { name: key, span: keySpan, rank: rank < 0 ? undefined : rank };
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    x-note: a\n    ports: []\n    labels: {}\n'),
      good('services:\n  api:\n    cpus: 1\n    image: example/api:1.4.2\n    pid: host\n'),
      good('services:\n  api:\n    restart: always\n    image: example/api:1.4.2\n', {
        order: ['restart', 'image'],
      }),
    ],
    bad: [
      bad(
        'services:\n  api:\n    restart: always\n    «image»: example/api:1.4.2 # the API\n    # what it offers\n    ports:\n      - 80:80\n',
        'services:\n  api:\n    image: example/api:1.4.2 # the API\n    # what it offers\n    ports:\n      - 80:80\n    restart: always\n',
      ),
      bad(
        'services:\n  api: {ports: [], «image»: "example/api:1.4.2", cpus: 1}\n',
        'services:\n  api: {image: "example/api:1.4.2", ports: [], cpus: 1}\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml':
            'services:\n  api:\n    command: |\n      serve\n      --quick\n    «environment»:\n      A: b\n',
        },
        {
          'compose.override.yaml':
            'services:\n  api:\n    environment:\n      A: b\n    command: |\n      serve\n      --quick\n',
        },
      ),
    ],
  },
});
