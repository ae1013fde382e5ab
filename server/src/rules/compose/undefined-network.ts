import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { namesIn, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-network',
  what: 'network',
  field: 'networks',
  why: 'Compose refuses a file in which a service joins a network that no `networks` entry declares. Nothing of the project starts then, however small the typing error.',
  reference: 'https://docs.docker.com/reference/compose-file/networks/',
  references: (service) => namesIn(get(service.node, 'networks')),
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    networks: [front]\nnetworks:\n  front:\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    networks:\n      default:\n        aliases: [web]\n',
      ),
      good(
        'include: [other.yaml]\nservices:\n  api:\n    image: example/api:1.4.2\n    networks: [shared]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    networks:\n      - «fornt» # web\nnetworks:\n  front:\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    networks:\n      - front # web\nnetworks:\n  front:\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    networks: ["«backend»"]\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    networks: ["backend"]\nnetworks:\n  backend: {}\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    networks:\n      «data»:\n        aliases: [db]\nnetworks:\n  front:\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    networks:\n      data:\n        aliases: [db]\nnetworks:\n  front:\n  data: {}\n',
      ),
    ],
  },
});
