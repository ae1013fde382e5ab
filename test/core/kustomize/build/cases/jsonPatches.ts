import type { KustomizeCase } from '../kustomizeCase.ts';
import { HARD, workload } from './parts.ts';

export const jsonPatches: readonly KustomizeCase[] = [
  {
    name: 'every operation',
    files: workload(`patches:
- target: {kind: Deployment, name: w.*}
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 7
    - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: Z, value: "1"}}
    - {op: remove, path: /spec/template/spec/containers/1}
    - {op: copy, from: /metadata/labels, path: /metadata/annotations}
    - {op: move, from: /spec/template/spec/volumes/0, path: /spec/template/spec/volumes/1}
    - {op: test, path: /spec/replicas, value: 7}
    - {op: add, path: /metadata/annotations/a~1b~0c, value: x}
`),
  },
  {
    name: 'a path that is not there',
    files: workload(`patches:
- target: {kind: Deployment}
  patch: |-
    - {op: replace, path: /spec/nope/x, value: 7}
`),
    refused: ['json6902-bad-path', 'kustomization.yaml', '/spec/nope/x'],
  },
  {
    name: 'replace makes a key, negative indices',
    files: workload(`patches:
- target: {kind: Deployment}
  patch: |-
    - {op: replace, path: /spec/nope, value: 7}
    - {op: remove, path: /spec/template/spec/containers/-1}
`),
  },
  {
    name: 'flow style that is no JSON',
    files: workload(`patches:
- target: {kind: Deployment}
  patch: |-
    [{op: replace, path: /spec/replicas, value: 7}]
`),
    refused: ['bad-patch', 'kustomization.yaml', '[{op: replace, path: /spec/replicas, value: 7}]'],
  },
  {
    name: 'a JSON file',
    files: workload(
      `patches:
- target: {kind: Deployment}
  path: p.json
`,
      { 'p.json': `[{"op":"replace","path":"/spec/replicas","value":7}]` },
    ),
  },
  {
    name: 'remove of nothing',
    files: workload(`patches:
- target: {kind: Deployment}
  patch: |-
    - {op: remove, path: /spec/nope}
`),
    refused: ['json6902-bad-path', 'kustomization.yaml', '/spec/nope'],
  },
  {
    name: 'patchesJson6902',
    files: workload(
      `patchesJson6902:
- target: {version: v1, group: apps, kind: Deployment, name: web}
  path: p.yaml
`,
      {
        'p.yaml': `- op: replace
  path: /metadata/name
  value: web2
`,
      },
    ),
  },
  {
    name: 'selectors of labels, annotations and namespaces',
    files: workload(`patches:
- target: {labelSelector: "app in (web,x),!zz"}
  patch: |-
    - {op: add, path: /spec/sel, value: 1}
- target: {namespace: default, kind: "Service|ConfigMap"}
  patch: |-
    - {op: add, path: /sel, value: 2}
- target: {annotationSelector: "a=b"}
  patch: |-
    - {op: add, path: /sel, value: 3}
- target: {namespace: _non_namespaceable_}
  patch: |-
    - {op: add, path: /clu, value: 3}
`),
  },
  {
    name: 'a bad pattern',
    files: workload(`patches:
- target: {name: "("}
  patch: |-
    - {op: add, path: /x, value: 1}
`),
    refused: ['bad-pattern', 'kustomization.yaml', '"("'],
  },
  {
    name: 'a bad selector',
    files: workload(`patches:
- target: {labelSelector: "a in b"}
  patch: |-
    - {op: add, path: /x, value: 1}
`),
    refused: ['bad-selector', 'kustomization.yaml', '"a in b"'],
  },
  {
    name: 'YAML 1.1 in values',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    - {op: add, path: /spec/x, value: yes}
    - {op: add, path: /spec/y, value: 2001-01-01}
    - {op: add, path: /spec/z, value: 017}
  target: {kind: Deployment}
`,
      'd.yaml': HARD,
    },
  },
];
