import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { namesIn, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-secret',
  what: 'secret',
  field: 'secrets',
  why: 'Compose refuses a file in which a service uses a secret that no `secrets` entry declares. Nothing of the project starts then.',
  reference: 'https://docs.docker.com/reference/compose-file/secrets/',
  references: (service) => namesIn(get(service.node, 'secrets')),
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets: [main]\nsecrets:\n  main:\n    file: ./main.txt\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets:\n      - source: main\n        target: /etc/main\nsecrets:\n  main: {external: true}\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets:\n      - «mian»\nsecrets:\n  main:\n    file: ./m.txt\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets:\n      - main\nsecrets:\n  main:\n    file: ./m.txt\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets: [«token»] # late\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets: [token] # late\nsecrets:\n  token:\n    file: ./token.txt\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets:\n      - source: «app»\n        target: /app\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    secrets:\n      - source: app\n        target: /app\nsecrets:\n  app:\n    file: ./app.txt\n',
      ),
    ],
  },
});
