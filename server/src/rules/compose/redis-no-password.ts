import { pairsOf } from '../../core/compose/pairs.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { mountsOf } from '../../core/compose/volumes.ts';
import { wordsOf } from '../../core/compose/words.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { imageName } from './databaseImages.ts';

const IMAGES: ReadonlyMap<string, string> = new Map([
  ['redis', 'redis-server'],
  ['redis-stack-server', 'redis-stack-server'],
  ['valkey', 'valkey-server'],
  ['keydb', 'keydb-server'],
]);

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
    if (server === undefined || environment.kind !== 'production' || isProtected(service)) return;
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
    ],
    bad: [
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
  const command = get(node, 'command');
  if (command?.kind === 'seq')
    return [additionFix(title, false, node, { command: ['--requirepass', PASSWORD] }, SERVICE_ORDER)];
  const before = isNull(command) || command?.kind !== 'scalar' ? server : command.text;
  return [additionFix(title, false, node, { command: `${before} --requirepass ${PASSWORD}` }, SERVICE_ORDER)];
}
