import { edit } from '../../core/edit/edit.ts';
import { get, itemsOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

/** An integer in base 60 (YAML 1.1, `tag:yaml.org,2002:int`). */
const SEXAGESIMAL = /^[1-9]\d*(?::[0-5]?\d)+$/;

export default defineRule({
  id: 'compose/quotes-in-ports',
  title: 'Port mapping without quotes',
  category: 'correctness',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'YAML 1.1 reads `22:22` as a number in base 60, which is 1342. Compose itself does not any more, but other programs that read the file do: linters, converters, older versions, scripts.',
    how: 'Put the mapping into quotes. By default only mappings that are such a number are reported; in the strict preset all without quotes are.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#ports',
      'https://yaml.org/type/int.html',
    ],
  },
  aliases: { dclint: 'require-quotes-in-ports' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      every: {
        type: 'boolean',
        default: false,
        description: 'Whether mappings that no reader takes for a number are to be quoted as well.',
      },
    },
  },
  strictOptions: { every: true },
  check({ name, node }, { options, report }) {
    for (const field of ['ports', 'expose']) {
      for (const item of itemsOf(get(node, field))) {
        if (item.kind !== 'scalar' || item.style !== 'plain' || item.made) continue;
        const number = SEXAGESIMAL.test(item.text);
        // A number alone is the same number to everyone.
        if (!number && !(options.every && field === 'ports')) continue;
        report({
          span: item.span,
          message: number
            ? `Without quotes ${item.text} is a number in base 60 to readers of YAML 1.1, not a port mapping.`
            : `This port of "${name}" has no quotes: some mappings are taken for a number without them.`,
          fixes: () => [{ title: 'Put it into quotes', safe: true, edits: edit.quote(item) }],
        });
      }
    }
  },
  examples: {
    good: [
      good('services:\n  git:\n    image: example/git:1.0\n    ports: ["22:22", \'25:25\']\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - 8080:80\n      - 22:2222\n      - 80\n',
      ),
      good(
        'services:\n  git:\n    image: example/git:1.0\n    ports:\n      - {target: 22, published: 22}\n',
        {
          every: true,
        },
      ),
    ],
    bad: [
      bad(
        'services:\n  git:\n    image: example/git:1.0\n    ports:\n      - «22:22» # ssh\n      - 80:80\n',
        'services:\n  git:\n    image: example/git:1.0\n    ports:\n      - "22:22" # ssh\n      - 80:80\n',
      ),
      bad(
        "services:\n  api:\n    image: 'example/api:1.4.2'\n    ports: [«8080:80», «80», '81:81']\n",
        "services:\n  api:\n    image: 'example/api:1.4.2'\n    ports: ['8080:80', '80', '81:81']\n",
        { every: true },
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  git:\n    image: example/git:1.0\n',
          'compose.override.yaml': 'services:\n  git:\n    ports: [«2222:22»]\n',
        },
        { 'compose.override.yaml': 'services:\n  git:\n    ports: ["2222:22"]\n' },
      ),
    ],
  },
});
