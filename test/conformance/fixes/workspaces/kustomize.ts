import type { Files } from '../../../support/analysis.ts';

/** An object with one container, as little said of it as can be. */
const deployment = (name: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name} # the only one
          image: example/${name}:1.4.2
          ports:
            - containerPort: 8080
${more}`;

const patch = (name: string, container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: ${name}
${container}`;

const ARGS = '          args: [--verbose] # for now\n';
const LIMIT = '          resources:\n            limits:\n              memory: 1Gi\n';

/** Overlays that share components, and one that does without. */
const components: Files = {
  'base/kustomization.yaml': 'resources:\n  - api.yaml\n',
  'base/api.yaml': deployment('api'),
  'components/debug/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: patch.yaml\n',
  'components/debug/patch.yaml': patch('api', ARGS),
  'overlays/production/kustomization.yaml': 'resources:\n  - ../../base\n',
  'overlays/staging/kustomization.yaml':
    'resources:\n  - ../../base\ncomponents:\n  - ../../components/debug\n',
  'overlays/dev/kustomization.yaml':
    'resources:\n  - ../../base\ncomponents:\n  - ../../components/debug\npatches:\n  - path: limit.yaml\n',
  'overlays/dev/limit.yaml': patch('api', LIMIT),
};

/** A base on a base, prefixes and namespaces on the way, and one base that is used twice. */
const nested: Files = {
  'base/kustomization.yaml': '# what all have\nresources: [api.yaml, worker.yaml]\n',
  'base/api.yaml': deployment('api'),
  'base/worker.yaml': deployment('worker').replace(
    'name: worker\nspec:',
    'name: worker\n  namespace: jobs\nspec:',
  ),
  'region/kustomization.yaml':
    'namePrefix: eu-\nnamespace: europe\nresources:\n  - ../base\npatches:\n  - path: patch.yaml\n    target:\n      kind: Deployment\n      name: api\n',
  'region/patch.yaml': patch('api', ARGS),
  'twice/one/kustomization.yaml': 'namePrefix: one-\nresources:\n- ../../base\n',
  'twice/two/kustomization.yaml': 'namePrefix: two-\nresources:\n- ../../base\n',
  'overlays/both/kustomization.yaml': 'resources:\n- ../../twice/one\n- ../../twice/two\n',
  'overlays/production/kustomization.yaml':
    'nameSuffix: -prod\nresources:\n  - ../../region\n# the limits of production\npatches:\n- path: limit.yaml # see the wiki\n# nothing else\n',
  'overlays/production/limit.yaml': patch('api', LIMIT),
  'overlays/staging/kustomization.yaml':
    'resources: [../../region]\nimages: [{name: example/api, newTag: "2"}]',
};

/** Ways to write a kustomization and its patches. */
const styles: Files = {
  'base/Kustomization': '{resources: [api.yaml, all.yaml, worker.json], commonLabels: {team: a}}\n',
  'base/api.yaml': deployment('api'),
  'base/all.yaml': `# The first
---
apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: agent}
    spec:
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec: {containers: [{name: agent, image: 'example/agent:3'}]}
  - apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: nightly
    spec:
      schedule: 0 3 * * *
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: OnFailure
              initContainers:
              - image: busybox:1.36   # to wait
                name: nightly
                command: [sh, -c, 'sleep 5']
              containers:
              - image: example/nightly:1.0
                name: nightly
# The last
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: "store"
spec:
  serviceName: store
  selector: &sel
    matchLabels: &labels {app: store}
  template:
    metadata:
      labels: *labels
    spec:
      containers:
        - &store
          name: store
          image: postgres:16.2
          env: [{name: POSTGRES_DB, value: store}]
        - <<: *store
          name: sidecar
...
`,
  'base/worker.json': `{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {"name": "worker"},
  "spec": {
    "selector": {"matchLabels": {"app": "worker"}},
    "template": {
      "metadata": {"labels": {"app": "worker"}},
      "spec": {
        "containers": [
          {
            "name": "worker",
            "image": "example/worker:1.0.0"
          }
        ]
      }
    }
  }
}
`,
  'production/kustomization.yaml': `resources: [../base]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
      spec:
        template:
          spec:
            containers:
              - name: api
                args: [--fast]
  - target: {kind: Deployment, name: worker}
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/args
        value: [--fast]
  - target: {kind: StatefulSet}
    path: any.yaml
`,
  'production/any.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: any
spec:
  template:
    spec:
      containers:
        - name: store
          args: [-c, fsync=on]
        - name: sidecar
          $patch: delete
`,
  'staging/kustomization.yaml': '{"resources": ["../base"], "patches": [{"path": "patch.yaml"}]}\n',
  'staging/patch.yaml': `{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {template: {spec: {containers: [{name: api, args: [x]}]}}}}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
$patch: delete
`,
  'dev/kustomization.yaml':
    'resources:\n    - ../base\npatchesStrategicMerge:\n    - store.yaml\npatchesJson6902: []\npatches: []\n',
  'dev/store.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
spec:
  template:
    spec:
      containers:
        - name: store
          resources: # to be seen
            # a limit would go here
`,
};

const migrate = (name: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  ${name}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: migrate
        image: example/migrate:2.0
        envFrom:
        - configMapRef: {name: settings}
`;

/** Names that are made: a ConfigMap's, and a job's that no kustomization has. */
const generated: Files = {
  'base/kustomization.yaml':
    'resources:\n  - migrate.yaml\n  - web.yaml\nconfigMapGenerator:\n  - name: settings\n    literals: [a=b]\n',
  'base/migrate.yaml': migrate('name: migrate'),
  'jobs/migrate.yaml': migrate('generateName: migrate-'),
  'base/web.yaml': `${deployment('web')}      volumes:\n        - name: settings\n          configMap:\n            name: settings\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: 8080}]\n`,
  'staging/kustomization.yaml': 'resources: [../base]\nnamespace: staging\n',
  'production/kustomization.yaml':
    'resources: [../base]\nnamespace: production\nreplicas: [{name: web, count: 3}]\n\n# Kept for later:\n# patches:\n#   - path: limits.yaml\n',
};

/** Workspaces whose files are written as few write them. */
export const KUSTOMIZE: { readonly [name: string]: Files } = { components, nested, styles, generated };
