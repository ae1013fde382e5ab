import type { KustomizeCase } from '../kustomizeCase.ts';
import { workload } from './parts.ts';

export const strategicMerge: readonly KustomizeCase[] = [
  {
    name: 'several documents, deletions, nulls',
    files: workload(
      `patches:
- path: p.yaml
`,
      {
        'p.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {q: r}}
spec:
  replicas: null
  template:
    spec:
      containers:
      - name: web
        env:
        - {name: A, $patch: delete}
        - {name: N, value: n}
        args: [x]
      - {name: new, image: y}
      volumes:
      - {name: v, configMap: null, emptyDir: {}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports:
  - {port: 80, targetPort: 9090}
  - {port: 443}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm}
$patch: delete
`,
      },
    ),
  },
  {
    name: 'allowNameChange',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: other}
    spec: {replicas: 3}
  target: {kind: Deployment}
  options: {allowNameChange: true}
`),
  },
  {
    name: 'allowKindChange',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: other}
    spec: {replicas: 3}
  target: {kind: Deployment}
  options: {allowKindChange: true}
`),
  },
  {
    name: 'patchesStrategicMerge, by file and inline',
    files: workload(
      `patchesStrategicMerge:
- p.yaml
- |-
  apiVersion: v1
  kind: Service
  metadata: {name: web}
  spec: {type: LoadBalancer}
`,
      {
        'p.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {$patch: replace, spec: {x: y}}}
`,
      },
    ),
  },
  {
    name: 'no apiVersion: no match',
    files: workload(`patches:
- patch: |-
    kind: Deployment
    metadata: {name: web}
    spec: {replicas: 3}
`),
    refused: ['patch-no-match', 'kustomization.yaml', 'web'],
  },
  {
    name: 'another namespace: no match',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: foo}
    spec: {replicas: 3}
`),
    refused: ['patch-no-match', 'kustomization.yaml', 'web'],
  },
  {
    name: 'a list where a value is',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {replicas: [1]}
`),
    refused: ['patch-type', 'kustomization.yaml', '[1]'],
  },
  {
    name: 'an unknown directive',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: web, $patch: foo}]}}}
`),
    refused: ['patch-directive', 'kustomization.yaml', 'foo'],
  },
  {
    name: 'an item without its key',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{image: noname}]}}}
`),
  },
  {
    name: 'no patch',
    files: workload(`patches:
- patch: ""
`),
    refused: ['bad-patch', 'kustomization.yaml', 'patch'],
  },
  {
    name: 'lists emptied and nulled',
    files: workload(`patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [], volumes: null, initContainers: [{name: init, $patch: delete}]}}}
`),
  },
  {
    name: 'lists of plain values, merged',
    files: workload(`patches:
- patch: |-
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: cm, finalizers: [b, a], ownerReferences: [{uid: x, q: 1}]}
- patch: |-
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: cm, finalizers: [c]}
`),
  },
  {
    name: 'a custom kind, with a built-in one inside',
    files: {
      'kustomization.yaml': `resources: [r.yaml]
patches:
- patch: |-
    apiVersion: x.io/v1
    kind: My
    metadata: {name: a, finalizers: [b]}
    spec: {items: [{name: b, v: 2}], m: {x: null}, tpl: {spec: {containers: [{name: c, image: n}]}}}
`,
      'r.yaml': `apiVersion: x.io/v1
kind: My
metadata: {name: a, finalizers: [a]}
spec: {items: [{name: a, v: 1}], m: {x: 1, y: 2}, tpl: {apiVersion: v1, kind: Pod, spec: {containers: [{name: c, image: o, k: 1}]}}}
`,
    },
  },
  {
    name: 'a patch in quotes',
    files: workload(`patches:
- patch: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3}}"
`),
  },
  {
    name: 'Windows line ends',
    files: workload(
      'patches:\r\n- patch: |-\r\n    apiVersion: apps/v1\r\n    kind: Deployment\r\n    metadata: {name: web}\r\n    spec: {replicas: 3}\r\n',
    ),
  },
];
