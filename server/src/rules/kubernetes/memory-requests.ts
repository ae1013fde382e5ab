import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { isPlaceholder } from './placeholderText.ts';
import { amountFix, amountOf, amountToSet, isDefaulted, needsResources } from './resourceSetting.ts';

export default defineRule({
  id: 'kubernetes/memory-requests',
  title: 'No memory request',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'The scheduler places pods by what they request. A container that requests no memory is put on any node, and is the first to be evicted when memory runs short.',
    how: 'Request what the application needs in normal work. A memory limit counts as the request, and so does a LimitRange in the same environment.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      'https://kubernetes.io/docs/concepts/policy/limit-range/',
    ],
  },
  aliases: {
    'kube-linter': 'unset-memory-requirements',
    'kube-score': 'container-resources',
    polaris: 'memoryRequestsMissing',
    checkov: 'CKV_K8S_12',
    trivy: 'KSV-0016',
    kubescape: 'C-0269',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      amount: {
        type: 'string',
        default: '128Mi',
        description: 'The request that the fix sets where the policy of the environment says none.',
      },
    },
  },
  check(container, { environment, options, report }) {
    if (isPlaceholder(container)) return;
    if (!needsResources(container) || isDefaulted(environment.cluster, 'requests', 'memory')) return;
    if (amountOf(container, 'requests', 'memory') !== undefined) return;
    if (amountOf(container, 'limits', 'memory') !== undefined) return;
    const amount = amountToSet(container, environment, 'requests', 'memory', options.amount);
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} requests no memory: the scheduler may put it on a node that has none left.`,
      missing: true,
      fixes: () => [amountFix(container, 'requests', 'memory', amount)],
    });
  },
  examples: {
    good: [
      good(deployment('containers:\n- name: hold\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      requests:\n        memory: 128Mi\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  resources: {limits: {memory: 128Mi}}\n',
        ),
      ),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      defaultRequest:\n        memory: 128Mi\n---\n${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}`,
      ),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n    resources: {}\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      requests:\n        memory: 128Mi\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: «api»\n  image: example/api:1.4.2\n  resources:\n    limits:\n      cpu: 1\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  resources:\n    requests:\n      memory: 128Mi\n    limits:\n      cpu: 1\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: «backup»\n    image: example/backup:3.1\n    resources:\n      requests: # measured in May\n        cpu: 1\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    resources:\n      requests: # measured in May\n        cpu: 1\n        memory: 128Mi\n',
        ),
      ),
    ],
  },
});
