import { pairsOf } from '../../core/compose/pairs.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { programOf, startedWords, wordsOf } from '../../core/compose/words.ts';
import { edit } from '../../core/edit/edit.ts';
import { asSeq, get, isNull, numberOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

/** Servers that run one process unless they are told otherwise. */
const SERVERS = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian']);
/** Variables that tell how many there are to be, or may. */
const VARIABLES = new Set(['WEB_CONCURRENCY', 'GUNICORN_CMD_ARGS', 'UVICORN_WORKERS', 'GRANIAN_WORKERS']);

export default defineRule({
  id: 'compose/prod-single-process',
  title: 'One worker in production',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A server with one worker process uses one CPU, and answers nobody while it works on something slow or is restarted. What was fast enough on a laptop stops under load.',
    how: 'Start it with `--workers`, set WEB_CONCURRENCY, or run several replicas. Only files for production are reported.',
    references: [
      'https://www.uvicorn.org/deployment/',
      'https://docs.gunicorn.org/en/stable/settings.html#workers',
      'https://docs.docker.com/reference/compose-file/deploy/#replicas',
    ],
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      workers: {
        type: 'integer',
        minimum: 2,
        default: 2,
        description: 'The number of workers that the fix sets.',
      },
    },
  },
  check(service, { environment, options, report }) {
    if (environment.kind !== 'production' || isReplicated(service)) return;
    const command = get(service.node, 'command') ?? get(service.node, 'entrypoint');
    const words = startedWords([
      ...wordsOf(get(service.node, 'entrypoint')),
      ...wordsOf(get(service.node, 'command')),
    ]);
    const server = words.map(programOf).find((word) => SERVERS.has(word));
    const variable = pairsOf(get(service.node, 'environment')).some(({ key }) => VARIABLES.has(key));
    if (!command || server === undefined || variable) return;
    const workers = workersIn(words);
    if (workers !== undefined && workers !== '1') return;
    report({
      span: command.span,
      message: `"${shortened(service.name, 24)}" runs one ${server} worker in production: while it is busy, nobody is answered.`,
      fixes: () => (workers === undefined ? startMore(service, options.workers) : []),
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app\n'),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  a:\n    image: example/api:1.4.2\n    command: gunicorn -w 4 app:app\n  b:\n    image: example/api:1.4.2\n    command: ["uvicorn", "app:app", "--workers=${WORKERS:-4}"]\n  c:\n    image: example/api:1.4.2\n    command: uvicorn app:app\n    environment: {WEB_CONCURRENCY: 4}\n',
        },
      },
      {
        files: {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app\n    deploy: {replicas: 3}\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: «uvicorn app:app --host 0.0.0.0» # http\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app --host 0.0.0.0 --workers 2 # http\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: «["gunicorn", "app:app"]»\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    command: ["gunicorn", "app:app", "--workers", "2"]\n',
        },
      ),
      badFiles({
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.4.2\n    command: uvicorn app:app --reload\n',
        'compose.prod.yaml': 'services:\n  api:\n    command: «sh -c "exec gunicorn -w 1 app:app"»\n',
      }),
    ],
  },
});

function isReplicated({ node }: ComposeService): boolean {
  const replicas = get(node, 'deploy', 'replicas') ?? get(node, 'scale');
  return !isNull(replicas) && numberOf(replicas) !== 1;
}

/** How many workers the words ask for; undefined where they do not say. */
function workersIn(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const joined = /^(?:--workers=|-w)(.+)$/.exec(word)?.[1];
    if (joined !== undefined) return joined;
    if (word === '--workers' || word === '-w') return words[index + 1];
  }
  return undefined;
}

/** Adds the option at the end of the command, where no shell stands in between. */
function startMore({ node }: ComposeService, workers: number): Fix[] {
  const command = get(node, 'command');
  const title = `Run ${workers} workers`;
  const seq = asSeq(command);
  const [first = ''] = wordsOf(command).map(programOf);
  if (!command || !(SERVERS.has(first) || /^python3?$/.test(first))) return [];
  if (seq) {
    const edits = edit.add(node, { command: [...wordsOf(command), '--workers', String(workers)] });
    return [{ title, safe: false, edits }];
  }
  if (command.kind !== 'scalar' || /^(?:literal|folded)$/.test(command.style)) return [];
  const edits = edit.replace(command, `${stringOf(command)} --workers ${workers}`);
  return [{ title, safe: false, edits }];
}
