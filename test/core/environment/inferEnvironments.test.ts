import { describe, expect, it } from 'vitest';
import { composeProject, looksLikeCompose } from '../../../server/src/core/compose/project.ts';
import { deploysIn } from '../../../server/src/core/environment/commandLines.ts';
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
    texts: new Map(entries.filter(([uri]) => !/\.ya?ml$/.test(uri))),
    deploysIn: (_, text) => deploysIn(text),
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

  it('takes paths of commands from the workspace folder, else from the folder of the text', () => {
    const files = { 'app/compose.yaml': WHOLE, 'app/README.md': 'docker compose -f compose.yaml up' };
    expect(inferred(files)).toEqual(['app (-) [app/README.md:1] app/compose.yaml']);
  });

  it('reads COMPOSE_FILE', () => {
    const files = { 'a.yml': WHOLE, 'b.yml': PART, '.env': 'COMPOSE_FILE=a.yml:b.yml # both\n' };
    expect(inferred(files)[0]).toBe('a+b (-) [COMPOSE_FILE in .env] a.yml+b.yml');
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
