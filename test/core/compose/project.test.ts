import { describe, expect, it } from 'vitest';
import { isLongRunning } from '../../../server/src/core/compose/longRunning.ts';
import {
  hasComposeName,
  isOverrideName,
  looksLikeCompose,
} from '../../../server/src/core/compose/project.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import { projectOf, serviceOf, textAt } from './services.ts';

describe('a name of a Compose file', () => {
  it.each([
    ['compose.yaml', false],
    ['compose.yml', false],
    ['docker-compose.yaml', false],
    ['docker-compose.yml', false],
    ['Docker-Compose.YML', false],
    ['compose.override.yaml', true],
    ['compose.prod.yml', true],
    ['docker-compose-dev.yml', true],
    ['docker-compose.a.b.yml', true],
    ['app.compose.yaml', true],
    ['app-docker-compose.yml', true],
    ['docker-compose%20(copy).yml', undefined],
    ['compose', undefined],
    ['compose.json', undefined],
    ['decompose.yaml', undefined],
    ['composer.yaml', undefined],
    ['mycompose.yaml', undefined],
    ['100%.yaml', undefined],
  ])('%s', (name, override) => {
    const uri = `file:///a/compose/${name}`;
    expect(hasComposeName(uri)).toBe(override !== undefined);
    expect(isOverrideName(uri)).toBe(override === true);
  });
});

describe('a Compose file', () => {
  const looks = (text: string, name: string): boolean => {
    const uri = `file:///${name}`;
    return looksLikeCompose(uri, readFile(uri, text).documents[0]?.document.root);
  };

  it.each([
    ['services: {api: {image: x}}', true, true],
    ['name: a\nservices: {api: {build: .}}', true, true],
    ['x-a: 1\nservices: {api: {image: x}}', true, true],
    ['services: {api: {image: x}, other: }', true, true],
    ['services: {api: {profiles: [a]}}', true, true],
    ['services: {}', true, false],
    ['services:', true, false],
    ['include: [a.yaml]', true, false],
    ['volumes: {a: }', true, false],
    ['services: {api: {class: x}}', true, false],
    ['other: 1\nservices: {api: {image: x}}', true, false],
    ['other: 1\nservices: {api: {class: x}}', false, false],
    ['services: [a]', true, false],
    ['services: {api: {image: x}, b: [c]}', true, false],
    ['apiVersion: v1\nservices: {api: {image: x}}', false, false],
    ['kind: List\nservices: {api: {image: x}}', false, false],
    ['- services', false, false],
    ['', false, false],
  ])('is known by name and content: %s', (text, named, unnamed) => {
    expect(looks(text, 'compose.yaml')).toBe(named);
    expect(looks(text, 'stack.yaml')).toBe(unnamed);
  });

  it('has its services in their order, each with what it runs', () => {
    const project = projectOf(
      'x-base: &base\n  image: base:1\nservices:\n  a:\n    image: x:1\n  b: {build: .}\n  c: *base\n  d:\n    <<: *base\n    build: {context: .}\n  e:\n  f: [x]\n  g: {build: , image: }\n',
    );
    expect(project.services.map(({ name, image, built }) => [name, image, built])).toEqual([
      ['a', 'x:1', false],
      ['b', undefined, true],
      ['c', 'base:1', false],
      ['d', 'base:1', true],
      ['g', undefined, false],
    ]);
    expect(project.services.map((each) => textAt(each.entry.keySpan))).toEqual(['a', 'b', 'c', 'd', 'g']);
    expect(project.services.every((each) => each.project === project)).toBe(true);
  });

  it('has no services where none can be read', () => {
    for (const text of ['name: a\n', 'services:\n', 'services: [a]\n', 'services: a\n']) {
      expect(projectOf(text).services).toEqual([]);
    }
  });
});

describe('a service that runs on', () => {
  const runs = (fields: string): boolean => isLongRunning(serviceOf(fields));

  it.each([
    ['says nothing', '    image: x\n'],
    ['serves', '    command: gunicorn app:app\n'],
    ['restarts always, whatever it does', '    command: alembic upgrade head\n    restart: always\n'],
    [
      'restarts unless it is stopped',
      '    command: migrate\n    restart: unless-stopped\n    profiles: [a]\n',
    ],
    ['restarts where it fails', '    restart: on-failure\n'],
    ['is started by a shell', '    command: sh -c "exec nginx -g daemon"\n'],
    ['only names a test', '    command: python serve.py --no-test --port 80 x\n'],
    ['runs a word that begins alike', '    command: testserver\n'],
  ])('is one that %s', (_, fields) => {
    expect(runs(fields)).toBe(true);
  });

  it.each([
    ['migrates', '    command: alembic upgrade head\n'],
    ['migrates in a list', '    command: [python, manage.py, migrate]\n'],
    ['migrates by a path', '    command: /usr/local/bin/flyway\n'],
    ['does one thing in a shell', '    command: sh -c "migrate && echo done"\n'],
    ['does one thing in a shell of another name', '    command: ["/bin/sh", "-c", "chown -R 1 /data"]\n'],
    ['tests', '    command: npm test\n'],
    ['is behind a profile', '    profiles: [tools]\n'],
    ['waits for others', '    command: wait-for-it.sh db:5432\n'],
  ])('is none that %s', (_, fields) => {
    expect(runs(fields)).toBe(false);
  });

  it.each([
    'migrate',
    'db-migrations',
    'api_init',
    'setup',
    'e2e-tests',
    'test',
    'minio-createbuckets',
    'seed-db',
  ])('is none by the name %s', (name) => {
    const [service] = projectOf(`services:\n  ${name}: {image: x}\n`).services;
    expect(service && isLongRunning(service)).toBe(false);
  });

  it.each(['latest', 'initial', 'contest', 'api', 'testimonials', 'seeds'])(
    'is one by the name %s',
    (name) => {
      const [service] = projectOf(`services:\n  ${name}: {image: x}\n`).services;
      expect(service && isLongRunning(service)).toBe(true);
    },
  );

  it('is none that others wait for to complete', () => {
    const depends = (condition: string): boolean | undefined => {
      const text = `services:\n  job: {image: x, restart: on-failure}\n  api: {image: x, depends_on: {job: {condition: ${condition}}}}\n`;
      const [job] = projectOf(text).services;
      return job && isLongRunning(job);
    };
    expect(depends('service_completed_successfully')).toBe(false);
    expect(depends('service_healthy')).toBe(true);
  });
});
