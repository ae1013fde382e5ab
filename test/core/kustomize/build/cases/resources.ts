import type { KustomizeCase } from '../kustomizeCase.ts';

export const resources: readonly KustomizeCase[] = [
  {
    name: 'lists in files',
    files: {
      'kustomization.yaml': `resources: [l.yaml, m.yaml]
`,
      'l.yaml': `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: a}}
- {apiVersion: v1, kind: PodList, items: [{apiVersion: v1, kind: Pod, metadata: {name: c}}]}
- {apiVersion: v1, kind: Pod, metadata: {name: b}}
`,
      'm.yaml': `apiVersion: v1
kind: ConfigMapList
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
---
---
# nothing
---
apiVersion: v1
kind: ConfigMap
metadata: {name: z}
`,
    },
  },
  {
    name: 'no name',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `apiVersion: v1
kind: ConfigMap
`,
    },
    refused: ['not-an-object', 'l.yaml', 'apiVersion'],
  },
  {
    name: 'no kind',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `apiVersion: v1
metadata: {name: x}
`,
    },
    refused: ['not-an-object', 'l.yaml', 'apiVersion'],
  },
  {
    name: 'no apiVersion',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `kind: Foo
metadata: {name: x}
`,
    },
  },
  {
    name: 'generateName',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `apiVersion: v1
kind: Pod
metadata: {generateName: x}
`,
    },
    refused: ['not-an-object', 'l.yaml', 'apiVersion'],
  },
  {
    name: 'objects for tools only',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `apiVersion: v1
kind: Pod
metadata: {name: x, annotations: {config.kubernetes.io/local-config: "true"}}
---
apiVersion: v1
kind: Pod
metadata: {name: y, annotations: {config.kubernetes.io/local-config: "false", a: ~}}
---
apiVersion: v1
kind: Pod
metadata: {name: w, annotations: {}, labels: {}}
`,
    },
  },
  {
    name: 'one file twice',
    files: {
      'kustomization.yaml': `resources: [x.yaml, x.yaml]
`,
      'x.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: n}
`,
    },
    refused: ['duplicate-resource', 'kustomization.yaml', 'x.yaml'],
  },
  {
    name: 'one object from two folders',
    files: {
      'kustomization.yaml': `resources: [x.yaml, b]
`,
      'x.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {port: 80, targetPort: 8080}
`,
      'b/kustomization.yaml': `resources: [y.yaml]
`,
      'b/y.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {port: 80, targetPort: 8080}
`,
    },
    refused: ['duplicate-resource', 'kustomization.yaml', 'b'],
  },
  {
    name: 'a missing file',
    files: {
      'kustomization.yaml': `resources: [x.yaml]
`,
    },
    refused: ['missing-resource', 'kustomization.yaml', 'x.yaml'],
  },
  {
    name: 'a circle',
    files: {
      'kustomization.yaml': `resources: [a]
`,
      'a/kustomization.yaml': `resources: [../b]
`,
      'b/kustomization.yaml': `resources: [../a]
`,
    },
    refused: ['cycle', 'b/kustomization.yaml', '../a'],
  },
  {
    name: 'itself',
    files: {
      'kustomization.yaml': `resources: [.]
`,
    },
    refused: ['cycle', 'kustomization.yaml', '.'],
  },
  {
    name: 'a file outside',
    files: {
      'kustomization.yaml': `resources: [b]
`,
      'b/kustomization.yaml': `resources: [../x.yaml]
`,
      'x.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: n}
`,
    },
    refused: ['unsafe-path', 'b/kustomization.yaml', '../x.yaml'],
  },
  {
    name: 'a key twice',
    files: {
      'kustomization.yaml': `resources: [d.yaml]`,
      'd.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: d
  labels: {a: b}
  annotations: {n: 1, t: true, z: null}
spec:
  replicas: 0o3
  when: 2001-01-01
  x: 1_000
  creationTimestamp:
  other: null
  template:
    spec:
      containers:
      - name: a
        image: x
        args: [1, yes]
        ports:
        - containerPort: 80
        - containerPort: 80
          protocol: UDP
        env:
        - {name: A, value: "1"}
        - {name: B, value: "2"}
        - {name: A, value: "3"}
      - name: b
        image: y
  template: {}
`,
    },
    refused: ['duplicate-key', 'd.yaml', 'template'],
  },
];
