import { isReset } from '../../core/compose/reset.ts';
import { get, isNull, numberOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/container-name-scaled',
  title: 'Container name of several containers',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'The name of a container is unique on its host, so a service with `container_name` can run once only. Compose refuses a project that asks for more.',
    how: "Leave `container_name` out: Compose then makes a name for each container of the project's and the service's. Or run it once.",
    references: [
      'https://docs.docker.com/reference/compose-file/services/#container_name',
      'https://docs.docker.com/reference/compose-file/deploy/#replicas',
    ],
  },
  check({ name, node }, { report }) {
    const container = get(node, 'container_name');
    if (!container || isNull(container) || isReset(container)) return;
    const count = [get(node, 'deploy', 'replicas'), get(node, 'scale')].find(
      (each) => (numberOf(each) ?? 1) > 1 && !isReset(each),
    );
    if (!count) return;
    report({
      span: container.span,
      message: `Service "${name}" has a container name, and is to run ${numberOf(count)} times: Compose refuses the project.`,
      related: [{ span: count.span, message: 'The number is set here.' }],
      fixes: () => [removalFix(node, 'container_name')],
    });
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: api\n    deploy: {replicas: 1}\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    deploy: {replicas: 3}\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    container_name: api\n',
          'compose.override.yaml': 'services:\n  api:\n    container_name: !reset null\n    scale: 2\n',
        },
      },
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: «api» # short\n    deploy:\n      replicas: 3\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      replicas: 3\n',
      ),
      bad(
        'services:\n  api: {image: "example/api:1.4.2", container_name: «api», scale: 2}\n',
        'services:\n  api: {image: "example/api:1.4.2", scale: 2}\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    container_name: «"api"»\n',
          'compose.override.yaml': 'services:\n  api:\n    deploy:\n      replicas: 2\n',
        },
        { 'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n' },
      ),
    ],
  },
});
