import { changeOf } from '../../core/kubernetes/apiVersions.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { apiVersionProblem } from './apiVersionChange.ts';
import { deployment } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/removed-api-version',
  title: 'API version that Kubernetes no longer serves',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Kubernetes serves an API version for some releases beside its successor, and then drops it. From then on an object of the old version is refused, and so is the whole deployment that it is part of; what runs in the cluster stays as it is.',
    how: 'Move to the successor. Where the shape of the object stays the same, the fix does it; else the migration guide says what has changed. Set `kubernetesVersion` to the version of your clusters if it is an older one.',
    references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  },
  aliases: {
    kics: 'Object Is Using A Deprecated API Version [94b76ea5-e074-4ca2-8a03-c5a606e30645]',
    trivy: 'KSV-0107',
    'kube-score': 'stable-version',
  },
  check(resource, { environment, report }) {
    const change = changeOf(resource);
    if (change?.removed === undefined || environment.kubernetesMinor < change.removed) return;
    report(apiVersionProblem(resource, change, `is refused since Kubernetes 1.${change.removed}`));
  },
  examples: {
    good: [
      good(deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n')),
      good('apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: report\nspec: {}\n'),
      good('apiVersion: example.com/v1beta1\nkind: Deployment\nmetadata:\n  name: api\n'),
      good('apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: api\n'),
    ],
    bad: [
      bad(
        'apiVersion: «batch/v1beta1» # as of old\nkind: CronJob\nmetadata:\n  name: report\nspec:\n  schedule: "0 3 * * *"\n',
        'apiVersion: batch/v1 # as of old\nkind: CronJob\nmetadata:\n  name: report\nspec:\n  schedule: "0 3 * * *"\n',
      ),
      bad(
        'apiVersion: «apps/v1beta2»\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector: {matchLabels: {app: api}}\n---\napiVersion: «"apps/v1beta2"»\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template: {}\n',
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector: {matchLabels: {app: api}}\n---\napiVersion: "apps/v1beta2"\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template: {}\n',
      ),
      bad('apiVersion: «policy/v1beta1»\nkind: PodSecurityPolicy\nmetadata:\n  name: restricted\n'),
      badFiles(
        {
          'kustomization.yaml': 'resources: [budget.yaml]\nnamePrefix: shop-\n',
          'budget.yaml':
            'kind: PodDisruptionBudget\napiVersion: «policy/v1beta1»\nmetadata: {name: api}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: api}}}\n',
        },
        {
          'budget.yaml':
            'kind: PodDisruptionBudget\napiVersion: policy/v1\nmetadata: {name: api}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: api}}}\n',
        },
      ),
    ],
  },
});
