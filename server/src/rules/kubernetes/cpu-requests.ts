import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { isPlaceholder } from './placeholderText.ts';
import { amountFix, amountOf, amountToSet, isDefaulted, needsResources } from './resourceSetting.ts';

export default defineRule({
  id: 'kubernetes/cpu-requests',
  title: 'No CPU request',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'The scheduler places pods by what they request, and the kernel shares out a busy CPU by it. A container that requests none comes last in both.',
    how: 'Request what the application needs in normal work. A CPU limit counts as the request, and so does a LimitRange in the same environment.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      'https://kubernetes.io/docs/concepts/policy/limit-range/',
    ],
  },
  aliases: {
    'kube-linter': 'unset-cpu-requirements',
    'kube-score': 'container-resources',
    polaris: 'cpuRequestsMissing',
    checkov: 'CKV_K8S_10',
    trivy: 'KSV-0015',
    kubescape: 'C-0268',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      amount: {
        type: 'string',
        default: '100m',
        description: 'The request that the fix sets where the policy of the environment says none.',
      },
    },
  },
  check(container, { environment, options, report }) {
    if (isPlaceholder(container)) return;
    if (!needsResources(container) || isDefaulted(environment.cluster, 'requests', 'cpu')) return;
    if (amountOf(container, 'requests', 'cpu') !== undefined) return;
    if (amountOf(container, 'limits', 'cpu') !== undefined) return;
    const amount = amountToSet(container, environment, 'requests', 'cpu', options.amount);
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} requests no CPU: on a busy node it gets next to nothing.`,
      missing: true,
      fixes: () => [amountFix(container, 'requests', 'cpu', amount)],
    });
  },
  examples: {
    good: [
      good(deployment('containers:\n- name: hold\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      requests:\n        cpu: 100m\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  resources: {limits: {cpu: 100m}}\n',
        ),
      ),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      defaultRequest:\n        cpu: 100m\n---\n${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}`,
      ),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n    resources: {}\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    resources:\n      requests:\n        cpu: 100m\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: «api»\n  image: example/api:1.4.2\n  resources:\n    limits:\n      memory: 1Gi\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  resources:\n    requests:\n      cpu: 100m\n    limits:\n      memory: 1Gi\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: «backup»\n    image: example/backup:3.1\n    resources:\n      requests: # measured in May\n        memory: 1Gi\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    resources:\n      requests: # measured in May\n        cpu: 100m\n        memory: 1Gi\n',
        ),
      ),
    ],
  },
});
