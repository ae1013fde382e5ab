import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import rule from '../../../server/src/rules/compose/stale-base.ts';
import { configurationOf, type Files, findingsOf, ROOT, snapshotOf } from '../../support/analysis.ts';

const SETTING = { only: [rule], rules: { [rule.id]: { level: 'warning' as const } } };
const API = 'services:\n  api:\n    build: .\n  db:\n    image: postgres:16.4\n';
const OLD = 'services:\n  api:\n    build: ..\n  db:\n    image: postgres\n';
const USED: Files = { 'compose.yaml': API, 'compose.prod.yaml': 'services:\n  api:\n    restart: always\n' };
const PUBLIC = 'services:\n  web:\n    image: nginx:1.27\n  db:\n    image: postgres:16.4\n';

/** The files that are called stale, each with the base that is named in its place. */
function stale(files: Files, setting: Parameters<typeof findingsOf>[1] = {}): string[] {
  return findingsOf(files, { ...SETTING, ...setting }).map(({ location, related = [] }) =>
    [location.uri, ...related.map((each) => each.location.uri)]
      .map((uri) => uri.slice(ROOT.length + 1))
      .join(' < '),
  );
}

describe('a base that was left behind', () => {
  it.each([
    ['below the real one', { ...USED, 'docker/compose.yaml': OLD }, 'docker/compose.yaml < compose.yaml'],
    [
      'above it',
      {
        'docker/compose.yaml': OLD,
        'docker/compose.override.yaml': 'services:\n  api:\n    tty: true\n',
        'compose.yaml': API,
      },
      'compose.yaml < docker/compose.yaml',
    ],
    [
      'beside its folder',
      {
        'deploy/compose.yaml': OLD,
        'deploy/compose.override.yaml': 'services:\n  api:\n    tty: true\n',
        'docker/compose.yaml': OLD,
      },
      'docker/compose.yaml < deploy/compose.yaml',
    ],
    [
      'in the same folder under another of the names that Compose knows',
      { 'compose.yml': API, 'docker-compose.yml': API },
      'docker-compose.yml < compose.yml',
    ],
    [
      'beside one that a workflow deploys',
      {
        'compose.yaml': API,
        'docker/compose.yaml': OLD,
        '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: docker compose up -d\n',
      },
      'docker/compose.yaml < compose.yaml',
    ],
    [
      'where the build is only in an override of the real one',
      {
        'compose.yaml': 'services:\n  api:\n    image: example/api:1\n  db:\n    image: postgres:16.4\n',
        'compose.dev.yaml': 'services:\n  api:\n    build: .\n',
        'docker/compose.yaml': OLD,
      },
      'docker/compose.yaml < compose.yaml',
    ],
  ] as const)('is found %s', (_, files, expected) => {
    expect(stale(files)).toEqual([expected]);
  });

  it.each<[string, Files]>([
    ['has other services', { ...USED, 'docker/compose.yaml': 'services:\n  docs:\n    build: ../docs\n' }],
    ['has the names of services alone', { ...USED, 'shop/compose.yaml': API }],
    ['is an independent project with the same public images', { ...samples(), 'c/compose.yaml': PUBLIC }],
    ['is a sample', { ...USED, 'examples/compose.yaml': OLD, 'docs/a/compose.yaml': OLD }],
    ['is for tests or tools', { ...USED, 'e2e/compose.yaml': OLD, '.devcontainer/docker-compose.yml': OLD }],
    ['is for an environment of its own', { ...USED, 'staging/compose.yaml': OLD }],
    ['has layers of its own', { ...USED, 'docker/compose.yaml': OLD, 'docker/compose.dev.yaml': PUBLIC }],
    [
      'is used by a command',
      { ...USED, 'docker/compose.yaml': OLD, 'README.md': running('docker/compose.yaml') },
    ],
    ['is named in a text', { ...USED, 'docker/compose.yaml': OLD, 'README.md': 'See docker/compose.yaml.' }],
    ['has a text that goes to it', { ...USED, 'docker/compose.yaml': OLD, Makefile: 'up:\n\tcd docker\n' }],
    [
      'has a script beside it',
      { ...USED, 'docker/compose.yaml': OLD, 'docker/up.sh': running('compose.yaml') },
    ],
    [
      'is included',
      { ...USED, 'docker/compose.yaml': OLD, 'all/compose.yaml': 'include: [../docker/compose.yaml]\n' },
    ],
    ['is far away', { ...USED, 'a/b/c/compose.yaml': 'services:\n  api:\n    build: ../../..\n' }],
    ['is beside one that nothing shows to be used', { 'compose.yaml': API, 'docker/compose.yaml': OLD }],
  ])('is none that %s', (_, files) => {
    expect(stale(files)).toEqual([]);
  });

  it('is not looked for where each file is judged by itself', () => {
    expect(stale({ ...USED, 'docker/compose.yaml': OLD }, { isolated: true })).toEqual([]);
  });

  it('is one no more once the configuration says where it is used', () => {
    const environments = [
      {
        name: 'debug',
        kind: undefined,
        compose: ['docker/compose.yaml'],
        envFiles: [],
        profiles: [],
        kustomize: undefined,
        policy: {},
      },
    ];
    expect(stale({ ...USED, 'docker/compose.yaml': OLD }, { environments })).toEqual([]);
  });

  it('follows what other files say, edit by edit', () => {
    const living = new Analyzer([rule], (_, error) => {
      throw error;
    });
    const configuration = configurationOf(SETTING);
    const judged = (files: Files): string[] => {
      const { findings } = living.analyzeAtOnce(snapshotOf(files), configuration);
      const found = [...findings.values()].flat();
      expect(found.map((each) => each.related)).toEqual(
        findingsOf(files, SETTING).map((each) => each.related),
      );
      return found.map((each) => each.location.uri.slice(ROOT.length + 1));
    };
    const files = { ...USED, 'docker/compose.yaml': OLD };
    expect(judged(files)).toEqual(['docker/compose.yaml']);
    expect(judged({ ...files, 'README.md': 'See docker/compose.yaml.' })).toEqual([]);
    expect(judged({ ...files, 'compose.yaml': `# the real one\n${API}` })).toEqual(['docker/compose.yaml']);
    expect(judged({ ...files, 'compose.yaml': PUBLIC })).toEqual([]);
    expect(judged({ 'compose.yaml': API, 'docker/compose.yaml': OLD })).toEqual([]);
    expect(judged({ ...files, 'docker/compose.dev.yaml': PUBLIC })).toEqual([]);
    expect(judged(files)).toEqual(['docker/compose.yaml']);
  });
});

function running(file: string): string {
  return `docker compose -f ${file} up -d\n`;
}

/** Two samples side by side, of which one has layers. */
function samples(): Files {
  const override = 'services:\n  web:\n    restart: always\n';
  return { 'a/compose.yaml': PUBLIC, 'a/compose.override.yaml': override, 'b/compose.yaml': PUBLIC };
}
