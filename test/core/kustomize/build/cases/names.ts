import type { KustomizeCase } from '../kustomizeCase.ts';
import { WORKLOAD, workload } from './parts.ts';

export const names: readonly KustomizeCase[] = [
  {
    name: 'prefix and suffix, references follow',
    files: workload(`namePrefix: p-
nameSuffix: -s
`),
  },
  {
    name: 'prefix and namespace',
    files: workload(`namePrefix: p-
namespace: zone
`),
  },
  {
    name: 'two namespaces become one',
    files: workload(
      `namespace: zz
`,
      {
        'ns.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: n}
---
apiVersion: v1
kind: Namespace
metadata: {name: m}
`,
      },
    ),
    refused: ['duplicate-resource', 'kustomization.yaml', 'zz'],
  },
  {
    name: 'one base under two prefixes',
    files: {
      ...Object.fromEntries(Object.entries(WORKLOAD).map(([file, text]) => [`b/${file}`, text])),
      'b/kustomization.yaml': `resources: [d.yaml, s.yaml, sa.yaml, cm.yaml]
`,
      'o1/kustomization.yaml': `namePrefix: a-
resources: [../b]
`,
      'o2/kustomization.yaml': `namePrefix: b-
resources: [../b]
`,
      'kustomization.yaml': `nameSuffix: -z
resources: [o1, o2]
`,
    },
  },
  {
    name: 'one base in two namespaces',
    files: {
      ...Object.fromEntries(Object.entries(WORKLOAD).map(([file, text]) => [`b/${file}`, text])),
      'b/kustomization.yaml': `resources: [d.yaml, s.yaml, sa.yaml, cm.yaml]
`,
      'b/sa.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: {name: sa}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects:
- {kind: ServiceAccount, name: sa}
- {kind: ServiceAccount, name: default}
- {kind: User, name: sa}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- {apiGroups: [""], resources: [configmaps], resourceNames: [cm, other], verbs: [get]}
`,
      'o1/kustomization.yaml': `namespace: n1
resources: [../b]
`,
      'o2/kustomization.yaml': `namespace: n2
resources: [../b]
`,
      'kustomization.yaml': `namePrefix: q-
resources: [o1, o2]
`,
    },
  },
  {
    name: 'a JSON patch renames, references follow',
    files: workload(`namePrefix: x-
patches:
- target: {kind: Service}
  patch: |-
    - {op: replace, path: /metadata/name, value: web2}
`),
  },
];
