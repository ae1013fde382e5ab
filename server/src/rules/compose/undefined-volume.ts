import { bad, good } from '../../core/rule/example.ts';
import { namedVolumes, undefinedReferenceRule } from './undefinedReference.ts';

export default undefinedReferenceRule({
  id: 'compose/undefined-volume',
  what: 'volume',
  field: 'volumes',
  why: 'Compose refuses a file in which a service mounts a named volume that no `volumes` entry declares. A path that was meant has to start with `./` or `/`.',
  reference: 'https://docs.docker.com/reference/compose-file/volumes/',
  references: namedVolumes,
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\nvolumes:\n  data:\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - ./data:/data\n      - /srv:/srv:ro\n      - /tmp\n      - ${DATA}:/x\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - type: tmpfs\n        target: /tmp\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - «dtaa»:/data:ro\nvolumes:\n  data:\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - data:/data:ro\nvolumes:\n  data:\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - "«cache»:/cache" # warm\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - "cache:/cache" # warm\nvolumes:\n  cache: {}\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - type: volume\n        source: «pgdata»\n        target: /data\nvolumes: {}\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - type: volume\n        source: pgdata\n        target: /data\nvolumes:\n  pgdata: {}\n',
      ),
    ],
  },
});
