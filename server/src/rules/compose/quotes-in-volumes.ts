import { edit } from '../../core/edit/edit.ts';
import type { Node, ScalarNode } from '../../core/model/node.ts';
import { entriesOf, get, itemsOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/quotes-in-volumes',
  title: 'Mount in needless quotes',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A mount is a text with or without quotes. Where a team writes them without, quotes are a difference that means nothing, and shows in every comparison.',
    how: 'Take the quotes off. Those that are needed, around variables in flow lists for one, are not reported.',
    references: ['https://docs.docker.com/reference/compose-file/services/#volumes'],
  },
  aliases: { dclint: 'no-quotes-in-volumes' },
  check({ name, node }, { report }) {
    for (const scalar of itemsOf(get(node, 'volumes')).flatMap(scalarsOf)) {
      const edits = edit.unquote(scalar);
      if (edits.length === 0) continue;
      report({
        span: scalar.span,
        message: `This mount of "${name}" is in quotes that it does not need.`,
        fixes: () => [{ title: 'Take the quotes off', safe: true, edits }],
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - ./data:/data\n      - cache:/cache:ro\nvolumes:\n  cache:\n',
      ),
      good('services:\n  api:\n    image: "example/api:1.4.2"\n    volumes: ["a,b:/data", "1"]\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: [{type: bind, source: ./a, target: /a}]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - «"./data:/data"» # all\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - ./data:/data # all\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - type: volume\n        source: «"data"»\n        target: «\'/data\'»\nvolumes:\n  data:\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - type: volume\n        source: data\n        target: /data\nvolumes:\n  data:\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'services:\n  api:\n    volumes: [«"./data:/data"»]\n',
        },
        { 'compose.override.yaml': 'services:\n  api:\n    volumes: [./data:/data]\n' },
      ),
    ],
  },
});

function scalarsOf(node: Node): ScalarNode[] {
  if (node.kind === 'scalar') return [node];
  return entriesOf(node).flatMap(({ value }) => scalarsOf(value));
}
