import type { Node } from '../../core/model/node.ts';
import { asMap, get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { orderRule } from './orderRule.ts';

export default orderRule({
  id: 'compose/ports-order',
  title: 'Ports that are not in order',
  by: 'by the port of the host',
  why: 'In order of the port that is published, a free one is found and a double one is seen at once.',
  how: 'Order the mappings by the port of the host; of a range, the first counts, and where none is published the port of the container.',
  aliases: { dclint: 'service-ports-alphabetical-order' },
  collections: (project) => project.services.map(({ name }) => get(project.root, 'services', name, 'ports')),
  ordered: (node) =>
    node.kind === 'map'
      ? []
      : node.items.map(({ value }) => ({ name: nameOf(value), span: spanOf(value), rank: rankOf(value) })),
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["80:8080", "443:8443", "127.0.0.1:9000:80"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["9000:80", "${PORT}:80", "9001:81"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - {target: 80, published: 79}\n      - "80:81"\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - 443:8443 # https\n      - «80:8080» # http\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - 80:8080 # http\n      - 443:8443 # https\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "9000-9005:80-85"\n      - target: 80\n        published: «"8080"»\n      - "$P:1"\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - target: 80\n        published: "8080"\n      - "9000-9005:80-85"\n      - "$P:1"\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'services:\n  api:\n    ports: ["8081:80", «"[::1]:8080:80/udp"»]\n',
        },
        { 'compose.override.yaml': 'services:\n  api:\n    ports: ["[::1]:8080:80/udp", "8081:80"]\n' },
      ),
    ],
  },
});

function nameOf(item: Node): string {
  return stringOf(asMap(item) ? (get(item, 'published') ?? get(item, 'target')) : item) ?? '';
}

function spanOf(item: Node) {
  return (asMap(item) ? (get(item, 'published') ?? get(item, 'target')) : undefined)?.span ?? item.span;
}

/** The first port of the host, else of the container; undefined where a variable stands for it. */
function rankOf(item: Node): number | undefined {
  const text = nameOf(item).replace(/\/\w+$/, '');
  const parts = text.split(':');
  const port = asMap(item) ? text : (parts.at(-2) ?? text);
  const first = /^\d+/.exec(port)?.[0];
  return first === undefined ? undefined : Number(first);
}
