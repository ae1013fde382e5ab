import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

/** What Docker takes as the name of a container. */
const ALLOWED = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export default defineRule({
  id: 'compose/container-name-regex',
  title: 'Container name that Docker refuses',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'The name of a container has letters, digits, dots, dashes and underscores, begins with a letter or a digit and has two characters or more. Docker refuses to make a container of any other name.',
    how: 'Choose another name, or leave `container_name` out.',
    references: ['https://docs.docker.com/reference/compose-file/services/#container_name'],
  },
  aliases: { dclint: 'service-container-name-regex' },
  check({ name, node }, { report }) {
    const value = get(node, 'container_name');
    const text = stringOf(value);
    if (!value || text === undefined || text.includes('$') || isReset(value)) return;
    if (text === '' || ALLOWED.test(text)) return;
    report({
      span: value.span,
      message: `Docker refuses the container name of "${shortened(name, 40)}": letters, digits and ". _ -" are allowed.`,
      fixes: () => {
        const better = text.replace(/[^a-zA-Z0-9_.-]+/g, '-').replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, '');
        if (!ALLOWED.test(better)) return [];
        return [{ title: `Change to "${better}"`, safe: false, edits: edit.replace(value, better) }];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    container_name: shop_api-1.a\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    container_name: "${PREFIX:?}@api"\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: «"shop api@1"» # the one\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: "shop-api-1" # the one\n',
      ),
      bad(
        'services:\n  api: {image: "example/api:1.4.2", container_name: «-shop»}\n',
        'services:\n  api: {image: "example/api:1.4.2", container_name: shop}\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
        'compose.override.yaml': 'services:\n  api:\n    container_name: «a»\n',
      }),
    ],
  },
});
