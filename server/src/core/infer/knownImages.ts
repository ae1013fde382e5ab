import { isShell, programOf, startedWords } from '../compose/words.ts';
import { parseImage } from '../text/imageReference.ts';
import type { Check } from './check.ts';

/** How a well-known image is asked whether it is well, with the tools that it brings itself. */
interface Answer {
  readonly probe: Check;
  /** The command for Compose, where it is not the probe's own. */
  readonly test?: readonly string[];
}

/** What a tag tells: `major.minor` as a number, infinite for the newest, and the words behind it. */
interface Tag {
  readonly version: number;
  readonly variant: string;
}

interface KnownImage {
  /** Without the registry. */
  readonly repositories: readonly string[];
  /** The program that answers. */
  readonly server: RegExp;
  /** Undefined for versions and variants that can't be asked, or not without more knowledge. */
  answer(tag: Tag, repository: string): Answer | undefined;
}

function exec(...command: string[]): Answer {
  return { probe: { kind: 'exec', command } };
}

function tcp(port: number): Answer {
  return { probe: { kind: 'tcp', port } };
}

function page(port: number, path: string, test?: readonly string[]): Answer {
  return { probe: { kind: 'http', path, port }, ...(test ? { test } : {}) };
}

/** Nginx's own page; its slim variants have no curl. */
function nginx(port: number, { variant }: Tag): Answer {
  const url = port === 80 ? 'http://localhost/' : `http://localhost:${port}/`;
  const test = /slim/.test(variant) ? undefined : ['CMD-SHELL', `curl -fsS ${url} || exit 1`];
  return page(port, '/', test);
}

const PING = "db.adminCommand('ping')";

const KNOWN: readonly KnownImage[] = [
  {
    repositories: [
      'postgres',
      'bitnami/postgresql',
      'postgis/postgis',
      'timescale/timescaledb',
      'timescale/timescaledb-ha',
      'pgvector/pgvector',
      'ankane/pgvector',
    ],
    server: /^postgres$/,
    answer: () => exec('pg_isready'),
  },
  {
    repositories: ['redis', 'redis/redis-stack', 'redis/redis-stack-server', 'bitnami/redis'],
    server: /^redis-(?:stack-)?server$/,
    answer: () => exec('redis-cli', 'ping'),
  },
  {
    repositories: ['valkey/valkey', 'bitnami/valkey'],
    server: /^valkey-server$/,
    answer: () => exec('valkey-cli', 'ping'),
  },
  {
    repositories: ['mysql', 'mysql/mysql-server', 'bitnami/mysql'],
    server: /^mysqld$/,
    answer: () => exec('mysqladmin', 'ping', '-h', '127.0.0.1'),
  },
  {
    repositories: ['mariadb'],
    server: /^(?:mysqld|mariadbd)$/,
    answer: ({ version }) =>
      version < 10.04
        ? exec('mysqladmin', 'ping', '-h', '127.0.0.1')
        : exec('healthcheck.sh', '--connect', '--innodb_initialized'),
  },
  {
    repositories: ['mongo', 'bitnami/mongodb'],
    server: /^mongod$/,
    answer: ({ version }) => exec(version < 5 ? 'mongo' : 'mongosh', '--quiet', '--eval', PING),
  },
  {
    repositories: ['rabbitmq', 'bitnami/rabbitmq'],
    server: /^rabbitmq-server$/,
    answer: ({ version }) => (version < 3.08 ? undefined : exec('rabbitmq-diagnostics', '-q', 'ping')),
  },
  { repositories: ['nginx'], server: /^nginx$/, answer: (tag) => nginx(80, tag) },
  { repositories: ['nginxinc/nginx-unprivileged'], server: /^nginx$/, answer: (tag) => nginx(8080, tag) },
  {
    // From version 8 on it speaks TLS and asks for a login.
    repositories: ['elasticsearch', 'elasticsearch/elasticsearch', 'elasticsearch/elasticsearch-oss'],
    server: /^(?:elasticsearch|eswrapper)$/,
    answer: ({ version }) =>
      version < 8
        ? page(9200, '/_cluster/health?local=true', [
            'CMD-SHELL',
            'curl -fsS http://localhost:9200/_cluster/health || exit 1',
          ])
        : undefined,
  },
  {
    repositories: ['minio/minio'],
    server: /^(?:minio|server)$/,
    answer: () => page(9000, '/minio/health/live', ['CMD', 'mc', 'ready', 'local']),
  },
  {
    repositories: ['confluentinc/cp-kafka', 'apache/kafka', 'bitnami/kafka'],
    server: /^kafka-server-start(?:\.sh)?$/,
    answer: () => tcp(9092),
  },
  { repositories: ['memcached', 'bitnami/memcached'], server: /^memcached$/, answer: () => tcp(11211) },
];

/**
 * How a well-known image is asked whether it is well, by its repository, its variant and its version.
 * @param start the words that it is started with instead of its own
 */
export function knownImage(image: string | undefined, start: readonly string[]): Answer | undefined {
  const parsed = image === undefined ? undefined : parseImage(image);
  if (!parsed) return undefined;
  const repository = pathOf(parsed.repository);
  const known = KNOWN.find((each) => each.repositories.includes(repository));
  // A digest alone does not tell the version.
  if (!known || (parsed.tag === undefined && parsed.digest !== undefined)) return undefined;
  return starts(known, start) ? known.answer(tagOf(parsed.tag), repository) : undefined;
}

/** A repository without its registry, and without what official images are kept under: mirrors keep them there, too. */
function pathOf(repository: string): string {
  const path = repository.replace(/^(?:[^/]*[.:][^/]*|localhost)\//, '').toLowerCase();
  return path.replace(/^(?:docker\/)?library\//, '');
}

function tagOf(tag: string | undefined): Tag {
  const match = /^v?(\d+)(?:\.(\d+))?[\d.]*(?:-(.*))?$/.exec(tag ?? '');
  if (!match) return { version: Number.POSITIVE_INFINITY, variant: tag ?? '' };
  return { version: Number(match[1]) + Number(match[2] ?? 99) / 100, variant: match[3] ?? '' };
}

/** Whether the words start the image's own server, on its own port. */
function starts({ server }: KnownImage, start: readonly string[]): boolean {
  const words = startedWords(start);
  if (words.some((word) => /^(?:-p|-P|--port|--http\.port)(?:=|$|\d)/.test(word))) return false;
  const programs = words.map(programOf);
  const [first = '-'] = programs.filter((word) => !/^(?:docker-)?entrypoint(?:\.sh)?$/.test(word));
  if (first.startsWith('-') || server.test(first)) return true;
  return isShell(start[0]) && programs.some((each) => server.test(each));
}

/** Images that bring a HEALTHCHECK of their own. */
const SELF_CHECKING = new Set([
  'mssql-server',
  'plex',
  'plexinc',
  'pms-docker',
  'portainer-agent',
  'pihole',
  'traefik-forward-auth',
  'vaultwarden',
  'server-vaultwarden',
  'minecraft-server',
  'keycloak-x',
  'uptime-kuma',
  'netdata',
  'nextcloud-aio',
]);

/** Whether an image is known to have a HEALTHCHECK built in. */
export function hasBuiltInHealthcheck(image: string | undefined): boolean {
  const name = image === undefined ? undefined : parseImage(image)?.name;
  return name !== undefined && SELF_CHECKING.has(name);
}
