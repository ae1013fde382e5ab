import type { KustomizeCase } from '../kustomizeCase.ts';
import { workload } from './parts.ts';

export const configuration: readonly KustomizeCase[] = [
  {
    name: 'components',
    files: workload(
      `components: [c1, c2]
namePrefix: z-
`,
      {
        'c1/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {replicas: 9}
resources: [x.yaml]
`,
        'c1/x.yaml': `apiVersion: v1
kind: Pod
metadata: {name: pp}
`,
        'c2/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
namePrefix: c2-
images: [{name: nginx, newTag: comp}]
`,
      },
    ),
  },
  {
    name: 'a kustomization as component',
    files: workload(
      `components: [c1]
`,
      {
        'c1/kustomization.yaml': `resources: [x.yaml]
`,
        'c1/x.yaml': `apiVersion: v1
kind: Pod
metadata: {name: pp}
`,
      },
    ),
    refused: ['not-a-component', 'kustomization.yaml', 'c1'],
  },
  {
    name: 'a component as resource',
    files: {
      'kustomization.yaml': `resources: [c1]
`,
      'c1/kustomization.yaml': `kind: Component
resources: [x.yaml]
`,
      'c1/x.yaml': `apiVersion: v1
kind: Pod
metadata: {name: pp}
`,
    },
    refused: ['component-as-resource', 'kustomization.yaml', 'c1'],
  },
  {
    name: 'configurations',
    files: workload(
      `namePrefix: p-
configurations: [c.yaml]
commonLabels: {a: b}
`,
      {
        'ns.yaml': `apiVersion: x/v1
kind: Foo
metadata: {name: f}
spec: {svc: web}
`,
        'c.yaml': `nameReference:
- kind: Service
  version: v1
  fieldSpecs: [{path: spec/svc, kind: Foo}]
commonLabels: [{path: spec/lab, create: true, kind: Service}]
images: []
namePrefix: [{path: spec/pre, kind: Service}]
`,
      },
    ),
  },
  {
    name: 'configurations of a base',
    files: {
      'b/kustomization.yaml': `resources: [d.yaml]
configurations: [c.yaml]
`,
      'b/d.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {port: 80, targetPort: 8080}
---
apiVersion: x/v1
kind: Foo
metadata: {name: f}
spec: {svc: web}
`,
      'b/c.yaml': `nameReference:
- kind: Service
  version: v1
  fieldSpecs: [{path: spec/svc, kind: Foo}]
`,
      'kustomization.yaml': `namePrefix: x-
resources: [b]
`,
    },
  },
  {
    name: 'crds',
    files: workload(
      `namePrefix: p-
crds: [crd.json]
`,
      {
        'ns.yaml': `apiVersion: x/v1
kind: MyKind
metadata: {name: k}
spec: {ref: {name: sec}}
`,
        'crd.json': `{"github.com/x.MyKind":{"Schema":{"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"$ref":"k8s.io/ObjectMeta"},"spec":{"$ref":"github.com/x.Spec"}}}},"github.com/x.Spec":{"Schema":{"properties":{"ref":{"x-kubernetes-object-ref-api-version":"v1","x-kubernetes-object-ref-kind":"Secret"}}}}}`,
      },
    ),
  },
  {
    name: 'a schema of its own',
    files: {
      'kustomization.yaml': `resources: [r.yaml]
openapi: {path: s.json}
patches:
- patch: |-
    apiVersion: x.io/v1
    kind: My
    metadata: {name: a}
    spec: {items: [{name: b, v: 2}]}
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: web, image: q}]}}}
`,
      'r.yaml': `apiVersion: x.io/v1
kind: My
metadata: {name: a}
spec: {items: [{name: a, v: 1}, {name: b, v: 1, w: 1}]}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: sa
      containers:
      - name: web
        image: nginx:1.2
        envFrom:
        - configMapRef: {name: cm}
        - secretRef: {name: sec}
        env:
        - {name: A, value: $(VAR_A)}
        - name: B
          valueFrom: {configMapKeyRef: {name: cm, key: b}}
        args: ["--x=$(VAR_A)", "$$(VAR_A)", "$(NOPE)"]
      - name: side
        image: reg.io:5000/side@sha256:abc
      initContainers:
      - name: init
        image: nginx
      volumes:
      - name: v
        configMap: {name: cm}
      - name: w
        projected: {sources: [{secret: {name: sec}}]}
`,
      's.json': `{"definitions":{"v1.My":{"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"},"spec":{"properties":{"items":{"type":"array","items":{"type":"object"},"x-kubernetes-patch-strategy":"merge","x-kubernetes-patch-merge-key":"name"}}}},"x-kubernetes-group-version-kind":[{"group":"x.io","kind":"My","version":"v1"}]}}}`,
    },
  },
  {
    name: 'transformers and generators in files',
    files: workload(
      `transformers: [t.yaml, u.yaml]
generators: [g.yaml]
`,
      {
        't.yaml': `apiVersion: builtin
kind: PrefixTransformer
metadata: {name: n}
prefix: tt-
fieldSpecs: [{path: metadata/name}]
---
apiVersion: builtin
kind: NamespaceTransformer
metadata: {name: m, namespace: foo}
unsetOnly: true
setRoleBindingSubjects: allServiceAccounts
`,
        'u.yaml': `apiVersion: builtin
kind: LabelTransformer
metadata: {name: l}
labels: {a: b}
fieldSpecs: [{path: metadata/labels, create: true}]
`,
        'g.yaml': `apiVersion: builtin
kind: ConfigMapGenerator
metadata: {name: gen}
literals: [a=b]
`,
      },
    ),
  },
  {
    name: 'in the order of the files',
    files: workload(`sortOptions: {order: fifo}
`),
  },
  {
    name: 'in an order of its own',
    files:
      workload(`sortOptions: {order: legacy, legacySortOptions: {orderFirst: [Service, Deployment], orderLast: [Namespace]}}
`),
  },
];
