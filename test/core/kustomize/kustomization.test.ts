import { describe, expect, it } from 'vitest';
import {
  isKustomizationName,
  type Kustomization,
  kustomizationOf,
} from '../../../server/src/core/kustomize/kustomization.ts';
import { readFile } from '../../../server/src/core/model/file.ts';

const URI = 'file:///workspace/k8s/prod/kustomization.yaml';

function read(text: string): Kustomization {
  const found = kustomizationOf(URI, readFile(URI, text).documents[0]?.document.root);
  if (!found) throw new Error('There is no kustomization.');
  return found;
}

const short = (uris: readonly string[]): string[] =>
  uris.map((each) => each.replace('file:///workspace/', ''));

describe('a kustomization', () => {
  it('is known by its name', () => {
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      expect(isKustomizationName(`file:///a/${name}`)).toBe(true);
    }
    for (const name of [
      'kustomization',
      'Kustomization.yaml',
      'my-kustomization.yaml',
      'kustomization.json',
    ]) {
      expect(isKustomizationName(`file:///a/${name}`)).toBe(false);
    }
  });

  it('stands in a folder, and may be a component', () => {
    expect(read('resources: []\n')).toMatchObject({
      uri: URI,
      folder: 'file:///workspace/k8s/prod',
      component: false,
    });
    expect(read('kind: Component\n').component).toBe(true);
    expect(kustomizationOf(URI, undefined)).toBeUndefined();
    expect(kustomizationOf(URI, readFile(URI, '- a\n').documents[0]?.document.root)).toBeUndefined();
  });

  it('has the files and folders that it deploys, of every field that takes them', () => {
    const text =
      'components: [../../parts/tls]\nresources:\n  - api.yaml\n  - ./jobs/nightly.yaml\n  - ../base/\n  - sub\nbases:\n  - ../other\n';
    expect(short(read(text).resources)).toEqual([
      'k8s/prod/api.yaml',
      'k8s/prod/jobs/nightly.yaml',
      'k8s/base',
      'k8s/prod/sub',
      'k8s/other',
      'parts/tls',
    ]);
  });

  it.each([
    'https://example.com/all.yaml',
    'https://github.com/org/repo//deploy?ref=v1',
    'ssh://git@example.com/repo.git',
    '/etc/passwd',
    '../../../../outside',
    '',
    '~',
    '[a]',
    '{a: b}',
  ])('leaves out what is not in the workspace, or no path: %s', (entry) => {
    expect(short(read(`resources:\n  - ${entry}\n  - api.yaml\n`).resources)).toEqual(['k8s/prod/api.yaml']);
  });

  it('finds files by names with blanks and other signs', () => {
    expect(short(read("resources: ['my api (1).yaml', 'ü.yaml', 'a\\b.yaml']\n").resources)).toEqual([
      'k8s/prod/my%20api%20%281%29.yaml',
      'k8s/prod/%C3%BC.yaml',
      'k8s/prod/a/b.yaml',
    ]);
  });

  it('has the patches of every style', () => {
    const text = `patches:
  - path: a.yaml
  - path: ../shared/b.yaml
    target: {kind: Deployment}
  - patch: |-
      - op: remove
        path: /spec
patchesStrategicMerge:
  - c.yaml
  - |-
    apiVersion: v1
    kind: Pod
patchesJson6902:
  - target: {kind: Deployment, name: api, version: v1}
    path: d.json
transformers: [e.yaml]
generators: [f.yaml]
configurations: [g.yaml]
replacements:
  - path: h.yaml
  - source: {kind: Pod}
`;
    expect(short(read(text).patches)).toEqual([
      'k8s/prod/a.yaml',
      'k8s/shared/b.yaml',
      'k8s/prod/d.json',
      'k8s/prod/c.yaml',
      'k8s/prod/e.yaml',
      'k8s/prod/f.yaml',
      'k8s/prod/g.yaml',
      'k8s/prod/h.yaml',
    ]);
    expect(read(text).resources).toEqual([]);
  });

  it('has what it makes of images', () => {
    const { images } = read(
      'images:\n  - name: api\n    newTag: 1.20\n  - {name: web, newName: example/web, digest: "sha256:abc"}\n  - {newTag: x}\n  - name: api2\n',
    );
    expect([...images]).toEqual([
      ['api', { newName: undefined, newTag: '1.20', digest: undefined }],
      ['web', { newName: 'example/web', newTag: undefined, digest: 'sha256:abc' }],
      ['api2', { newName: undefined, newTag: undefined, digest: undefined }],
    ]);
  });

  it.each([
    'resources: api.yaml\npatches: p.yaml\nimages: api\n',
    'resources: {a: b}\npatches: {path: p.yaml}\nimages: {name: api}\n',
    'resources:\npatches:\nimages:\nreplacements:\n',
    'resources: [~]\npatches: [p.yaml, ~]\nimages: [api, ~]\n',
    'configMapGenerator: [{name: a, files: [a.yaml]}]\nsecretGenerator: [{name: b, envs: [.env]}]\nhelmCharts: [{name: c}]\n',
    'a: 1\n',
  ])('has nothing where fields are of another kind: %j', (text) => {
    expect(read(text)).toMatchObject({ resources: [], patches: [] });
    expect(read(text).images.size).toBe(0);
  });
});
