import type { Files } from '../sources.ts';

/** Objects that refer to each other in the ways that Kustomize knows. */
export const WORKLOAD: Files = {
  'd.yaml': `apiVersion: apps/v1
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
  's.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {port: 80, targetPort: 8080}
`,
  'sa.yaml': `apiVersion: v1
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
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: crb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
subjects:
- {kind: ServiceAccount, name: sa, namespace: ns1}
- {kind: ServiceAccount, name: sa, namespace: default}
`,
  'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: cm}
data: {b: "1"}
---
apiVersion: v1
kind: Secret
metadata: {name: sec}
`,
  'ns.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: n}
`,
};

/** A kustomization of the workload with more in it. */
export function workload(text: string, more: Files = {}): Files {
  return {
    ...WORKLOAD,
    'kustomization.yaml': `resources: [d.yaml, s.yaml, sa.yaml, cm.yaml, ns.yaml]\n${text}`,
    ...more,
  };
}

/** A Deployment with what makes merging hard. */
export const HARD = `apiVersion: apps/v1
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
`;
