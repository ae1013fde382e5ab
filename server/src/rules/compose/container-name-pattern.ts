import { isReset } from '../../core/compose/reset.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

export default defineRule({
  id: 'compose/container-name-pattern',
  title: "Container name unlike the team's",
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Where scripts, dashboards and log pipelines find containers by their names, the names have a pattern. A service that does not keep to it is missing there, and nobody notices.',
    how: 'Set the option `pattern` to a regular expression that the whole name has to match; without it the rule finds nothing.',
    references: ['https://docs.docker.com/reference/compose-file/services/#container_name'],
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      pattern: {
        type: 'string',
        default: '',
        description: 'A regular expression that the whole of a container name has to match.',
      },
    },
  },
  check({ name, node }, { options, report }) {
    const value = get(node, 'container_name');
    const text = stringOf(value);
    const pattern = compiled(options.pattern);
    if (!value || !pattern || text === undefined || text.includes('$') || isReset(value)) return;
    if (text === '' || pattern.test(text)) return;
    report({
      span: value.span,
      message: `The container name of "${shortened(name, 40)}" does not match ${shortened(options.pattern, 40)}.`,
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    container_name: Api\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    container_name: shop-api\n', {
        pattern: 'shop-[a-z]+',
      }),
      good('services:\n  api:\n    image: example/api:1.4.2\n    container_name: Api\n', { pattern: '(' }),
    ],
    bad: [
      bad('services:\n  api:\n    image: example/api:1.4.2\n    container_name: «my-shop-api»\n', undefined, {
        pattern: 'shop-[a-z]+',
      }),
      bad('services:\n  api: {image: "example/api:1.4.2", container_name: «Shop»}\n', undefined, {
        pattern: '[a-z]+',
      }),
      {
        ...badFiles({
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    container_name: shop\n',
          'compose.override.yaml': 'services:\n  api:\n    container_name: «"x"» # mine\n',
        }),
        options: { pattern: 'shop.*' },
      },
    ],
  },
});

/** The pattern for the whole of a text; undefined for none, and for one that is no regular expression. */
function compiled(pattern: string): RegExp | undefined {
  if (pattern === '') return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}
