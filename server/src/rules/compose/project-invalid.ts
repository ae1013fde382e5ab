import type { ComposeProblem } from '../../core/compose/effective/compose.ts';
import { hasComposeName } from '../../core/compose/project.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/project-invalid',
  title: 'Compose project that Compose refuses',
  docs: {
    why: 'Compose checks the merged project before it starts anything, and refuses all of it for one fault. This rule says what the fault is, wherever no other rule of this family does, in the file that has to change.',
    how: 'Mend what the message says. `docker compose config` says the same in its own words.',
    references: ['https://docs.docker.com/reference/compose-file/'],
  },
  isOne: (problem) => !isSaidElsewhere(problem),
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:${TAG:?set TAG in .env}\n    networks: [gone]\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    env_file: ../shared/api.env\n'),
      // The schema is what `compose/schema-invalid` is for.
      good('services:\n  api:\n    image: example/api:1.4.2\n    imagee: example/api\n'),
      { files: { 'stack.yaml': 'services:\n  api:\n    ports: ["80:80"]\n' } },
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["80:80"]\n',
          'compose.override.yaml':
            'services:\n  api:\n    ports: !override ["8080:80"]\n    env_file: [api.env]\n',
          'api.env': 'LEVEL=debug\n',
        },
      },
    ],
    bad: [
      bad('services:\n  api:\n    image: example/api:1.4.2\n    deploy: {replicas: «many»} # of it\n'),
      bad('services:\n  web:\n    image: example/web:1.4.2\n    mem_limit: «lots» # more\n'),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    command: ["serve"]\n',
        'compose.override.yaml': 'services:\n  api:\n    volumes:\n      - «":/data"»\n',
      }),
    ],
  },
});

/** Whether another rule says the same, or nothing in the files is wrong: a value has to be given when it is started. */
function isSaidElsewhere({ code, span: { source } }: ComposeProblem): boolean {
  // What YAML refuses is said of every file that looks like a Compose file.
  if (code.startsWith('yaml-')) return hasComposeName(source.uri) || SERVICES.test(source.text);
  return ELSEWHERE.test(code);
}

const SERVICES = /^["']?services["']?[ \t]*:/m;
const ELSEWHERE =
  /^(?:schema|(?:network|volume|secret|config|service)-undefined|variable-required|container-name-scale|dependency-cycle|extends-cycle|extends-unknown|include-cycle|no-image|env-file-missing|file-missing|remote-file|too-large)$/;
