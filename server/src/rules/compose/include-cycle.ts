import { badFiles, good } from '../../core/rule/example.ts';
import { projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/include-cycle',
  title: 'Compose files that include each other',
  isOne: ({ code }) => code === 'include-cycle',
  docs: {
    why: 'A file that includes itself, over whatever others, would be read without end. Compose refuses the project.',
    how: 'Take one of the includes out; what two files both need belongs into a third one.',
    references: ['https://docs.docker.com/reference/compose-file/include/'],
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      {
        files: {
          'compose.yaml': 'include: [db.yaml]\nservices:\n  api:\n    image: example/api:1.4.2\n',
          'db.yaml': 'services:\n  db:\n    image: postgres:16\n',
        },
      },
      {
        files: {
          'compose.yaml': 'include: [a.yaml, b.yaml]\n',
          'a.yaml': 'services:\n  a:\n    image: example/a:1.0\n',
          'b.yaml': 'services:\n  b:\n    image: example/b:1.0\n',
        },
      },
    ],
    bad: [
      badFiles({
        'compose.yaml': 'include: [«compose.yaml»]\nservices:\n  api:\n    image: example/api:1.4.2\n',
      }),
      badFiles({
        'compose.yaml': 'include:\n  - db.yaml\nservices:\n  api:\n    image: example/api:1.4.2\n',
        'db.yaml': 'include: [«compose.yaml»]\nservices:\n  db:\n    image: postgres:16\n',
      }),
      badFiles({
        'compose.yaml': 'include:\n  - path: db.yaml\nservices:\n  api:\n    image: example/api:1.4.2\n',
        'db.yaml': 'include:\n  - path: [«compose.yaml»]\nservices:\n  db:\n    image: postgres:16\n',
      }),
    ],
  },
});
