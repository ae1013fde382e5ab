import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { isPlaceholder } from './placeholderText.ts';
import { amountFix, amountOf, amountToSet, isDefaulted, needsResources } from './resourceSetting.ts';

export default defineRule({
  id: 'kubernetes/memory-limits',
  title: 'No memory limit',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Without a memory limit one container can take all the memory of its node. The kernel then kills processes, and not always those of the container at fault.',
    how: 'Set the limit somewhat above what the application needs at its peak. A LimitRange in the same environment counts.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      'https://kubernetes.io/docs/concepts/policy/limit-range/',
    ],
  },
  aliases: {
    'kube-linter': 'unset-memory-requirements',
    'kube-score': 'container-resources',
    polaris: 'memoryLimitsMissing',
    checkov: 'CKV_K8S_13',
    trivy: 'KSV-0018',
    kubescape: 'C-0271',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      amount: {
        type: 'string',
        default: '512Mi',
        description:
          'The limit that the fix sets where neither a request nor the policy of the environment is known.',
      },
    },
  },
  check(container, { environment, options, report }) {
    if (isPlaceholder(container)) return;
    if (!needsResources(container) || isDefaulted(environment.cluster, 'limits', 'memory')) return;
    if (amountOf(container, 'limits', 'memory') !== undefined) return;
    // The limit that nobody has set is best what is requested already: then the node never runs short.
    const fallback = amountOf(container, 'requests', 'memory') ?? options.amount;
    const amount = amountToSet(container, environment, 'limits', 'memory', fallback);
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} has no memory limit: a leak in it can starve every other pod on its node.`,
      missing: true,
      fixes: () => [amountFix(container, 'limits', 'memory', amount)],
    });
  },
  examples: {
    good: [
      good(deployment('containers:\n- name: hold\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      limits:\n        memory: 256Mi\n',
        ),
      ),
      good(
        deployment(
          'initContainers:\n- name: wait\n  image: example/wait:1.0\ncontainers:\n- name: api\n  image: example/api:1.4.2\n  resources: {limits: {memory: 1Gi}}\n',
        ),
      ),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      default:\n        memory: 512Mi\n---\n${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}`,
      ),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      limits:\n        memory: 512Mi\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: «api»\n  image: example/api:1.4.2\n  resources:\n    requests:\n      cpu: 100m\n      memory: 1Gi\n  ports: []\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  resources:\n    requests:\n      cpu: 100m\n      memory: 1Gi\n    limits:\n      memory: 1Gi\n  ports: []\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: «backup»\n    image: example/backup:3.1\n    resources: {limits: {cpu: 1}} # enough\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    resources: {limits: {cpu: 1, memory: 256Mi}} # enough\n',
        ),
        { amount: '256Mi' },
      ),
    ],
  },
});
