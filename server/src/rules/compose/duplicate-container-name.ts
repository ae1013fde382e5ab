import type { ComposeService } from '../../core/compose/project.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { deployedServices, mayRunTogether } from './deployedServices.ts';

export default defineRule({
  id: 'compose/duplicate-container-name',
  title: 'Container name that two services have',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'The name of a container is unique on its host. Compose refuses a project in which two services ask for the same one, mostly because a service was copied and its name was forgotten.',
    how: "Give one of them another name, or leave `container_name` out: Compose then makes a name of the project's and the service's.",
    references: ['https://docs.docker.com/reference/compose-file/services/#container_name'],
  },
  aliases: { dclint: 'no-duplicate-container-names' },
  check(composition, { report }) {
    const earlier: { service: ComposeService; name: string; node: Node }[] = [];
    for (const service of deployedServices(composition)) {
      const node = get(service.node, 'container_name');
      const name = stringOf(node);
      if (!node || name === undefined || name === '' || name.includes('$')) continue;
      const other = earlier.find((each) => each.name === name && mayRunTogether(each.service, service));
      earlier.push({ service, name, node });
      if (!other) continue;
      report({
        span: node.span,
        message: `"${shortened(service.name, 24)}" and "${shortened(other.service.name, 24)}" have the same container name: Compose refuses the project.`,
        related: [{ span: other.node.span, message: `"${other.service.name}" has the name here.` }],
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: api\n  web:\n    image: example/web:1.4.2\n    container_name: web\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n  web:\n    image: example/web:1.4.2\n'),
      good(
        'services:\n  cpu:\n    image: example/api:1.4.2\n    profiles: [cpu]\n    container_name: api\n  gpu:\n    image: example/api:1.4.2-gpu\n    profiles: [gpu]\n    container_name: api\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    container_name: shop\n  web:\n    image: example/web:1.4.2\n    container_name: «shop» # copied\n',
      ),
      badFiles({
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.4.2\n    container_name: shop\n  web:\n    image: example/web:1.4.2\n    container_name: web\n',
        'compose.override.yaml': 'services:\n  web:\n    container_name: «shop»\n',
      }),
      badFiles({
        '.env': 'PREFIX=shop\n',
        'compose.yaml':
          'services:\n  api: {image: "example/api:1.4.2", container_name: shop-api}\n  job: {image: "example/job:1.4.2", container_name: «"${PREFIX}-api"»}\n',
      }),
    ],
  },
});
