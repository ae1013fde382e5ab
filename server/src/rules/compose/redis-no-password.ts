import { pairsOf } from '../../core/compose/pairs.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { mountsOf } from '../../core/compose/volumes.ts';
import { isShell, programOf, startedWords, wordsOf } from '../../core/compose/words.ts';
import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import type { Node } from '../../core/model/node.ts';
import { type Data, get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { span } from '../../core/text/span.ts';
import type { TextEdit } from '../../core/text/textEdit.ts';
import { imageName } from './databaseImages.ts';

const IMAGES: ReadonlyMap<string, string> = new Map([
  ['redis', 'redis-server'],
  ['redis-stack-server', 'redis-stack-server'],
  ['valkey', 'valkey-server'],
  ['keydb', 'keydb-server'],
]);

/** The programs that serve, by whatever image they are in. */
const SERVER = /^(?:redis|redis-stack|valkey|keydb)-server$/;

export default defineRule({
  id: 'compose/redis-no-password',
  title: 'Redis without a password in production',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A Redis without a password obeys everyone who reaches its port: every other container on its networks, and the world if the port is published. It hands out all data and can be made to write files.',
    how: 'Start it with `--requirepass` and a password from the environment, or with a configuration file that sets one. Only files for production are reported.',
    references: [
      'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
      'https://docs.docker.com/reference/compose-file/services/#command',
    ],
  },
  check(service, { environment, report }) {
    const server = IMAGES.get(imageName(service.image) ?? '');
    if (server === undefined || environment.kind !== 'production') return;
    if (!startsServer(service) || isProtected(service)) return;
    report({
      span: service.entry.keySpan,
      message: `Redis "${service.name}" has no password in production: everyone on its network can read and change its data.`,
      missing: true,
      fixes: () => requirePassword(service, server),
    });
  },
  examples: {
    good: [
      {
        files: {
          'compose.prod.yaml':
            'services:\n  cache:\n    image: redis:7\n    command: redis-server --requirepass ${REDIS_PASSWORD:?}\n',
        },
      },
      good('services:\n  cache:\n    image: redis:7\n'),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  cache:\n    image: redis:7\n    command: [redis-server, /etc/redis.conf]\n',
        },
      },
      {
        files: {
          'compose.prod.yaml':
            'services:\n  flush:\n    image: redis:7\n    command: redis-cli -h cache flushall\n  custom:\n    image: redis:7\n    command: [/start.sh]\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  «cache»:\n    image: redis:7\n    command: [sh, -c, "exec redis-server --save 60"]\n  «tuned»:\n    image: redis:7\n    entrypoint: [redis-server]\n  «lines»:\n    image: redis:7\n    command: >\n      redis-server\n      --appendonly yes\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  cache:\n    image: redis:7\n    command: [sh, -c, "exec redis-server --requirepass \'${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\' --save 60"]\n  tuned:\n    image: redis:7\n    entrypoint: [redis-server]\n    command:\n      - --requirepass\n      - ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n  lines:\n    image: redis:7\n    command: >\n      redis-server --requirepass ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n      --appendonly yes\n',
        },
      ),
      badFiles({
        'compose.prod.yaml':
          'services:\n  «cache»:\n    image: redis:7\n    command: sh -c "redis-server --version && redis-server"\n',
      }),
      badFiles(
        { 'compose.prod.yaml': 'services:\n  «cache»:\n    image: redis:7\n' },
        {
          'compose.prod.yaml':
            'services:\n  cache:\n    image: redis:7\n    command: redis-server --requirepass ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n',
        },
      ),
      badFiles(
        {
          'docker-compose.production.yml':
            'services:\n  «cache»: # sessions\n    image: "valkey/valkey:8"\n    command: valkey-server --appendonly yes\n',
        },
        {
          'docker-compose.production.yml':
            'services:\n  cache: # sessions\n    image: "valkey/valkey:8"\n    command: valkey-server --appendonly yes --requirepass ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  «cache»:\n    image: redis:7\n    command:\n      - redis-server\n      - --save\n      - "60"\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  cache:\n    image: redis:7\n    command:\n      - redis-server\n      - --save\n      - "60"\n      - --requirepass\n      - ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n',
        },
      ),
    ],
  },
});

/** Whether the service starts a server, not a client or a program that nothing is known about. */
function startsServer({ node }: ComposeService): boolean {
  const start = [...wordsOf(get(node, 'entrypoint')), ...wordsOf(get(node, 'command'))];
  const words = startedWords(start).map(programOf);
  return words[0] === undefined || words[0].startsWith('-') || words.some((word) => SERVER.test(word));
}

function isProtected(service: ComposeService): boolean {
  const words = [...wordsOf(get(service.node, 'command')), ...wordsOf(get(service.node, 'entrypoint'))];
  if (words.some((word) => /requirepass|aclfile|\.conf\b/.test(word))) return true;
  if (
    pairsOf(get(service.node, 'environment')).some(
      (pair) => /PASSWORD|REDIS_ARGS/.test(pair.key) && pair.value !== '',
    )
  )
    return true;
  return mountsOf(service).some((mount) =>
    /\.conf$|\/usr\/local\/etc\/redis|\/etc\/redis/.test(mount.target),
  );
}

const PASSWORD = '${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}';

function requirePassword({ node }: ComposeService, server: string): Fix[] {
  const title = 'Require a password from ${REDIS_PASSWORD}';
  const entrypoint = get(node, 'entrypoint');
  const command = get(node, 'command');
  const script = scriptOf(entrypoint) ?? scriptOf(command) ?? blockOf(command);
  if (script) {
    const edits = inScript(script, script !== command && script !== entrypoint);
    return edits.length === 0 ? [] : [{ title, safe: false, edits }];
  }
  const add = (value: Data): Fix[] => [additionFix(title, false, node, { command: value }, SERVICE_ORDER)];
  if (command?.kind === 'seq') return add(['--requirepass', PASSWORD]);
  if (command?.kind === 'scalar' && !isNull(command)) return add(`${command.text} --requirepass ${PASSWORD}`);
  // A service's own entrypoint starts without the command of its image.
  return add(isNull(entrypoint) ? `${server} --requirepass ${PASSWORD}` : ['--requirepass', PASSWORD]);
}

/** The script of `sh -c`: an item of a list, or the whole of a string. */
function scriptOf(field: Node | undefined): Node | undefined {
  const [shell, option = ''] = wordsOf(field);
  if (!isShell(shell) || !/^-\w*c$/.test(option)) return undefined;
  return field?.kind === 'seq' ? itemsOf(field)[2] : field;
}

/** A command on lines of its own. */
function blockOf(field: Node | undefined): Node | undefined {
  return field?.kind === 'scalar' && /^(?:literal|folded)$/.test(field.style) ? field : undefined;
}

/** Gives the one server that a script starts its password; a shell of its own would split one without quotes. */
function inScript(script: Node, quoted: boolean): TextEdit[] {
  const argument = ` --requirepass ${quoted ? `'${PASSWORD}'` : PASSWORD}`;
  const text = stringOf(script) ?? '';
  const at = behindServer(text);
  if (at === undefined) return [];
  if (!blockOf(script)) return edit.replace(script, text.slice(0, at) + argument + text.slice(at));
  const { source, start, end } = script.span;
  const written = behindServer(source.text.slice(start, end));
  return written === undefined
    ? []
    : [{ span: span(source, start + written, start + written), newText: argument }];
}

function behindServer(text: string): number | undefined {
  const found = [...text.matchAll(/(?<![\w.-])(?:redis|redis-stack|valkey|keydb)-server(?![\w.-])/g)];
  const [first] = found;
  return first && found.length === 1 ? first.index + first[0].length : undefined;
}
