import { edit } from '../../core/edit/edit.ts';
import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { compareQuantities } from '../../core/kubernetes/quantity.ts';
import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';
import { amountOf, isDefaulted } from './resourceSetting.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/requests-equal-limits',
  title: 'Requests that differ from the limits',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Only a pod whose containers all request exactly what they are limited to is of the class Guaranteed: it is the last to be evicted, and may have CPUs of its own. One container that differs is enough to lose that.',
    how: 'Switch the rule on for workloads that have to be Guaranteed, a database say. Most others are better off with requests below their limits.',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/'],
  },
  aliases: {
    'kube-score':
      'container-resource-requests-equal-limits, container-cpu-requests-equal-limits, container-memory-requests-equal-limits, container-ephemeral-storage-request-equals-limit',
  },
  check(container, { environment, report }) {
    if (container.role === 'ephemeral') return;
    for (const name of ['cpu', 'memory'] as const) {
      const request = amountOf(container, 'requests', name);
      const limit = amountOf(container, 'limits', name);
      if (limit === undefined) {
        if (isDefaulted(environment.cluster, 'limits', name)) continue;
        report({
          span: container.nameSpan,
          message: `${theContainer(container)} has no ${name} limit: its pod is not of the class Guaranteed.`,
          missing: true,
          fixes: () =>
            request === undefined
              ? []
              : [
                  additionFix(
                    `Set the ${name} limit to ${request}`,
                    false,
                    container.node,
                    { resources: { limits: { [name]: request } } },
                    CONTAINER_ORDER,
                  ),
                ],
        });
      } else if (request !== undefined && (compareQuantities(request, limit) ?? 0) !== 0) {
        const node = get(container.node, 'resources', 'requests', name);
        report({
          span: node?.span ?? container.nameSpan,
          message: `${theContainer(container)} requests ${request} of ${name} and may use ${limit}: its pod is not of the class Guaranteed.`,
          fixes: () => {
            const edits = node ? edit.replace(node, limit) : [];
            return edits.length === 0
              ? []
              : [{ title: `Set the ${name} request to ${limit}`, safe: false, edits }];
          },
        });
      }
    }
  },
  examples: {
    good: [
      good(pod(`${API}  resources: {limits: {cpu: 1, memory: 1Gi}}\n`)),
      good(
        deployment(
          `${API}  resources: {requests: {cpu: 1000m, memory: 1Gi}, limits: {cpu: 1, memory: 1024Mi}}\n`,
        ),
      ),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      default:\n        cpu: 1\n        memory: 1Gi\n---\n${pod(API)}`,
      ),
    ],
    bad: [
      bad(
        pod(
          `${API}  resources:\n    requests:\n      cpu: «100m» # at night\n      memory: 1Gi\n    limits:\n      cpu: 500m\n      memory: 1Gi\n`,
        ),
        pod(
          `${API}  resources:\n    requests:\n      cpu: 500m # at night\n      memory: 1Gi\n    limits:\n      cpu: 500m\n      memory: 1Gi\n`,
        ),
      ),
      bad(
        deployment(
          `${API.replace('api', '«api»')}  resources:\n    requests:\n      memory: 1Gi\n    limits:\n      cpu: 1\n`,
        ),
        deployment(
          `${API}  resources:\n    requests:\n      memory: 1Gi\n    limits:\n      cpu: 1\n      memory: 1Gi\n`,
        ),
      ),
      bad(pod(`${API.replace('api', '««api»»')}  resources: {}\n`)),
    ],
  },
});
