import { bad, badFiles, good } from '../../core/rule/example.ts';
import { projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/image-or-build-missing',
  title: 'Service with neither "image" nor "build"',
  isOne: ({ code }) => code === 'no-image',
  docs: {
    why: 'A service is made from an image, pulled or built. Compose refuses a project with one that names neither; mostly a service has another name in the override than in the base.',
    how: 'Add `image` or `build`, or give the service the name that it has in the base.',
    references: ['https://docs.docker.com/reference/compose-file/services/'],
  },
  problem: ({ span, message }, { model }) => {
    const fragment = model.files.size > 1;
    return {
      span,
      message: fragment
        ? 'No file of this project gives this service an "image" or a "build": Compose refuses the project.'
        : message,
      missing: true,
    };
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n  web:\n    build: .\n'),
      good('services:\n  base:\n    image: example/api:1.4.2\n  api:\n    extends: base\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'services:\n  api:\n    ports: ["80:80"]\n',
        },
      },
    ],
    bad: [
      bad('services:\n  «api»:\n    ports: ["80:80"]\n  web:\n    image: example/web:1.4.2\n'),
      bad('services:\n  «api»:\n    environment: {LEVEL: debug}\n  web:\n    image: example/web:1.4.2\n'),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
        'compose.override.yaml': 'services:\n  «ap»:\n    restart: always\n',
      }),
    ],
  },
});
