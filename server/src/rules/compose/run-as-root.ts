import { isReset } from '../../core/compose/reset.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { dockerfileFor } from '../../core/infer/surroundings.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { imageName } from './databaseImages.ts';
import { fromVariable } from './fromVariable.ts';

/** Images that start as another user, or that start as root and drop it by themselves. */
const SAFE = new Set([
  'postgres',
  'postgis',
  'timescaledb',
  'pgvector',
  'mysql',
  'mariadb',
  'percona',
  'mongo',
  'redis',
  'valkey',
  'memcached',
  'rabbitmq',
  'nginx',
  'nginx-unprivileged',
  'httpd',
  'elasticsearch',
  'logstash',
  'kibana',
  'grafana',
  'prometheus',
  'alertmanager',
  'node-exporter',
  'neo4j',
  'cassandra',
  'couchdb',
  'influxdb',
  'zookeeper',
  'cp-kafka',
  'kafka',
  'keycloak',
  'pgadmin4',
  'mssql-server',
  'wordpress',
  'nextcloud',
  'gitea',
  'ghost',
  'haproxy',
  'sonarqube',
  'solr',
  'jenkins',
  'vault',
  'consul',
  'opensearch',
  'php',
]);

export default defineRule({
  id: 'compose/run-as-root',
  title: 'Service runs as root',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A container runs as root unless its image or `user` says otherwise. Root in a container owns every bind mount on the host and needs only one hole in the kernel to be root there.',
    how: 'Set `user` to a UID above 0, or end the Dockerfile with `USER`. Images that are known to drop root by themselves, such as postgres or nginx, are not reported.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#user',
      'https://docs.docker.com/build/building/best-practices/#user',
    ],
  },
  aliases: { kics: 'Container Running As Root [cf34805e-3872-4c08-bf92-6ff7bb0cfadb]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      user: { type: 'string', default: '1000:1000', description: 'The user and group that the fix sets.' },
    },
  },
  check(service, { environment, options, report }) {
    const { name, node } = service;
    const user = get(node, 'user');
    const text = isReset(user) ? undefined : stringOf(user);
    const explicit = text !== undefined && /^(?:root|0)(?::|$)/.test(text) ? user : undefined;
    if (text !== undefined && !explicit) return;
    if (!explicit && SAFE.has(imageName(service.image) ?? '') && !service.built) return;
    const built = dockerfileFor(service, environment);
    const imageUser = built?.user;
    if (!explicit && imageUser !== undefined && !/^(?:root|0)(?::|$)/.test(imageUser)) return;
    if (!explicit && built && imageUser === undefined && SAFE.has(imageName(built.baseImage) ?? '')) return;
    // Another file, or an image that can't be seen, may say more than this one.
    if (!explicit && service.image === undefined && !built) return;
    report({
      span: explicit?.span ?? service.entry.keySpan,
      message: explicit
        ? fromVariable(`Service "${name}" runs as root: whoever breaks out of it is root on the host.`, user)
        : `Service "${name}" sets no user, so it runs as root unless its image says otherwise.`,
      missing: explicit === undefined,
      fixes: () => [
        additionFix(`Set "user" to ${options.user}`, false, node, { user: options.user }, SERVICE_ORDER),
      ],
    });
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    build:\n      dockerfile_inline: |\n        FROM python:3.12\n        USER app\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    user: "1000"\n'),
      good('services:\n  db:\n    image: postgres:16\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    build: .\n',
          Dockerfile: 'FROM python:3.12\nUSER app\n',
        },
      },
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    command: serve\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    user: "1000:1000"\n    command: serve\n',
      ),
      bad(
        "services:\n  api:\n    image: example/api:1.4.2\n    user: «'0:0'» # why?\n",
        "services:\n  api:\n    image: example/api:1.4.2\n    user: '1000:1000' # why?\n",
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «api»:\n    build: {context: .}\n',
          Dockerfile: 'FROM python:3.12\nEXPOSE 8000\n',
        },
        { 'compose.yaml': 'services:\n  api:\n    build: {context: .}\n    user: "1000:1000"\n' },
      ),
    ],
  },
});
