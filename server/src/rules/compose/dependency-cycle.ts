import { bad, badFiles, good } from '../../core/rule/example.ts';
import { projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/dependency-cycle',
  title: 'Services that wait for each other',
  isOne: ({ code }) => code === 'dependency-cycle',
  docs: {
    why: 'Each of the services waits for another one of them to be started first, so that none can be. Compose refuses the project.',
    how: 'Take one of the dependencies out: mostly one of the services can wait for the other by itself, by trying again.',
    references: ['https://docs.docker.com/reference/compose-file/services/#depends_on'],
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
      ),
      good(
        'services:\n  a:\n    image: example/a:1.0\n    depends_on: [b, c]\n  b:\n    image: example/b:1.0\n    depends_on: [c]\n  c:\n    image: example/c:1.0\n',
      ),
      {
        files: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
          'compose.override.yaml':
            'services:\n  api:\n    depends_on: !reset []\n  db:\n    depends_on: [api]\n',
        },
      },
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n    depends_on: [api]\n',
      ),
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    depends_on:\n      api: {condition: service_started}\n',
      ),
      badFiles({
        'compose.yaml':
          'services:\n  «a»:\n    image: example/a:1.0\n    depends_on: [b]\n  b:\n    image: example/b:1.0\n    depends_on: [c]\n  c:\n    image: example/c:1.0\n',
        'compose.override.yaml': 'services:\n  c:\n    depends_on: [a]\n',
      }),
    ],
  },
});
