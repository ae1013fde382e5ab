import type { Resource } from '../../core/kubernetes/resource.ts';
import { get } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { schemaProblem } from '../../core/rule/schemaProblem.ts';
import type { Fault } from '../../core/schema/fault.ts';
import { objectFaults } from '../../core/schema/objectFaults.ts';
import { shortened } from '../../core/text/shortened.ts';
import { deployment, pod } from './exampleManifests.ts';
import { misplacedKind } from './misplacedKind.ts';

export default defineRule({
  id: 'kubernetes/schema-invalid',
  title: 'Object that does not fit its schema',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Kubernetes knows the fields of each kind, their types, and which of them must be there. `kubectl` and GitOps tools refuse an object that does not fit; where they are told not to check, a field that is misspelt or stands in the wrong place is dropped without a word, and what it should have done does not happen.',
    how: 'The objects are checked as they are deployed, with all patches laid over them, for the version of Kubernetes in `kubernetesVersion`. A patch by itself is held to names and types only. Of kinds that are not part of Kubernetes nothing is said, unless the workspace holds their CustomResourceDefinition: then its schema counts.',
    references: [
      'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
      'https://kubernetes.io/docs/reference/kubernetes-api/',
    ],
  },
  aliases: { 'kube-linter': 'schema-validation', monokle: 'K8S001' },
  check(resource, { environment, schemas, report }) {
    // What SOPS has encrypted is another object once it is decrypted.
    if (!schemas || get(resource.node, 'sops')) return;
    const { apiVersion, kind, node, nameSpan } = resource;
    const minor = environment.kubernetesMinor;
    const schema = schemas.kubernetes(minor, apiVersion, kind) ?? environment.customSchema(apiVersion, kind);
    if (!schema) {
      const problem = misplacedKind(resource, schemas, minor);
      if (problem) report(problem);
      return;
    }
    for (const fault of objectFaults(schema, node)) {
      if (isToldElsewhere(fault, resource)) continue;
      const pruned = schema.prunes && fault.kind === 'unknown';
      const problem = schemaProblem(fault, {
        root: node,
        expected: schema.expected,
        subject: subjectOf(resource),
        said: 0,
        outcome: pruned ? 'the API server drops it' : 'kubectl refuses it',
        nameSpan,
      });
      if (problem) report(pruned ? { ...problem, severity: 'warning' } : problem);
    }
  },
  examples: {
    good: [
      // These have rules of their own, which know more about them.
      good(
        deployment(
          'topologySpreadConstraints:\n  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: Never, labelSelector: {}}\ncontainers:\n  - name: api\n    image: example/api:1.4.2\n',
        ).replace('spec:', 'spec:\n  strategy: {type: Rolling}'),
      ),
      good(
        deployment(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - {name: PORT, value: "8080"}\n    resources:\n      limits: {cpu: 2, memory: 1.5Gi}\n    livenessProbe:\n      httpGet: {path: /healthz, port: http}\n',
        ),
      ),
      good('apiVersion: example.com/v1\nkind: Deployment\nmetadata:\n  name: other\nanything: goes\n'),
      good(
        deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n').replace(
          'spec:',
          'spec:\n  replicas: ${REPLICAS}',
        ),
      ),
      // A patch lacks what the object that it is laid over has.
      good(
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          env: []\n',
      ),
      {
        files: {
          'base/kustomization.yaml': 'resources: [service.yaml]\n',
          'base/service.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  selector: {app: api}\n',
          'overlay/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: ports.yaml\n',
          'overlay/ports.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  ports:\n    - port: 80\n      targetPort: http\n',
        },
      },
    ],
    bad: [
      bad(
        deployment(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    «imagePullPolcy»: Always # a slip\n    ports:\n      - containerPort: «"8080"» # quoted\n',
        ),
        deployment(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    imagePullPolicy: Always # a slip\n    ports:\n      - containerPort: 8080 # quoted\n',
        ),
      ),
      bad(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    imagePullPolicy: «always»\n    env:\n      - name: DEBUG\n        value: «true»\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    imagePullPolicy: Always\n    env:\n      - name: DEBUG\n        value: "true"\n',
        ),
      ),
      bad(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    «runAsUser»: 1000\n    resources:\n      limits: {memory: «512MB»}\n  - «image»: example/proxy:2.1.0\n',
        ),
      ),
      badFiles(
        {
          'base/kustomization.yaml': 'resources: [service.yaml]\n',
          'base/service.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  selector: {app: api}\n  ports:\n    - port: 80\n',
          'overlay/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: ports.yaml\n',
          'overlay/ports.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  «sessionAfinity»: ClientIP\n',
        },
        {
          'overlay/ports.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  sessionAffinity: ClientIP\n',
        },
      ),
      bad(
        'apiVersion: «v1» # or so\nkind: Ingress\nmetadata:\n  name: web\nspec: {}\n---\napiVersion: v1\nkind: «ConfgMap»\nmetadata:\n  name: api\n',
        'apiVersion: networking.k8s.io/v1 # or so\nkind: Ingress\nmetadata:\n  name: web\nspec: {}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: api\n',
      ),
      badFiles(
        {
          'crd.yaml':
            'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: queues.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Queue, plural: queues}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec:\n              type: object\n              required: [size]\n              properties:\n                size: {type: integer}\n                mode: {type: string, enum: [fast, safe]}\n',
          'queue.yaml':
            'apiVersion: example.com/v1\nkind: Queue\nmetadata:\n  name: mails\nspec:\n  size: «"10"»\n  mode: «faster»\n  «moed»: fast\n---\napiVersion: example.com/v1\nkind: Queue\nmetadata:\n  name: events\n«spec»:\n  mode: safe\n',
        },
        {
          'queue.yaml':
            'apiVersion: example.com/v1\nkind: Queue\nmetadata:\n  name: mails\nspec:\n  size: 10\n  mode: fast\n  moed: fast\n---\napiVersion: example.com/v1\nkind: Queue\nmetadata:\n  name: events\nspec:\n  mode: safe\n',
        },
      ),
    ],
  },
});

function subjectOf({ kind, name }: Resource): string {
  if (name === undefined) return kind;
  return `${kind} "${shortened(name, 40)}"`;
}

/** The strategies and constraints whose words `rolling-update-strategy` and `topology-spread-invalid` check: one fault is told once. */
const ELSEWHERE =
  /^(?:(?:Deployment|DaemonSet|StatefulSet)\/spec\/(?:strategy|updateStrategy)\/type|(?:Pod|Deployment|DaemonSet|StatefulSet|ReplicaSet|ReplicationController|Job|CronJob)\/spec\/(?:.*\/)?topologySpreadConstraints\/\d+\/whenUnsatisfiable)$/;

function isToldElsewhere(fault: Fault, { kind }: Resource): boolean {
  return fault.kind === 'word' && ELSEWHERE.test([kind, ...fault.path].join('/'));
}
