import type { KustomizeCase } from '../kustomizeCase.ts';
import { workload } from './parts.ts';

export const generators: readonly KustomizeCase[] = [
  {
    name: 'literals, files, env files, merge, replace, options',
    files: workload(
      `namePrefix: p-
configMapGenerator:
- name: g
  literals: [a=b, "c='d e'", 'x="<&>"']
  files: [f.txt, k=f.txt]
  envs: [e.env]
- name: cm
  behavior: merge
  literals: [b=2, n=3]
secretGenerator:
- name: gs
  type: foo/bar
  literals: [a=b, long=0123456789012345678901234567890123456789012345678901234567890123456789]
- name: sec
  behavior: replace
  literals: [q=1]
generatorOptions: {labels: {l: m}, annotations: {an: o}, immutable: true}
`,
      {
        'f.txt': `hello
world
`,
        'e.env': `# c
E1=1

  E2 = x=y
E3
`,
      },
    ),
  },
  {
    name: 'no suffix, other namespaces, nothing in it',
    files: workload(`configMapGenerator:
- name: g
  options: {disableNameSuffixHash: true, labels: {a: b}}
- name: web-cm
  namespace: foo
  literals: [a=1]
secretGenerator: [{name: e}]
`),
  },
  {
    name: 'a name that is there',
    files: workload(`configMapGenerator:
- name: cm
  literals: [a=1]
`),
    refused: ['duplicate-resource', 'kustomization.yaml', 'cm'],
  },
  {
    name: 'nothing to merge into',
    files: workload(`configMapGenerator:
- name: zz
  behavior: merge
  literals: [a=1]
`),
    refused: ['generator-no-match', 'kustomization.yaml', 'zz'],
  },
  {
    name: 'a base generator merged in an overlay',
    files: {
      'base/kustomization.yaml': `configMapGenerator:
- name: g
  literals: [a=1, b=2]
resources: [d.yaml]
`,
      'base/d.yaml': `apiVersion: apps/v1
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
        - configMapRef: {name: g}
        - secretRef: {name: sec}
        env:
        - {name: A, value: $(VAR_A)}
        - name: B
          valueFrom: {configMapKeyRef: {name: g, key: b}}
        args: ["--x=$(VAR_A)", "$$(VAR_A)", "$(NOPE)"]
      - name: side
        image: reg.io:5000/side@sha256:abc
      initContainers:
      - name: init
        image: nginx
      volumes:
      - name: v
        configMap: {name: g}
      - name: w
        projected: {sources: [{secret: {name: sec}}]}
`,
      'kustomization.yaml': `namePrefix: over-
resources: [base]
configMapGenerator:
- name: g
  behavior: merge
  literals: [b=3, c=4]
  options: {labels: {x: w}}
`,
    },
  },
];
