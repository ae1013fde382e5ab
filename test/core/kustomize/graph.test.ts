import { describe, expect, it } from 'vitest';
import { type KustomizeGraph, kustomizeGraph } from '../../../server/src/core/kustomize/graph.ts';
import { kustomizationOf } from '../../../server/src/core/kustomize/kustomization.ts';
import { readFile } from '../../../server/src/core/model/file.ts';

const ROOT = 'file:///workspace';

/** The graph of kustomizations by their folders. */
function graphOf(kustomizations: { readonly [folder: string]: string }): KustomizeGraph {
  return kustomizeGraph(
    Object.entries(kustomizations).flatMap(([folder, text]) => {
      const uri = `${ROOT}${folder === '' ? '' : `/${folder}`}/kustomization.yaml`;
      return kustomizationOf(uri, readFile(uri, text).documents[0]?.document.root) ?? [];
    }),
  );
}

const names = (graph: KustomizeGraph, path: string): string[] =>
  graph.deploymentsOf(`${ROOT}/${path}`).map((each) => each.name);

describe('deployments', () => {
  const graph = graphOf({
    base: 'resources: [api.yaml, db]\n',
    'base/db': 'resources: [db.yaml]\n',
    'overlays/dev': 'resources: [../../base]\npatches: [{path: patch.yaml}]\n',
    'overlays/prod': 'resources: [../../base, extra.yaml]\ncomponents: [../../parts/tls]\n',
    'parts/tls': 'kind: Component\nresources: [cert.yaml]\npatches: [{path: tls.yaml}]\n',
    'parts/unused': 'kind: Component\nresources: [unused.yaml]\n',
  });

  it('are the kustomizations that no other one uses; a component is none', () => {
    expect(graph.deployments.map((each) => each.name)).toEqual(['dev', 'prod']);
  });

  it('have their parts, the root first, and the files of all of them', () => {
    const prod = graph.deployments[1];
    expect(prod?.parts.map((each) => each.folder.slice(ROOT.length + 1))).toEqual([
      'overlays/prod',
      'base',
      'base/db',
      'parts/tls',
    ]);
    expect([...(prod?.files ?? [])].map((each) => each.slice(ROOT.length + 1))).toEqual([
      'base/api.yaml',
      'base/db/db.yaml',
      'overlays/prod/extra.yaml',
      'parts/tls/cert.yaml',
    ]);
  });

  it.each([
    ['base/api.yaml', ['dev', 'prod']],
    ['base/db/db.yaml', ['dev', 'prod']],
    ['overlays/prod/extra.yaml', ['prod']],
    ['parts/tls/cert.yaml', ['prod']],
    ['overlays/dev/patch.yaml', ['dev']],
    ['parts/tls/tls.yaml', ['prod']],
    ['overlays/dev/kustomization.yaml', ['dev']],
    ['base/kustomization.yaml', ['dev', 'prod']],
    ['parts/unused/unused.yaml', []],
    ['elsewhere.yaml', []],
  ])('are known of each file: %s', (path, expected) => {
    expect(names(graph, path)).toEqual(expected);
  });

  it('know which files are patches', () => {
    expect(graph.isPatch(`${ROOT}/overlays/dev/patch.yaml`)).toBe(true);
    expect(graph.isPatch(`${ROOT}/parts/tls/tls.yaml`)).toBe(true);
    expect(graph.isPatch(`${ROOT}/base/api.yaml`)).toBe(false);
  });

  it('may be the workspace itself', () => {
    expect(graphOf({ '': 'resources: [api.yaml]\n' }).deployments.map((each) => each.name)).toEqual([
      'workspace',
    ]);
  });
});

describe('kustomizations that can not be built', () => {
  it('do no harm where they use each other in a circle', () => {
    const graph = graphOf({
      a: 'resources: [../b, a.yaml]\n',
      b: 'resources: [../a]\n',
      c: 'resources: [../a]\n',
    });
    expect(graph.deployments.map((each) => each.name)).toEqual(['c']);
    expect(names(graph, 'a/a.yaml')).toEqual(['c']);
  });

  it('do no harm where one uses itself', () => {
    const graph = graphOf({ a: 'resources: [., a.yaml]\n', b: 'resources: [../a]\n' });
    expect(names(graph, 'a/a.yaml')).toEqual(['b']);
    expect(graphOf({ a: 'resources: [.]\n' }).deployments.map(({ name }) => name)).toEqual(['a']);
  });

  it('do no harm where what they use is missing', () => {
    const graph = graphOf({ a: 'resources: [../missing, gone.yaml, https://example.com/x.yaml]\n' });
    expect(graph.deployments).toHaveLength(1);
    expect(names(graph, 'a/gone.yaml')).toEqual(['a']);
  });

  it('are none where there are none', () => {
    const graph = graphOf({});
    expect(graph.deployments).toEqual([]);
    expect(names(graph, 'a.yaml')).toEqual([]);
    expect(graph.isPatch(`${ROOT}/a.yaml`)).toBe(false);
  });
});
