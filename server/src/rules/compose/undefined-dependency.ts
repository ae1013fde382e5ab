import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { namesIn, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-dependency',
  what: 'service',
  field: 'services',
  why: 'Compose refuses a file in which a service depends on one that does not exist. Mostly the other one was renamed or moved to another file.',
  reference: 'https://docs.docker.com/reference/compose-file/services/#depends_on',
  references: (service) => namesIn(get(service.node, 'depends_on')),
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db: {condition: service_started}\n  db:\n    image: postgres:16\n',
      ),
      good('include: [db.yaml]\nservices:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      - «postgers»\n  postgres:\n    image: postgres:16\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      - postgres\n  postgres:\n    image: postgres:16\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      «databse»:\n        condition: service_started\n  database:\n    image: postgres:16\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      database:\n        condition: service_started\n  database:\n    image: postgres:16\n',
      ),
      bad('services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [«queue»]\n'),
    ],
  },
});
