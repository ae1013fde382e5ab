import { describe, expect, test } from 'vitest';
import type { Build, BuiltObject } from '../../../../server/src/core/kustomize/build/build.ts';
import { get } from '../../../../server/src/core/model/read.ts';
import type { Span } from '../../../../server/src/core/text/span.ts';
import { buildOf } from './kustomizeCase.ts';
import type { Files } from './sources.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: nginx:1
          env:
            - name: A
              value: old
`;

function text({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

function only(files: Files, root = ''): { build: Build; object: BuiltObject } {
  const build = buildOf({ name: 'case', files, root });
  const [object] = build.objects;
  if (!object) throw new Error(JSON.stringify(build.problems.map((each) => each.message)));
  return { build, object };
}

function place(object: BuiltObject, ...path: string[]): [string, string] {
  const node = get(object.node, ...path);
  if (!node) throw new Error(`nothing at ${path.join('.')}`);
  return [node.span.source.uri.replace(/^.*\/w\//, ''), text(node.span)];
}

describe('every node knows where it was written', () => {
  test('a value that an inline patch sets', () => {
    const { object } = only({
      'b/kustomization.yaml': 'resources: [d.yaml]\n',
      'b/d.yaml': DEPLOYMENT,
      'kustomization.yaml': `resources: [b]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 33
`,
    });
    expect(place(object, 'spec', 'replicas')).toEqual(['kustomization.yaml', '33']);
    expect(get(object.node, 'spec', 'replicas')?.overrides?.map((each) => text(each.span))).toEqual(['1']);
    expect(object.broughtBy.map(text)).toEqual(['d.yaml', 'b']);
    expect(object.patches.map((each) => text(each).split('\n')[0])).toEqual(['apiVersion: apps/v1']);
    expect(get(object.written, 'spec', 'replicas')?.span.source.uri).toMatch(/b\/d\.yaml$/);
  });

  test('a tag that a kustomization sets comes from there, although the image has it already', () => {
    const imageOf = (entry: string) => {
      const { object } = only({
        'd.yaml': DEPLOYMENT.replace(/image: \S+/, 'image: nginx:latest'),
        'kustomization.yaml': `resources: [d.yaml]\nimages: [{name: nginx, ${entry}}]\n`,
      });
      const containers = get(object.node, 'spec', 'template', 'spec', 'containers');
      const image = containers?.kind === 'seq' ? get(containers.items[0]?.value, 'image') : undefined;
      return image && text(image.span);
    };
    expect(imageOf('newTag: latest')).toBe('latest');
    expect(imageOf('newName: nginx')).toBe('nginx:latest');
  });

  test('what a kustomization sets by fields', () => {
    const { object } = only({
      'd.yaml': DEPLOYMENT,
      'kustomization.yaml': `resources: [d.yaml]
namespace: zone
namePrefix: p-
commonLabels: {team: blue}
images:
  - {name: nginx, newTag: "77"}
replicas:
  - {name: web, count: 9}
`,
    });
    expect(place(object, 'metadata', 'namespace')).toEqual(['kustomization.yaml', 'zone']);
    expect(place(object, 'metadata', 'name')).toEqual(['d.yaml', 'web']);
    expect(place(object, 'spec', 'selector', 'matchLabels', 'team')).toEqual(['kustomization.yaml', 'blue']);
    expect(place(object, 'spec', 'replicas')).toEqual(['kustomization.yaml', '9']);
    const containers = get(object.node, 'spec', 'template', 'spec', 'containers');
    const image = containers?.kind === 'seq' ? get(containers.items[0]?.value, 'image') : undefined;
    expect(image && text(image.span)).toBe('"77"');
    expect(image?.made).toBe(true);
  });

  test('an operation of a JSON patch in a file', () => {
    const { object } = only({
      'd.yaml': DEPLOYMENT,
      'p.yaml': '- op: replace\n  path: /spec/replicas\n  value: 4\n',
      'kustomization.yaml': 'resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n',
    });
    expect(place(object, 'spec', 'replicas')).toEqual(['p.yaml', '4']);
    expect(object.patches.map(text)).toEqual(['op: replace\n  path: /spec/replicas\n  value: 4']);
  });

  test('a generated ConfigMap', () => {
    const { object } = only({
      'kustomization.yaml': 'configMapGenerator:\n- name: conf\n  literals: [KEY=value, "OTHER=x"]\n',
    });
    expect(object.written).toBeUndefined();
    expect(place(object, 'data', 'KEY')).toEqual(['kustomization.yaml', 'value']);
    expect(place(object, 'data', 'OTHER')).toEqual(['kustomization.yaml', 'x']);
    expect(object.broughtBy.map(text)).toEqual(['conf']);
  });
});

describe('what is not built here', () => {
  const files: Files = {
    'd.yaml': DEPLOYMENT,
    'kustomization.yaml': `resources:
  - d.yaml
  - https://example.com/x.yaml
  - github.com/org/repo//path?ref=v1
helmCharts:
  - name: chart
patches:
  - patch: |-
      apiVersion: v1
      kind: Service
      metadata: {name: from-elsewhere}
`,
  };

  test('makes a build incomplete, and the rest still works', () => {
    const { build } = only(files);
    expect(build.incomplete).toBe(true);
    expect(build.refused).toBe(false);
    expect(build.objects).toHaveLength(1);
    expect(build.problems.map(({ kind, code, span }) => [kind, code, text(span)])).toEqual([
      ['incomplete', 'remote-resource', 'https://example.com/x.yaml'],
      ['incomplete', 'remote-resource', 'github.com/org/repo//path?ref=v1'],
      ['incomplete', 'helm-chart', 'name'],
    ]);
  });

  test('is incomplete for those that use it', () => {
    const { build } = only(
      {
        ...Object.fromEntries(Object.entries(files).map(([path, each]) => [`b/${path}`, each])),
        'o/kustomization.yaml': 'resources: [../b]\n',
      },
      'o',
    );
    expect(build.incomplete).toBe(true);
  });
});
