import { describe, expect, it } from 'vitest';
import { hasBuiltInHealthcheck } from '../../../server/src/core/infer/knownImages.ts';
import { applyFix, type Files, findingsOf } from '../../support/analysis.ts';

const compose = (image: string): Files => ({ 'compose.yaml': `services:\n  api:\n    image: ${image}\n` });

/** The title of the fix for a missing healthcheck, and the test that it writes. */
function proposed(files: Files, path = 'compose.yaml') {
  const [fix] = findingsOf(files)
    .filter((each) => each.ruleId === 'compose/healthcheck-missing' && each.location.uri.endsWith(path))
    .flatMap((each) => each.fixes());
  if (!fix) return undefined;
  const after = applyFix(files, fix)[path] ?? '';
  return {
    title: fix.title.replace('Add a healthcheck: ', ''),
    test: /test: (.*)/.exec(after)?.[1],
    interval: /interval: (.*)/.exec(after)?.[1],
  };
}

function pod(lines: string, name = 'api', image = 'example/api:1.4.2'): Files {
  const container = `- name: ${name}\n  image: ${image}\n${lines}`.replace(/^(?=.)/gm, '    ');
  return {
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n${container}`,
  };
}

const IMAGE = 'example/api:1.4.2';

describe('a check with a password in it is not written once more', () => {
  it('from a pod in Compose', () => {
    const exec = (command: string): Files => ({
      ...compose(IMAGE),
      ...pod(`  readinessProbe: {exec: {command: ${command}}}\n`),
    });
    expect(proposed(exec('[ping, --quick]'))?.title).toContain('ping --quick');
    expect(proposed(exec('[ping, --password=hunter22]'))).toBeUndefined();
    const get = (path: string): Files => ({
      ...compose(IMAGE),
      ...pod(`  readinessProbe: {httpGet: {path: ${path}, port: 80}}\n`),
    });
    expect(proposed(get('/health'))?.title).toContain('/health');
    expect(proposed(get('"/health?token=5f2c9ab1d0e45f2c"'))).toBeUndefined();
  });

  it('from one Compose file in another', () => {
    const files = (test: string): Files => ({
      ...compose(IMAGE),
      'other/compose.yaml': `services:\n  api:\n    image: ${IMAGE}\n    healthcheck: {test: ${test}}\n`,
    });
    expect(proposed(files('[CMD, ping]'))?.title).toContain('ping');
    expect(proposed(files('[CMD, redis-cli, -a, hunter22, ping]'))).toBeUndefined();
  });
});

describe('a healthcheck', () => {
  it('is that of the same service in another Compose file', () => {
    const other =
      'services:\n  api:\n    image: example/api:2\n    healthcheck:\n      test: ["CMD", "/bin/alive"]\n';
    expect(proposed({ ...compose(IMAGE), 'sub/docker-compose.yml': other })).toEqual({
      title: '/bin/alive, as in docker-compose.yml',
      test: '["CMD", "/bin/alive"]',
      interval: '15s',
    });
    expect(
      proposed({ ...compose(IMAGE), 'sub/compose.yaml': other.replace('  api', '  web') }),
    ).toBeUndefined();
    expect(
      proposed({ ...compose(IMAGE), 'sub/compose.yaml': other.replace('example/api', 'other/api') }),
    ).toBeUndefined();
    expect(
      proposed({ ...compose(IMAGE), 'sub/compose.yaml': other.replace('example/api', '${REGISTRY}/api') }),
    ).toBeDefined();
    expect(
      proposed({ ...compose(IMAGE), 'sub/compose.yaml': other.replace('["CMD", "/bin/alive"]', '[NONE]') }),
    ).toBeUndefined();
  });

  it('is what the readiness probe of the same container runs, else its liveness probe', () => {
    const probes =
      '  livenessProbe: {exec: {command: [/bin/live]}}\n  readinessProbe: {exec: {command: [/bin/ready, $HOME]}}\n';
    expect(proposed({ ...compose(IMAGE), ...pod(probes) })).toMatchObject({
      title: '/bin/ready $$HOME, from the readiness probe of "api"',
      test: '["CMD", "/bin/ready", "$$HOME"]',
    });
    const liveness = probes.replace(/ {2}readiness.*\n/, '');
    expect(proposed({ ...compose(IMAGE), ...pod(liveness) })).toMatchObject({
      title: '/bin/live, from the liveness probe of "api"',
    });
  });

  it.each([
    ['{path: /up, port: 8000}', 'curl -fsS http://localhost:8000/up || exit 1'],
    ['{port: 8000}', 'curl -fsS http://localhost:8000/ || exit 1'],
    ['{path: /up, port: web, scheme: HTTPS}', 'curl -fsS https://localhost:8443/up || exit 1'],
  ])('asks what a request of a probe asks: %s', (request, command) => {
    const lines = `  ports: [{name: web, containerPort: 8443}]\n  readinessProbe: {httpGet: ${request}}\n`;
    expect(proposed({ ...compose(IMAGE), ...pod(lines) })?.test).toBe(`["CMD-SHELL", "${command}"]`);
  });

  it.each([
    ['asks a port that nobody knows', '{httpGet: {port: web}}'],
    ['opens a connection', '{tcpSocket: {port: 80}}'],
    ['is empty', '{}'],
  ])('is none of a probe that %s', (_, probe) => {
    expect(proposed({ ...compose(IMAGE), ...pod(`  readinessProbe: ${probe}\n`) })).toBeUndefined();
  });

  it('is found by the name of the workload and by the image, too', () => {
    const lines = '  readinessProbe: {exec: {command: [/bin/ready]}}\n';
    const shop = { 'compose.yaml': `services:\n  shop:\n    image: ${IMAGE}\n` };
    expect(proposed({ ...shop, ...pod(lines) })?.title).toContain('of "api"');
    expect(proposed({ ...compose(IMAGE), ...pod(lines, 'web', 'docker.io/example/api:9') })?.title).toContain(
      'of "web"',
    );
    expect(proposed({ ...compose(IMAGE), ...pod(lines, 'web', 'other/api') })).toBeUndefined();
  });

  it.each([
    ['postgres:16', '["CMD", "pg_isready"]'],
    ['redis:7', '["CMD", "redis-cli", "ping"]'],
    ['nginx:1.25', '["CMD-SHELL", "curl -fsS http://localhost/ || exit 1"]'],
    ['minio/minio:2024', '["CMD", "mc", "ready", "local"]'],
    ['mongo:7', `["CMD", "mongosh", "--quiet", "--eval", "db.adminCommand('ping')"]`],
    ['mongo', `["CMD", "mongosh", "--quiet", "--eval", "db.adminCommand('ping')"]`],
    ['mongo:4.4', `["CMD", "mongo", "--quiet", "--eval", "db.adminCommand('ping')"]`],
    ['mariadb:11', '["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]'],
    ['mariadb:10.3-focal', '["CMD", "mysqladmin", "ping", "-h", "127.0.0.1"]'],
    ['nginxinc/nginx-unprivileged:1.27', '["CMD-SHELL", "curl -fsS http://localhost:8080/ || exit 1"]'],
    [
      'docker.elastic.co/elasticsearch/elasticsearch:7.17.0',
      '["CMD-SHELL", "curl -fsS http://localhost:9200/_cluster/health || exit 1"]',
    ],
    ['mirror.example.com:5000/library/postgres:16-alpine', '["CMD", "pg_isready"]'],
  ])('is what %s answers', (image, test) => {
    const found = proposed(compose(image));
    expect(found?.test).toBe(test);
    expect(found?.title).toMatch(/, as this image answers it$/);
  });

  it('is none of an image that has no program for it', () => {
    for (const image of ['confluentinc/cp-kafka:7', 'memcached:1.6', 'nginx:1.27-alpine-slim', IMAGE]) {
      expect(proposed(compose(image))).toBeUndefined();
    }
  });

  it('is none of an image that asks for more than this', () => {
    for (const image of ['elasticsearch:8.15.0', 'opensearchproject/opensearch:2', 'example/redis:7']) {
      expect(proposed(compose(image)), image).toBeUndefined();
    }
    const digest = `mongo@sha256:${'0123456789abcdef'.repeat(4)}`;
    expect(proposed(compose(digest)), 'a version that nobody knows').toBeUndefined();
  });

  it.each([
    ['redis-server --appendonly yes', true],
    ['["--appendonly", "yes"]', true],
    ['["sh", "-c", "exec redis-server --save 60"]', true],
    ['docker-entrypoint.sh redis-server', true],
    ['redis-cli -h cache monitor', false],
    ['["sleep", "infinity"]', false],
    ['redis-server --port 6380', false],
  ])('is what the image answers where %s starts its server: %s', (command, known) => {
    const text = `services:\n  api:\n    image: redis:7\n    command: ${command}\n`;
    expect(proposed({ 'compose.yaml': text }) !== undefined).toBe(known);
  });

  it('is cut in the title where it is long, and whole in the file', () => {
    const long = `/bin/alive ${'--wait '.repeat(10)}`.trim();
    const other = `services:\n  api:\n    image: ${IMAGE}\n    healthcheck:\n      test: ${long}\n`;
    const found = proposed({ ...compose(IMAGE), 'sub/compose.yaml': other });
    expect(found?.title).toMatch(/^\/bin\/alive .{28}…, as in compose\.yaml$/);
    expect(found?.test).toContain(long);
  });

  it('is asked more often in production', () => {
    const files = { 'compose.prod.yaml': compose('redis:7')['compose.yaml'] ?? '' };
    expect(proposed(files, 'compose.prod.yaml')?.interval).toBe('10s');
  });
});

describe('images that bring a healthcheck', () => {
  it('are not told that they have none', () => {
    expect(hasBuiltInHealthcheck('vaultwarden/server-vaultwarden:1')).toBe(true);
    for (const image of ['vaultwarden-x:1', 'example/api:1', '${IMAGE}', undefined]) {
      expect(hasBuiltInHealthcheck(image)).toBe(false);
    }
    const missing = findingsOf(compose('netdata/netdata:v1')).filter((each) =>
      each.ruleId.includes('healthcheck'),
    );
    expect(missing).toEqual([]);
  });
});
