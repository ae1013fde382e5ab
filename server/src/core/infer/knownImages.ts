import { parseImage } from '../text/imageReference.ts';
import type { Check } from './check.ts';

/** How a well-known image is asked whether it is well, with the tools that it brings itself. */
interface KnownImage {
  readonly names: readonly string[];
  readonly probe: Check;
  /** The command for Compose, where it is not the probe's own. */
  readonly test?: readonly string[];
}

function exec(...command: string[]): Check {
  return { kind: 'exec', command };
}

const KNOWN: readonly KnownImage[] = [
  { names: ['postgres', 'postgresql', 'postgis', 'timescaledb', 'pgvector'], probe: exec('pg_isready') },
  { names: ['redis', 'redis-stack', 'redis-stack-server'], probe: exec('redis-cli', 'ping') },
  { names: ['valkey'], probe: exec('valkey-cli', 'ping') },
  { names: ['mysql'], probe: exec('mysqladmin', 'ping', '-h', '127.0.0.1') },
  { names: ['mariadb'], probe: exec('healthcheck.sh', '--connect', '--innodb_initialized') },
  { names: ['mongo', 'mongodb'], probe: exec('mongosh', '--quiet', '--eval', "db.adminCommand('ping')") },
  { names: ['rabbitmq'], probe: exec('rabbitmq-diagnostics', '-q', 'ping') },
  {
    names: ['nginx', 'nginx-unprivileged'],
    probe: { kind: 'http', path: '/', port: 80 },
    test: ['CMD-SHELL', 'curl -fsS http://localhost/ || exit 1'],
  },
  {
    names: ['elasticsearch', 'opensearch'],
    probe: { kind: 'http', path: '/_cluster/health?local=true', port: 9200 },
    test: ['CMD-SHELL', 'curl -fsS http://localhost:9200/_cluster/health || exit 1'],
  },
  {
    names: ['minio'],
    probe: { kind: 'http', path: '/minio/health/live', port: 9000 },
    test: ['CMD', 'mc', 'ready', 'local'],
  },
  { names: ['kafka', 'cp-kafka'], probe: { kind: 'tcp', port: 9092 } },
  { names: ['memcached'], probe: { kind: 'tcp', port: 11211 } },
];

/** The well-known image that a reference names, by the last part of its path. */
export function knownImage(image: string | undefined): KnownImage | undefined {
  const name = image === undefined ? undefined : parseImage(image)?.name;
  if (name === undefined) return undefined;
  const known = KNOWN.find((each) => each.names.includes(name));
  return known && name === 'nginx-unprivileged'
    ? { ...known, probe: { kind: 'http', path: '/', port: 8080 } }
    : known;
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
