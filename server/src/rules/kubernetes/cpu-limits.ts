import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { amountFix, amountOf, amountToSet, isDefaulted, needsResources } from './resourceSetting.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/cpu-limits',
  title: 'No CPU limit',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Without a CPU limit a container may take all the time of its node that nobody else has requested. How fast it is then depends on its neighbours, and a test under load tells little about the next node.',
    how: 'The rule is off by default, since limits are contested: a container that has reached its limit is throttled even on an idle node. Requests keep neighbours apart already. Set a limit where you need the same speed everywhere, or bill by it.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      'https://kubernetes.io/docs/concepts/policy/limit-range/',
    ],
  },
  aliases: {
    'kube-linter': 'unset-cpu-requirements',
    'kube-score': 'container-resources',
    polaris: 'cpuLimitsMissing',
    kics: 'CPU Limits Not Set',
    checkov: 'CKV_K8S_11',
    trivy: 'KSV-0011',
    kubescape: 'C-0270',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      amount: {
        type: 'string',
        default: '500m',
        description: 'The limit that the fix sets where the policy of the environment says none.',
      },
    },
  },
  check(container, { environment, options, report }) {
    if (!needsResources(container) || isDefaulted(environment.cluster, 'limits', 'cpu')) return;
    if (amountOf(container, 'limits', 'cpu') !== undefined) return;
    const amount = amountToSet(container, environment, 'limits', 'cpu', options.amount);
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} has no CPU limit: how fast it runs depends on what else its node does.`,
      missing: true,
      fixes: () => [amountFix(container, 'limits', 'cpu', amount)],
    });
  },
  examples: {
    good: [
      good(deployment(`${API}  resources: {limits: {cpu: 1}}\n`)),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      default:\n        cpu: 1\n---\n${pod(API)}`,
      ),
      good(pod(`resources:\n  limits:\n    cpu: 2\n${API}`)),
    ],
    bad: [
      bad(pod(API.replace('api', '«api»')), pod(`${API}  resources:\n    limits:\n      cpu: 500m\n`)),
      bad(
        deployment(`${API.replace('api', '«api»')}  resources:\n    requests:\n      cpu: 2 # measured\n`),
        deployment(
          `${API}  resources:\n    requests:\n      cpu: 2 # measured\n    limits:\n      cpu: "2"\n`,
        ),
      ),
      bad(
        cronJob(`${API.replace('api', '«api»')}  resources: {limits: {memory: 1Gi}}\n`),
        cronJob(`${API}  resources: {limits: {cpu: 250m, memory: 1Gi}}\n`),
        { amount: '250m' },
      ),
    ],
  },
});
