import { bad, badFiles, good } from '../../core/rule/example.ts';
import { isOutside, plain, projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/env-file-missing',
  title: 'Env file that is not there',
  isOne: ({ code }) => code === 'env-file-missing',
  docs: {
    why: 'Compose refuses a project in which a service takes its variables from a file that does not exist. On the machine of its author it does; in a fresh clone and in CI nothing starts.',
    how: 'Correct the path, commit the file, or say `required: false`. Files that are mostly kept out of version control (`.env...`) are warned of only, and files outside of the workspace not at all.',
    references: ['https://docs.docker.com/reference/compose-file/services/#env_file'],
  },
  problem: (found) => {
    if (isOutside(found)) return undefined;
    const { source, start, end } = found.span;
    const keptBack = /(?:^|[/"'])\.env[^/]*$/.test(source.text.slice(start, end));
    return { ...plain(found), ...(keptBack ? { severity: 'warning' as const } : {}) };
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    env_file: ../shared/api.env\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    env_file:\n      - {path: api.env, required: false}\n',
      ),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    env_file: [api.env]\n',
          'api.env': 'LEVEL=debug\n',
        },
      },
    ],
    bad: [
      bad('services:\n  api:\n    image: example/api:1.4.2\n    env_file: «config/api.env»\n'),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    env_file:\n      - path: «.env.local» # mine\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    command: ["serve"]\n',
        'compose.override.yaml': 'services:\n  api:\n    env_file:\n      - «"api.env"»\n',
      }),
    ],
  },
});
