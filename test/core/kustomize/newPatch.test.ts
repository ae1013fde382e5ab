import { describe, expect, it } from 'vitest';
import { newPatch } from '../../../server/src/core/kustomize/newPatch.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import type { MapNode } from '../../../server/src/core/model/node.ts';
import { asMap, get, itemsOf } from '../../../server/src/core/model/read.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: sidecar
          image: example/b:1
        - name: api
          image: example/a:1
`;

function root(uri: string, text: string): MapNode {
  const node = asMap(readFile(uri, text).documents[0]?.document.root);
  if (!node) throw new Error('no mapping');
  return node;
}

function container(object: MapNode, index: number): MapNode {
  const node = asMap(itemsOf(get(object, 'spec', 'template', 'spec', 'containers'))[index]);
  if (!node) throw new Error('no container');
  return node;
}

describe('newPatch', () => {
  const object = root('file:///w/base/api.yaml', DEPLOYMENT);
  const text = 'resources:\n  - ../base\n\n# tags\nimages: []\n';
  const kustomization = root('file:///w/prod/kustomization.yaml', text);
  const free = (): boolean => true;

  it('names the container, and is registered', () => {
    const values = { securityContext: { runAsNonRoot: true } };
    const patch = newPatch(object, container(object, 1), values, kustomization, free);
    expect(patch?.uri).toBe('file:///w/prod/api-deployment-patch.yaml');
    expect(patch?.text).toBe(
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        '  name: api',
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: api',
        '          securityContext:',
        '            runAsNonRoot: true',
        '',
      ].join('\n'),
    );
    const edits = (patch?.edits ?? []).map(({ span, newText }) => ({
      start: span.start,
      end: span.end,
      newText,
    }));
    expect(applyEdits(text, edits)).toBe(
      'resources:\n  - ../base\npatches:\n  - path: api-deployment-patch.yaml\n\n# tags\nimages: []\n',
    );
  });

  it('never takes the place of a file that is there', () => {
    const taken = new Set(['file:///w/prod/api-deployment-patch.yaml']);
    const patch = newPatch(object, container(object, 0), { a: 1 }, kustomization, (uri) => !taken.has(uri));
    expect(patch?.uri).toBe('file:///w/prod/api-deployment-patch-2.yaml');
  });

  it('is none for a container without a name', () => {
    const text = DEPLOYMENT.replace('- name: api\n          image', '- image');
    const nameless = root('file:///w/x.yaml', text);
    expect(newPatch(nameless, container(nameless, 1), { a: 1 }, kustomization, free)).toBeUndefined();
  });
});
