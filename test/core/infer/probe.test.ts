import { describe, expect, it } from 'vitest';
import { type Files, findingsOf } from '../../support/analysis.ts';

/** A Deployment of one container with these lines, and what stands beside it. */
function files(image: string, lines: string, others: Files = {}): Files {
  const container = `- name: api\n  image: ${image}\n${lines}`.replace(/^(?=.)/gm, '        ');
  return {
    'api.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      containers:\n${container}`,
    ...others,
  };
}

/** The title of the fix for a missing probe, and the lines that it adds. */
function proposed(workspace: Files, kind: 'liveness' | 'readiness' = 'liveness', path = 'api.yaml') {
  const [fix] = findingsOf(workspace)
    .filter((each) => each.ruleId === `kubernetes/${kind}-probe` && each.location.uri.endsWith(path))
    .flatMap((each) => each.fixes());
  if (!fix) return undefined;
  const lines = fix.edits.flatMap(({ newText }) => newText.split('\n'));
  return {
    title: fix.title,
    added: lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' '),
  };
}

const IMAGE = 'example/api:1.4.2';
const TIMING = 'periodSeconds: 10 failureThreshold: 3';

describe('a probe with a password in it is not written once more', () => {
  it('for the other one of the container', () => {
    const title = (probe: string) => proposed(files(IMAGE, `  readinessProbe: {${probe}}\n`))?.title;
    expect(title('exec: {command: [ping, --quick]}')).toContain('the same as the readiness probe');
    expect(title('exec: {command: [sh, -c, "mysqladmin ping -phunter22"]}')).toBeUndefined();
    const header = (value: string) =>
      `httpGet: {port: 80, httpHeaders: [{name: Authorization, value: ${value}}]}`;
    expect(title(header('Bearer 5f2c9ab1d0e45f2c'))).toBeUndefined();
    expect(title('httpGet: {port: 80, httpHeaders: [{name: Host, value: a.example}]}')).toContain('the same');
  });

  it('from Compose', () => {
    const title = (test: string) =>
      proposed(
        files(IMAGE, '', {
          'compose.yaml': `services:\n  api:\n    image: ${IMAGE}\n    healthcheck: {test: ${test}}\n`,
        }),
      )?.title;
    expect(title('[CMD, redis-cli, ping]')).toContain('redis-cli ping');
    expect(title('[CMD, redis-cli, -a, hunter22, ping]')).toBeUndefined();
  });
});

describe('a probe', () => {
  it('is the same as the other one of the container, with its own patience', () => {
    const readiness =
      '  readinessProbe:\n    httpGet: {path: /ready, port: 8000}\n    initialDelaySeconds: 7\n    periodSeconds: 4\n    failureThreshold: 2\n';
    expect(proposed(files(IMAGE, readiness))).toEqual({
      title: 'Add a liveness probe: the same as the readiness probe',
      added: `livenessProbe: httpGet: path: /ready port: 8000 initialDelaySeconds: 7 ${TIMING}`,
    });
    const liveness =
      '  livenessProbe:\n    exec: {command: [/bin/alive, --quick]}\n    periodSeconds: 30\n    failureThreshold: 9\n';
    const found = proposed(files(IMAGE, liveness), 'readiness');
    expect(found?.title).toBe('Add a readiness probe: the same as the liveness probe');
    expect(found?.added).toMatch(
      /^readinessProbe: exec: command: .*\/bin\/alive.*--quick.* periodSeconds: 5 failureThreshold: 2$/,
    );
  });

  it.each(['tcpSocket: {port: 80}', 'grpc: {port: 80}'])('takes over %s', (handler) => {
    const kind = handler.split(':')[0];
    const found = proposed(files(IMAGE, `  readinessProbe: {${handler}}\n`));
    // One failure more than readiness has by default.
    expect(found?.added).toBe(`livenessProbe: ${kind}: port: 80 ${TIMING.replace('3', '4')}`);
  });

  it('looks elsewhere where the other one asks nothing', () => {
    const lines = '  readinessProbe: {periodSeconds: 3}\n  ports: [{containerPort: 80}]\n';
    expect(proposed(files(IMAGE, lines))?.title).toBe(
      'Add a liveness probe: TCP port 80, from the declared port',
    );
  });
});

const healthcheck = (
  service: string,
  image = 'x',
  test = '["CMD", "curl", "-f", "http://localhost:8000/health"]',
) => `services:\n  ${service}:\n    image: ${image}\n    healthcheck:\n      test: ${test}\n`;

describe('a probe from Compose', () => {
  it.each([
    ['by the name of the container', healthcheck('api'), 'api'],
    ['by the name of the workload', healthcheck('shop'), 'shop'],
    ['by the image, whatever its tag', healthcheck('web', 'docker.io/example/api:latest'), 'web'],
  ])('is found %s', (_, compose, name) => {
    expect(proposed(files(IMAGE, '', { 'compose.yaml': compose }))).toEqual({
      title: `Add a liveness probe: GET /health on port 8000, from the Compose healthcheck of "${name}"`,
      added: `livenessProbe: httpGet: path: /health port: 8000 ${TIMING}`,
    });
  });

  it('prefers the name to the image', () => {
    const compose = `${healthcheck('web', IMAGE)}${healthcheck('api').replace('services:\n', '').replace('8000', '9000')}`;
    expect(proposed(files(IMAGE, '', { 'compose.yaml': compose }))?.title).toContain('of "api"');
  });

  it('is none of another program', () => {
    expect(proposed(files(IMAGE, '', { 'compose.yaml': healthcheck('db') }))).toBeUndefined();
  });

  it('asks only a port that the container has', () => {
    const compose = { 'compose.yaml': healthcheck('api') };
    const title = (ports: string) => proposed(files(IMAGE, `  ports: ${ports}\n`, compose))?.title;
    expect(title('[{containerPort: 8000}]')).toContain('from the Compose healthcheck');
    expect(title('[{containerPort: 9000}]')).toBe(
      'Add a liveness probe: TCP port 9000, from the declared port',
    );
  });

  it.each([
    ['["NONE"]', undefined],
    ['["CMD-SHELL", "nc -z localhost 5432"]', 'TCP port 5432, from the Compose healthcheck of "api"'],
    ['pg_isready -U app', 'pg_isready -U app, from the Compose healthcheck of "api"'],
    [
      '["CMD", "curl", "-fk", "https://localhost/"]',
      'GET / on port 443, from the Compose healthcheck of "api"',
    ],
  ])('says what %s asks', (test, words) => {
    const found = proposed(files(IMAGE, '', { 'compose.yaml': healthcheck('api', 'x', test) }));
    expect(found?.title).toBe(words && `Add a liveness probe: ${words}`);
  });

  it('writes a command as Kubernetes starts it', () => {
    const compose = healthcheck('api', 'x', '["CMD-SHELL", "pg_isready -U $$USER || exit 1"]');
    const found = proposed(files(IMAGE, '', { 'compose.yaml': compose }));
    expect(found?.added).toContain('pg_isready -U $USER || exit 1');
    expect(found?.added).toMatch(/exec: command: .*sh.*-c/);
  });

  it('keeps the scheme of a request', () => {
    const compose = healthcheck('api', 'x', 'curl -fk https://localhost:8443/');
    expect(proposed(files(IMAGE, '', { 'compose.yaml': compose }))?.added).toContain('scheme: HTTPS');
  });
});

describe('a probe of an image that holds several programs', () => {
  const worker = '  command: [celery, -A, app, worker]\n';
  const web = `services:\n  web:\n    image: ${IMAGE}\n    build: .\n    healthcheck: {test: curl -f http://localhost:8000/up}\n`;
  const docker = { 'compose.yaml': web, Dockerfile: 'FROM x\nEXPOSE 8000\n' };
  const title = (lines: string, others: Files) => proposed(files(IMAGE, lines, others))?.title;

  it('is none that asks another program', () => {
    expect(title(worker, docker)).toBeUndefined();
    expect(
      title(worker, { ...docker, Dockerfile: 'FROM x\nHEALTHCHECK CMD curl localhost\n' }),
    ).toBeUndefined();
    expect(title('  args: [worker]\n', docker)).toBeUndefined();
  });

  it('is none from the Dockerfile of a service of its name that is started otherwise', () => {
    const named = 'services:\n  api:\n    build: .\n    command: celery -A app worker\n';
    expect(title(worker, { ...docker, 'compose.yaml': named })).toBeUndefined();
  });

  it('is one that asks the same program, however it is written', () => {
    const started = `${web}    entrypoint: celery\n    command: -A app worker\n`;
    expect(title(worker, { 'compose.yaml': started })).toContain('from the Compose healthcheck of "web"');
    expect(title('', docker)).toContain('from the Compose healthcheck of "web"');
  });

  it('is one of a port that the container declares', () => {
    const serving = `${worker}  ports: [{containerPort: 8000}]\n`;
    expect(title(serving, docker)).toContain('from the Compose healthcheck of "web"');
    const command = { 'compose.yaml': web.replace('curl -f http://localhost:8000/up', '/bin/alive') };
    expect(title(serving, command)).toContain('TCP port 8000, from the declared port');
  });

  it('is none of the service that a sidecar stands beside', () => {
    const beside = '- name: proxy\n  image: example/proxy:1\n';
    const found = findingsOf(files(IMAGE, beside, { 'compose.yaml': healthcheck('shop') }))
      .filter((each) => each.ruleId === 'kubernetes/liveness-probe')
      .flatMap((each) => each.fixes());
    expect(found).toEqual([]);
  });
});

describe('a probe from a Dockerfile', () => {
  const build = { 'compose.yaml': 'services:\n  api:\n    build: ./api\n' };
  const docker = (text: string): Files => files(IMAGE, '', { ...build, 'api/Dockerfile': `FROM x\n${text}` });

  it('is its HEALTHCHECK', () => {
    expect(proposed(docker('HEALTHCHECK CMD curl -f http://localhost:5000/up\n'))).toEqual({
      title: 'Add a liveness probe: GET /up on port 5000, from the HEALTHCHECK of its Dockerfile',
      added: `livenessProbe: httpGet: path: /up port: 5000 ${TIMING}`,
    });
  });

  it('is the port that it exposes, where it says no more', () => {
    expect(proposed(docker('EXPOSE 5000 5001\nHEALTHCHECK NONE\n'))).toEqual({
      title: 'Add a liveness probe: TCP port 5000, from EXPOSE in its Dockerfile',
      added: `livenessProbe: tcpSocket: port: 5000 ${TIMING}`,
    });
    expect(proposed(docker(''))).toBeUndefined();
  });

  it('comes after the healthcheck of the service', () => {
    const compose = `${build['compose.yaml']}    healthcheck: {test: [CMD, /bin/own]}\n`;
    const workspace = { ...docker('HEALTHCHECK CMD /bin/docker\n'), 'compose.yaml': compose };
    expect(proposed(workspace)?.title).toContain('/bin/own, from the Compose healthcheck');
  });
});

describe('a probe of a known image', () => {
  it.each([
    ['postgres:16', 'pg_isready'],
    ['mongo:4.2', "mongo --quiet --eval db.adminCommand('p…"],
    ['docker.io/bitnami/postgresql:16', 'pg_isready'],
    ['redis:7-alpine', 'redis-cli ping'],
    ['valkey/valkey:8', 'valkey-cli ping'],
    ['rabbitmq:3.13', 'rabbitmq-diagnostics -q ping'],
    ['nginx:1.25', 'GET / on port 80'],
    ['nginxinc/nginx-unprivileged:1.25', 'GET / on port 8080'],
    ['minio/minio:2024', 'GET /minio/health/live on port 9000'],
    ['confluentinc/cp-kafka:7', 'TCP port 9092'],
    ['memcached:1.6', 'TCP port 11211'],
  ])('is what %s answers', (image, words) => {
    expect(proposed(files(image, ''))?.title).toBe(
      `Add a liveness probe: ${words}, as this image answers it`,
    );
  });

  it('is none where the image listens elsewhere', () => {
    expect(proposed(files('nginx:1.25', '  ports: [{containerPort: 8080}]\n'))?.title).toBe(
      'Add a liveness probe: TCP port 8080, from the declared port',
    );
  });

  it('is none for an image that is not known', () => {
    for (const image of [IMAGE, 'postgres-exporter:1', '${IMAGE}', 'example/mysql:8', 'elasticsearch:8.1'])
      expect(proposed(files(image, ''))).toBeUndefined();
  });
});

describe('a probe of a port', () => {
  const title = (ports: string, others: Files = {}) =>
    proposed(files(IMAGE, `  ports: ${ports}\n`, others))?.title.replace('Add a liveness probe: ', '');
  const service = (targetPort: string): Files => ({
    'service.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: api}, ports: [{port: 80, targetPort: ${targetPort}}]}\n`,
  });

  it('is one whose name says that it serves', () => {
    expect(title('[{containerPort: 9090, name: metrics}, {containerPort: 80, name: http}]')).toBe(
      'TCP port http, from the port "http"',
    );
    expect(title('[{containerPort: 1, name: x}, {containerPort: 2, name: grpc-web}]')).toContain(
      '"grpc-web"',
    );
  });

  it('is one that a Service targets, by number or name', () => {
    const ports =
      '[{containerPort: 9090, name: metrics}, {containerPort: 8080, name: app}, {containerPort: 7}]';
    expect(title(ports, service('8080'))).toBe('TCP port app, from the target port of Service "web"');
    expect(title(ports, service('app'))).toBe('TCP port app, from the target port of Service "web"');
    expect(title(ports, service('7'))).toBe('TCP port 7, from the target port of Service "web"');
    expect(title('[{containerPort: 9090}, {containerPort: 80}]', service('~'))).toBe(
      'TCP port 80, from the target port of Service "web"',
    );
  });

  it('is the first that is declared', () => {
    expect(title('[{containerPort: 9090}, {containerPort: 9091}]')).toBe(
      'TCP port 9090, from the declared port',
    );
    expect(title('[{containerPort: 9090, name: metrics}]')).toBe('TCP port metrics, from the declared port');
  });

  it('is none of UDP, and none without a number', () => {
    expect(title('[{containerPort: 53, protocol: UDP}, {name: x}]')).toBeUndefined();
    expect(title('[{containerPort: 53, protocol: UDP}, {containerPort: 8053}]')).toContain('8053');
  });
});

describe('the patience of a probe', () => {
  const overlay = (name: string): Files =>
    files(IMAGE, '  ports: [{containerPort: 80}]\n', {
      'kustomization.yaml': 'resources: [api.yaml]\n',
      [`${name}/kustomization.yaml`]: 'resources: [..]\n',
    });

  it('follows what the environment is for', () => {
    const added = (name: string, kind: 'liveness' | 'readiness') => proposed(overlay(name), kind)?.added;
    expect(added('prod', 'liveness')).toContain('periodSeconds: 10 failureThreshold: 3');
    expect(added('prod', 'readiness')).toContain('periodSeconds: 5 failureThreshold: 2');
    expect(added('staging', 'liveness')).toContain('periodSeconds: 15 failureThreshold: 3');
    expect(added('dev', 'readiness')).toContain('periodSeconds: 10 failureThreshold: 2');
  });
});
