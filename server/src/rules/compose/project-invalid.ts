import type { ComposeProblem } from '../../core/compose/effective/compose.ts';
import { hasComposeName } from '../../core/compose/project.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/project-invalid',
  title: 'Compose project that Compose refuses',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'Compose checks the merged project before it starts anything, and refuses all of it for one fault. This rule says what the fault is, wherever no other rule of this family does, in the file that has to change.',
    how: 'Mend what the message says. `docker compose config` says the same in its own words. Env files that are mostly kept out of version control (`.env...`) are warned of only, and files outside of the workspace not at all.',
    references: ['https://docs.docker.com/reference/compose-file/'],
  },
  check({ model }, { report }) {
    const seen = new Set<string>();
    for (const problem of model.problems) {
      const { span, message } = problem;
      const key = `${span.source.uri} ${span.start} ${span.end}`;
      if (problem.kind !== 'error' || seen.has(key) || isSaidElsewhere(problem) || isOutside(problem))
        continue;
      seen.add(key);
      report({
        span,
        message: message.length > 140 ? `${message.slice(0, 139)}…` : message,
        ...(isKeptBack(problem) ? { severity: 'warning' } : {}),
      });
    }
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:${TAG:?set TAG in .env}\n    networks: [gone]\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    env_file: ../shared/api.env\n'),
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
      bad('services:\n  api:\n    image: example/api:1.4.2\n    «imagee»: example/api # a slip\n'),
      bad(
        'services:\n  «api»:\n    environment: {LEVEL: debug}\n  web:\n    image: example/web:1.4.2\n    mem_limit: «lots»\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    command: ["serve"]\n',
        'compose.override.yaml': 'services:\n  api:\n    env_file:\n      - «api.env»\n',
      }),
    ],
  },
});

/** Whether another rule says the same, or nothing in the files is wrong: a value has to be given when it is started. */
function isSaidElsewhere({ code, span: { source } }: ComposeProblem): boolean {
  // What YAML refuses is said of every file that looks like a Compose file.
  if (code.startsWith('yaml-')) return hasComposeName(source.uri) || SERVICES.test(source.text);
  return /^(?:(?:network|volume|secret|config|service)-undefined|variable-required|remote-file|too-large)$/.test(
    code,
  );
}

const SERVICES = /^["']?services["']?[ \t]*:/m;

/** Whether a file that is not found may well be there: what is outside of the workspace folder is not read. */
function isOutside({ code, span: { source, start, end } }: ComposeProblem): boolean {
  if (code !== 'file-missing' && code !== 'env-file-missing') return false;
  return /^["']?(?:\.\.|\/|~|\$|[A-Za-z]:)/.test(source.text.slice(start, end));
}

function isKeptBack({ code, span: { source, start, end } }: ComposeProblem): boolean {
  return code === 'env-file-missing' && /(?:^|[/"'])\.env[^/]*$/.test(source.text.slice(start, end));
}
