import { describe, expect, it } from 'vitest';
import { composeProject, looksLikeCompose } from '../../../server/src/core/compose/project.ts';
import { deploysIn } from '../../../server/src/core/environment/deploys.ts';
import type { DeclaredEnvironment } from '../../../server/src/core/environment/environmentSpec.ts';
import { inferEnvironments } from '../../../server/src/core/environment/inferEnvironments.ts';
import { kustomizeGraph } from '../../../server/src/core/kustomize/graph.ts';
import { isKustomizationName, kustomizationOf } from '../../../server/src/core/kustomize/kustomization.ts';
import { readFile } from '../../../server/src/core/model/file.ts';

const ROOT = 'file:///w';
const WHOLE = 'services:\n  api:\n    image: example/api:1\n';
const PART = 'services:\n  api:\n    restart: always\n';

/** `name (kind) [origin] layers` of each environment. */
function inferred(
  files: { readonly [path: string]: string },
  declared: readonly DeclaredEnvironment[] = [],
): string[] {
  const entries = Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text] as const);
  const rootOf = (uri: string, text: string) => readFile(uri, text).documents[0]?.document.root;
  const kustomizations = entries.flatMap(([uri, text]) =>
    isKustomizationName(uri) ? (kustomizationOf(uri, rootOf(uri, text)) ?? []) : [],
  );
  const projects = entries.flatMap(([uri, text]) => {
    const root = /\.ya?ml$/.test(uri) && !isKustomizationName(uri) ? rootOf(uri, text) : undefined;
    return looksLikeCompose(uri, root) ? composeProject(uri, root, false) : [];
  });
  const byFolder = new Map(kustomizations.map((each) => [each.folder, each.uri]));
  const found = inferEnvironments({
    root: ROOT,
    projects,
    graph: kustomizeGraph(kustomizations),
    kustomizationIn: (folder) => byFolder.get(folder),
    texts: new Map(entries.filter(([uri]) => !/\.ya?ml$/.test(uri) || /\.github|Taskfile/.test(uri))),
    deploysIn: (uri, text) => deploysIn(text, uri),
    declared,
  });
  return found.map(({ name, kind, origin, deploys }) => {
    const layers =
      deploys.tool === 'compose'
        ? deploys.files.map((uri) => uri.slice(ROOT.length + 1)).join('+')
        : deploys.kustomization.slice(ROOT.length + 1);
    return `${name} (${kind ?? '-'}) [${origin}] ${layers}`;
  });
}

describe('inferEnvironments', () => {
  it('lays files over the base by their names', () => {
    const files = {
      'docker-compose.yml': WHOLE,
      'docker-compose.override.yml': PART,
      'docker-compose.prod.yml': PART,
      'docker/compose.dev.yaml': PART,
    };
    expect(inferred(files)).toEqual([
      'prod (production) [file names] docker-compose.yml+docker-compose.prod.yml',
      'dev (development) [file names] docker-compose.yml+docker/compose.dev.yaml',
      'default (-) [file names] docker-compose.yml+docker-compose.override.yml',
    ]);
  });

  it('does not judge a base alone that only others are laid over', () => {
    expect(inferred({ 'compose.yaml': WHOLE, 'compose.staging.yaml': PART })).toEqual([
      'staging (staging) [file names] compose.yaml+compose.staging.yaml',
    ]);
  });

  it('believes commands more than names', () => {
    const files = {
      'compose.yaml': WHOLE,
      'compose.prod.yaml': WHOLE,
      Makefile: 'prod:\n\tdocker compose -f compose.yaml -f compose.prod.yaml up -d\n',
      'README.md': 'Run `docker compose up`.\n',
    };
    expect(inferred(files)).toEqual([
      'prod (production) [Makefile:2] compose.yaml+compose.prod.yaml',
      'default (-) [README.md:1] compose.yaml',
    ]);
  });

  it.each([
    ['api/Makefile', 'up:\n\tdocker compose -f docker-compose.yml -f docker-compose.prod.yml up\n', 'api/'],
    [
      'api/package.json',
      '{"scripts": {"up": "docker compose -f docker-compose.yml -f docker-compose.prod.yml up"}}',
      'api/',
    ],
    ['api/README.md', 'docker compose -f docker-compose.yml -f docker-compose.prod.yml up', 'api/'],
    ['api/scripts/up.sh', 'docker compose -f docker-compose.yml -f docker-compose.prod.yml up', 'api/'],
    [
      '.github/workflows/a.yml',
      'jobs: {a: {steps: [{run: docker compose -f docker-compose.yml -f docker-compose.prod.yml up}]}}',
      '',
    ],
    [
      'api/Taskfile.yml',
      'tasks: {up: docker compose -f docker-compose.yml -f docker-compose.prod.yml up}',
      'api/',
    ],
    ['api/README.md', 'docker compose -f docker-compose.yml -f docker-compose.ci.yml up', ''],
    [
      'api/up.sh',
      'cd "$(dirname "$0")/.."\ndocker compose -f docker-compose.yml -f docker-compose.prod.yml up',
      '',
    ],
    [
      'README.md',
      '```\ncd w\ncd api\ndocker compose -f docker-compose.yml -f docker-compose.prod.yml up\n```',
      'api/',
    ],
  ])('takes paths of commands from the folder that they are run in: %s', (text, content, folder) => {
    const files = {
      'docker-compose.yml': WHOLE,
      'docker-compose.prod.yml': PART,
      'docker-compose.ci.yml': PART,
      'api/docker-compose.yml': WHOLE,
      'api/docker-compose.prod.yml': PART,
      [text]: content,
    };
    const [first] = inferred(files);
    expect(first).toMatch(
      new RegExp(` ${folder}docker-compose\\.yml\\+${folder}docker-compose\\.\\w+\\.yml$`),
    );
    expect(first).toContain(`[${text}:`);
  });

  it('tells deployments of one file apart by their variables', () => {
    const files = {
      'compose.yaml': WHOLE,
      Makefile: [
        'dev:\n\tdocker compose --env-file dev.env up',
        'prod:\n\tdocker compose --env-file prod.env up',
        'logs:\n\tdocker compose logs\n',
      ].join('\n'),
    };
    expect(inferred(files)).toEqual([
      'dev (development) [Makefile:2] compose.yaml',
      'prod (production) [Makefile:4] compose.yaml',
    ]);
  });

  it('takes no variable of a Makefile for a deployment', () => {
    const files = {
      'base.yml': WHOLE,
      'prod.yml': PART,
      Makefile: 'COMPOSE := docker compose -f base.yml\nup:\n\t$(COMPOSE) -f prod.yml up\n',
    };
    expect(inferred(files)).toEqual(['base+prod (production) [Makefile:3] base.yml+prod.yml']);
  });

  it('reads COMPOSE_FILE', () => {
    const files = { 'a.yml': WHOLE, 'b.yml': PART, '.env': 'COMPOSE_FILE=a.yml:b.yml # both\n' };
    expect(inferred(files)[0]).toBe('a+b (-) [COMPOSE_FILE in .env] a.yml+b.yml');
  });

  it('believes COMPOSE_FILE where a command or a name means the default files', () => {
    const files = {
      'docker-compose.yml': WHOLE,
      'docker-compose.prod.yml': PART,
      'docker-compose.override.yml': PART,
      '.env': 'COMPOSE_FILE=docker-compose.yml:docker-compose.prod.yml\n',
      'README.md': 'Run `docker compose up -d`.\n',
    };
    expect(inferred(files)).toEqual([
      'prod (production) [COMPOSE_FILE in .env] docker-compose.yml+docker-compose.prod.yml',
    ]);
    expect(inferred({ ...files, '.env': 'COMPOSE_FILE=infra/gone.yml\n' })[0]).toContain('[README.md:1]');
  });

  it('leaves files that others include or extend to those', () => {
    const files = {
      'compose.yaml':
        'include:\n  - db/compose.yaml\nservices:\n  api:\n    extends: {file: common.yml, service: api}\n',
      'db/compose.yaml': WHOLE,
      'common.yml': WHOLE,
    };
    expect(inferred(files)).toEqual(['default (-) [file names] compose.yaml']);
  });

  it('finds root kustomizations, not components or bases', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'parts/x/kustomization.yaml': 'kind: Component\n',
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../parts/x]\n',
      'overlays/production/kustomization.yaml': 'resources: [../../base]\n',
    };
    expect(inferred(files)).toEqual([
      'dev (development) [root kustomization] overlays/dev/kustomization.yaml',
      'production (production) [root kustomization] overlays/production/kustomization.yaml',
    ]);
  });

  it('tells environments of one name apart by their folders', () => {
    const files = {
      'a/overlays/prod/kustomization.yaml': 'resources: []\n',
      'b/overlays/prod/kustomization.yaml': 'resources: []\n',
    };
    expect(inferred(files).map((each) => each.split(' ')[0])).toEqual(['a/overlays/prod', 'b/overlays/prod']);
  });

  it('puts what is declared first', () => {
    const compose = {
      files: [`${ROOT}/compose.yaml`],
      envFiles: [],
      profiles: [],
      projectDirectory: undefined,
    };
    const declared = [{ name: 'live', kind: undefined, compose, kustomize: `${ROOT}/k8s` }];
    const files = { 'compose.yaml': WHOLE, 'k8s/kustomization.yaml': 'resources: []\n' };
    expect(inferred(files, declared)).toEqual([
      'live (production) [.plumbline.yaml] compose.yaml',
      'live (production) [.plumbline.yaml] k8s/kustomization.yaml',
    ]);
  });
});
