import { type Pair, pairsOf } from '../../core/compose/pairs.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { wordsOf } from '../../core/compose/words.ts';
import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { asMap, get } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { imageName } from './databaseImages.ts';

/** A setting that lets everybody in, by the images that know it. */
interface OpenDoor {
  readonly images: RegExp;
  readonly variable: RegExp;
  readonly value: RegExp;
  /** The variable that has the password. */
  readonly password: string | undefined;
}

const YES = /^(?:1|y|yes|true|on)$/i;
const NOTHING = /^(?:""|'')?$/;

const DOORS: readonly OpenDoor[] = [
  {
    images: /^(?:postgres|postgresql|postgis|timescaledb|pgvector)/,
    variable: /^POSTGRES_HOST_AUTH_METHOD$/,
    value: /^trust$/i,
    password: 'POSTGRES_PASSWORD',
  },
  {
    images: /^(?:mysql|mariadb|percona)/,
    variable: /^(?:MYSQL_ALLOW_EMPTY_PASSWORD|MARIADB_ALLOW_EMPTY_ROOT_PASSWORD)$/,
    value: /./,
    password: 'MYSQL_ROOT_PASSWORD',
  },
  { images: /^/, variable: /^ALLOW_EMPTY_PASSWORD$/, value: YES, password: undefined },
  {
    images: /^elasticsearch/,
    variable: /^xpack\.security\.enabled$/,
    value: /^false$/i,
    password: undefined,
  },
  {
    images: /^opensearch/,
    variable: /^(?:DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled)$/,
    value: YES,
    password: undefined,
  },
  { images: /^neo4j/, variable: /^NEO4J_AUTH$/, value: /^none$/i, password: undefined },
  {
    images:
      /^(?:postgres|postgresql|postgis|timescaledb|pgvector|mysql|mariadb|percona|mongo|mssql|clickhouse|couchdb|influxdb)/,
    variable:
      /^(?:POSTGRES_PASSWORD|MYSQL_ROOT_PASSWORD|MARIADB_ROOT_PASSWORD|MONGO_INITDB_ROOT_PASSWORD|COUCHDB_PASSWORD|CLICKHOUSE_PASSWORD|DOCKER_INFLUXDB_INIT_PASSWORD)$/,
    value: NOTHING,
    password: undefined,
  },
];

export default defineRule({
  id: 'compose/database-no-password',
  title: 'Database without a password in production',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A database that asks for no password obeys everyone who reaches its port: every other container on its networks, and the world if the port is published.',
    how: 'Take the setting out, and give the password from the environment (`${POSTGRES_PASSWORD:?}`) or from a Compose secret. Only files for production are reported.',
    references: [
      'https://hub.docker.com/_/postgres',
      'https://hub.docker.com/_/mysql',
      'https://hub.docker.com/_/mongo',
    ],
  },
  check(service, { environment, report }) {
    if (environment.kind !== 'production') return;
    const image = imageName(service.image) ?? '';
    const pairs = pairsOf(get(service.node, 'environment'));
    for (const pair of pairs) {
      const door = DOORS.find(
        (each) =>
          each.images.test(image) && each.variable.test(pair.key) && each.value.test(pair.value ?? '?'),
      );
      if (!door) continue;
      report({
        span: pair.value === '' ? pair.keySpan : pair.valueSpan,
        message: `${pair.key} lets everybody into the database "${shortened(service.name, 24)}" in production.`,
        fixes: () => close(service, pair, door, pairs),
      });
    }
    if (image === 'mongo' && isOpenMongo(service, pairs)) {
      report({
        span: service.entry.keySpan,
        message: `MongoDB "${shortened(service.name, 24)}" has no user in production: everyone on its network can read and change its data.`,
        missing: true,
        fixes: () => [mongoUser(service)],
      });
    }
  },
  examples: {
    good: [
      good('services:\n  db:\n    image: postgres:16\n    environment: {POSTGRES_HOST_AUTH_METHOD: trust}\n'),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_HOST_AUTH_METHOD: scram-sha-256\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n  api:\n    image: example/api:1.4.2\n    environment:\n      - POSTGRES_PASSWORD\n',
        },
      },
      {
        files: {
          'compose.prod.yaml':
            'services:\n  mongo:\n    image: mongo:7\n    environment: {MONGO_INITDB_ROOT_USERNAME_FILE: /run/secrets/user}\n  shard:\n    image: mongo:7\n    command: [mongod, --auth]\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_DB: shop\n      POSTGRES_HOST_AUTH_METHOD: «trust» # inside\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_DB: shop\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env}\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_ALLOW_EMPTY_PASSWORD=«yes»\n      - MYSQL_DATABASE=shop\n  search:\n    image: elasticsearch:8.14.0\n    environment: ["xpack.security.enabled=«false»", "discovery.type=single-node"]\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_ROOT_PASSWORD=${MYSQL_ROOT_PASSWORD:?set MYSQL_ROOT_PASSWORD in .env}\n      - MYSQL_DATABASE=shop\n  search:\n    image: elasticsearch:8.14.0\n    environment: ["discovery.type=single-node"]\n',
        },
      ),
      badFiles(
        { 'compose.prod.yaml': 'services:\n  «mongo»:\n    image: mongo:7\n' },
        {
          'compose.prod.yaml':
            'services:\n  mongo:\n    image: mongo:7\n    environment:\n      MONGO_INITDB_ROOT_USERNAME: root\n      MONGO_INITDB_ROOT_PASSWORD: ${MONGO_PASSWORD:?set MONGO_PASSWORD in .env}\n',
        },
      ),
    ],
  },
});

function close({ node }: ComposeService, pair: Pair, door: OpenDoor, pairs: readonly Pair[]): Fix[] {
  const field = get(node, 'environment');
  const { password } = door;
  const has =
    password !== undefined && pairs.some(({ key }) => key === password || key === `${password}_FILE`);
  const value = `\${${password}:?set ${password} in .env}`;
  const map = asMap(field);
  if (password !== undefined && !has) {
    const title = `Take ${password} from the environment instead`;
    const edits = map
      ? edit.substitute(map, pair.key, password, value)
      : edit.replace(pair.node, `${password}=${value}`);
    return edits.length === 0 ? [] : [{ title, safe: false, edits }];
  }
  const items = field?.kind === 'seq' ? field.items : [];
  const index = items.findIndex((item) => item.value === pair.node);
  const edits = map ? edit.remove(map, pair.key) : edit.removeFrom(node, 'environment', index);
  return edits.length === 0 ? [] : [{ title: `Remove "${pair.key}"`, safe: false, edits }];
}

/** Whether nothing tells that it asks who somebody is: no first user, no option, no configuration of its own. */
function isOpenMongo({ node }: ComposeService, pairs: readonly Pair[]): boolean {
  if (get(node, 'extends') || get(node, 'env_file')) return false;
  if (pairs.some(({ key }) => /^MONGO_INITDB_ROOT_USERNAME(?:_FILE)?$/.test(key))) return false;
  const words = [...wordsOf(get(node, 'entrypoint')), ...wordsOf(get(node, 'command'))];
  return !words.some((word) => /--(?:auth|keyFile|config|clusterAuthMode|sslMode|tlsMode)|^-f$/.test(word));
}

function mongoUser({ node }: ComposeService): Fix {
  const field = get(node, 'environment');
  const user = { MONGO_INITDB_ROOT_USERNAME: 'root' };
  const password = '${MONGO_PASSWORD:?set MONGO_PASSWORD in .env}';
  const values =
    field?.kind === 'seq'
      ? ['MONGO_INITDB_ROOT_USERNAME=root', `MONGO_INITDB_ROOT_PASSWORD=${password}`]
      : { ...user, MONGO_INITDB_ROOT_PASSWORD: password };
  return additionFix(
    'Add a user "root" with a password from ${MONGO_PASSWORD}',
    false,
    node,
    { environment: values },
    SERVICE_ORDER,
  );
}
