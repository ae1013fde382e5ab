import type { KustomizeCase } from '../kustomizeCase.ts';
import { HARD } from './parts.ts';

export const mergedLists: readonly KustomizeCase[] = [
  {
    name: 'a patch that says nothing tidies lists',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'replace in an item',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {containers: [{name: b, $patch: replace, image: z}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'delete in an item',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {containers: [{name: b, $patch: delete}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'replace of a list',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {containers: [{$patch: replace},{name: c, image: c}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'setElementOrder is no directive here',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {$setElementOrder/containers: [{name: b}], containers: [{name: c, image: c},{name: b, x: 1}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'retainKeys is no directive here',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {strategy: {$retainKeys: [type], type: Recreate}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'ports with two keys',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: x}]}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'ports with one key',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {template: {spec: {containers: [{name: a, ports: [{containerPort: 80, name: x}]}]}}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'null labels with a target',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d, labels: {a: null, c: 1}}
  target: {kind: Deployment}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'null labels without a target',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d, labels: {a: null, c: 1}}
`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'nulls in what is added',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {q: null, m: {n: null, o: 1}, l: [{a: null}]}
`,
      'd.yaml': HARD,
    },
  },
];
