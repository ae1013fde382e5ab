import { parseImage } from '../../core/text/imageReference.ts';

const DATABASES = new Set([
  'postgres',
  'postgresql',
  'postgis',
  'timescaledb',
  'pgvector',
  'mysql',
  'mariadb',
  'percona',
  'mssql-server',
  'mongo',
  'mongodb',
  'redis',
  'redis-stack',
  'redis-stack-server',
  'valkey',
  'memcached',
  'elasticsearch',
  'opensearch',
  'cassandra',
  'couchdb',
  'influxdb',
  'neo4j',
  'rabbitmq',
  'etcd',
  'clickhouse-server',
  'cockroach',
  'chroma',
]);

/** Ports that databases listen on by default. */
const DATABASE_PORTS = new Set([
  '5432',
  '3306',
  '1433',
  '27017',
  '6379',
  '11211',
  '9200',
  '9042',
  '5984',
  '8086',
  '7687',
  '2379',
  '26257',
]);

/** The short name of an image: `postgres` for `docker.io/library/postgres:16`. */
export function imageName(image: string | undefined): string | undefined {
  return image === undefined ? undefined : parseImage(image)?.name;
}

/** Whether a container port belongs to a database: by the image that runs, else by the well-known number. */
export function isDatabasePort(image: string | undefined, port: string): boolean {
  return DATABASES.has(imageName(image) ?? '') || DATABASE_PORTS.has(port);
}
