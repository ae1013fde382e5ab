import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { namesIn, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-config',
  what: 'config',
  field: 'configs',
  why: 'Compose refuses a file in which a service uses a config that no `configs` entry declares. Nothing of the project starts then.',
  reference: 'https://docs.docker.com/reference/compose-file/configs/',
  references: (service) => namesIn(get(service.node, 'configs')),
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    configs: [main]\nconfigs:\n  main:\n    file: ./main.txt\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    configs:\n      - source: main\n        target: /etc/main\nconfigs:\n  main: {external: true}\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    configs:\n      - «mian»\nconfigs:\n  main:\n    file: ./m.txt\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    configs:\n      - main\nconfigs:\n  main:\n    file: ./m.txt\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    configs: [«token»] # late\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    configs: [token] # late\nconfigs:\n  token:\n    file: ./token.txt\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    configs:\n      - source: «app»\n        target: /app\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    configs:\n      - source: app\n        target: /app\nconfigs:\n  app:\n    file: ./app.txt\n',
      ),
    ],
  },
});
