import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const within = (namespace: string): string =>
  API.replace('  name: demo\n', `  name: demo\n  namespace: ${namespace}\n`);

/** Kinds of objects that stand in a namespace, beside those that bring pods. */
const NAMESPACED =
  /^(?:ConfigMap|Endpoints|EndpointSlice|HorizontalPodAutoscaler|Ingress|Lease|NetworkPolicy|PersistentVolumeClaim|PodDisruptionBudget|PodTemplate|Role|RoleBinding|Secret|Service|ServiceAccount)$/;

export default defineRule({
  id: 'kubernetes/default-namespace',
  title: 'Object in the default namespace',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'What stands in the namespace `default` shares it with whatever else was put there by mistake. Quotas, network policies and rights are given by namespace, and can not keep such objects apart.',
    how: 'Set a namespace of your own, with `namespace` in the kustomization for instance. Nothing is said of files without one that no kustomization deploys: `kubectl --namespace` may set it.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  },
  aliases: {
    'kube-linter': 'use-namespace',
    checkov: 'CKV_K8S_21',
    trivy: 'KSV-0110',
    kubescape: 'C-0061, C-0212',
  },
  check(resource, { environment, report }) {
    const { cluster, extent } = environment;
    const workload = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|DeploymentConfig)$/.test(resource.kind);
    if (!workload && !cluster.podOf(resource) && !NAMESPACED.test(resource.kind)) return;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    if (resource.namespace === 'default') {
      const node = get(resource.node, 'metadata', 'namespace');
      report({
        span: node?.span ?? resource.nameSpan,
        message: `${who} is in the default namespace, together with whatever else has none of its own.`,
      });
    } else if (resource.namespace === undefined && (extent === 'deployed' || extent === 'alone')) {
      report({
        span: resource.nameSpan,
        message: `${who} is deployed without a namespace, and so most likely in the default one.`,
        missing: true,
      });
    }
  },
  examples: {
    good: [
      good(within('shop')),
      good(API),
      good('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n'),
      {
        files: { 'kustomization.yaml': 'namespace: shop\nresources: [api.yaml]\n', 'api.yaml': API },
      },
    ],
    bad: [
      bad(within('«default»')),
      bad('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: «default»}\n'),
      {
        files: { 'kustomization.yaml': 'resources: [api.yaml]\n', 'api.yaml': API },
        expect: ['api.yaml:4:9-13'],
      },
    ],
  },
});
