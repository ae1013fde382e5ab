import { bad, badFiles, good } from '../../core/rule/example.ts';
import { projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/extends-cycle',
  title: 'Services that extend each other',
  isOne: ({ code }) => code === 'extends-cycle',
  docs: {
    why: 'A service that extends itself, over whatever others, has no beginning. Compose refuses the project.',
    how: 'Put what the services have in common into one that extends nothing.',
    references: ['https://docs.docker.com/reference/compose-file/services/#extends'],
  },
  examples: {
    good: [
      good('services:\n  base:\n    image: example/api:1.4.2\n  api:\n    extends: base\n'),
      good(
        'services:\n  a:\n    image: example/a:1.0\n  b:\n    extends: {service: a}\n  c:\n    extends: {service: b}\n',
      ),
      {
        files: {
          'base.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.yaml': 'services:\n  api:\n    extends: {file: base.yaml, service: api}\n',
        },
      },
    ],
    bad: [
      bad('services:\n  api:\n    image: example/api:1.4.2\n    extends:\n      service: «api»\n'),
      bad('services:\n  a:\n    extends: b\n    image: example/a:1.0\n  b:\n    extends: «a»\n'),
      badFiles({
        'common.yaml': 'services:\n  base:\n    extends: {file: compose.yaml, service: «api»}\n',
        'compose.yaml': 'services:\n  api:\n    extends: {file: common.yaml, service: base}\n',
      }),
    ],
  },
});
