import { mountsOf } from '../../core/compose/volumes.ts';
import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { imageName } from './databaseImages.ts';

/** Where images of databases keep their data. */
const DATA: ReadonlyMap<string, string> = new Map([
  ['postgres', '/var/lib/postgresql/data'],
  ['postgis', '/var/lib/postgresql/data'],
  ['timescaledb', '/var/lib/postgresql/data'],
  ['pgvector', '/var/lib/postgresql/data'],
  ['mysql', '/var/lib/mysql'],
  ['mariadb', '/var/lib/mysql'],
  ['percona', '/var/lib/mysql'],
  ['mongo', '/data/db'],
  ['couchdb', '/opt/couchdb/data'],
  ['influxdb', '/var/lib/influxdb2'],
  ['neo4j', '/data'],
  ['elasticsearch', '/usr/share/elasticsearch/data'],
  ['opensearch', '/usr/share/opensearch/data'],
  ['cassandra', '/var/lib/cassandra'],
  ['clickhouse-server', '/var/lib/clickhouse'],
  ['rabbitmq', '/var/lib/rabbitmq'],
  ['mssql-server', '/var/opt/mssql'],
]);

export default defineRule({
  id: 'compose/named-volume-missing-for-database',
  title: 'Database that keeps its data in the container',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: "Without a mount the data of a database is in an anonymous volume of its container. `docker compose down -v`, or a change of the project's name, and it is gone; nobody finds it for a backup.",
    how: 'Mount a named volume where the image keeps its data. Databases for tests, which are to forget, are the exception: give them a `tmpfs`, which is faster as well.',
    references: [
      'https://docs.docker.com/reference/compose-file/volumes/',
      'https://docs.docker.com/engine/storage/volumes/',
    ],
  },
  check(service, { report }) {
    const { node, project } = service;
    const path = DATA.get(imageName(service.image) ?? '');
    if (path === undefined || get(node, 'extends') || get(node, 'volumes_from')) return;
    const tmpfs = get(node, 'tmpfs');
    const temporary = [...itemsOf(tmpfs), ...(tmpfs ? [tmpfs] : [])].map((each) => stringOf(each) ?? '');
    const targets = [...mountsOf(service).map((mount) => mount.target), ...temporary];
    // Some version of the image has its data one folder up or down.
    if (targets.some((target) => meets(target.split(':')[0] ?? '', path))) return;
    report({
      span: service.entry.keySpan,
      message: `Database "${shortened(service.name, 40)}" keeps its data in its container: with that the data is gone.`,
      missing: true,
      fixes: () => {
        const name = `${service.name}-data`;
        const top = { keys: ['name', 'services', 'networks', 'volumes', 'configs', 'secrets'] };
        const mount = edit.add(node, { volumes: [`${name}:${path}`] }, SERVICE_ORDER);
        const declared = edit.add(project.root, { volumes: { [name]: {} } }, top);
        if (mount.length === 0 || declared.length === 0) return [];
        const edits = [...mount, ...declared];
        return [{ title: `Mount the volume "${name}" at ${path}`, safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(
        'services:\n  db:\n    image: postgres:16\n    volumes: ["data:/var/lib/postgresql/data"]\nvolumes:\n  data:\n',
      ),
      good(
        'services:\n  db:\n    image: mysql:8\n    tmpfs: /var/lib/mysql:size=1g\n  web:\n    image: nginx:1.27\n',
      ),
      good(
        'services:\n  db:\n    image: mongo:7\n    volumes:\n      - {type: bind, source: ./data, target: /data}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  «db»:\n    image: postgres:16\n    restart: always\n',
        'services:\n  db:\n    image: postgres:16\n    restart: always\n    volumes:\n      - db-data:/var/lib/postgresql/data\nvolumes:\n  db-data: {}\n',
      ),
      bad(
        'services:\n  «db»:\n    image: "mysql:8"\n    volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql:ro"] # first\nvolumes:\n  other:\n',
        'services:\n  db:\n    image: "mysql:8"\n    volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql:ro", "db-data:/var/lib/mysql"] # first\nvolumes:\n  other:\n  db-data: {}\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «db»: {image: "mongo:7"}\n',
          'compose.override.yaml': 'services:\n  db:\n    restart: always\n',
        },
        {
          'compose.yaml':
            'services:\n  db: {image: "mongo:7", volumes: [db-data:/data/db]}\nvolumes:\n  db-data: {}\n',
        },
      ),
    ],
  },
});

function meets(target: string, path: string): boolean {
  const folder = target.replace(/\/+$/, '');
  return folder !== '' && (folder === path || path.startsWith(`${folder}/`) || folder.startsWith(`${path}/`));
}
