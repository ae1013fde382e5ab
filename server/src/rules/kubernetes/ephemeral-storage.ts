import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';
import { amountOf, amountToSet, isDefaulted, needsResources } from './resourceSetting.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n';
const NAME = 'ephemeral-storage';

export default defineRule({
  id: 'kubernetes/ephemeral-storage',
  title: 'No request or limit of ephemeral storage',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "What a container writes to its own file system, its logs and its `emptyDir` volumes stands on the node's disk. Without a limit one container can fill it, and the kubelet then evicts pods, not always the one at fault.",
    how: 'Set both, a request for the scheduler and a limit for the kubelet. A limit alone counts as the request too, but then every node has to keep the whole of it free.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage',
    ],
  },
  aliases: { 'kube-score': 'container-ephemeral-storage-request-and-limit' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      request: {
        type: 'string',
        default: '256Mi',
        description: 'The request that the fix sets where the policy of the environment says none.',
      },
      limit: {
        type: 'string',
        default: '1Gi',
        description: 'The limit that the fix sets where the policy of the environment says none.',
      },
    },
  },
  check(container, { environment, options, report }) {
    if (!needsResources(container)) return;
    const { cluster } = environment;
    const request = amountOf(container, 'requests', NAME);
    const limit = amountOf(container, 'limits', NAME);
    const noRequest = request === undefined && !isDefaulted(cluster, 'requests', NAME);
    const noLimit = limit === undefined && !isDefaulted(cluster, 'limits', NAME);
    if (!noRequest && !noLimit) return;
    const lacks = noLimit
      ? `${noRequest ? 'neither requests nor limits' : 'does not limit'} its ephemeral storage: it may fill the disk of its node`
      : 'requests no ephemeral storage of its own: a node has to keep all of its limit free';
    // A request must fit into the limit that there is.
    const wanted = limit ?? amountToSet(container, environment, 'requests', NAME, options.request);
    const most = amountToSet(container, environment, 'limits', NAME, options.limit);
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} ${lacks}.`,
      missing: true,
      fixes: () => [
        additionFix(
          noRequest && noLimit
            ? `Request ${wanted} of ephemeral storage, and limit it to ${most}`
            : noRequest
              ? `Request ${wanted} of ephemeral storage`
              : `Limit its ephemeral storage to ${most}`,
          false,
          container.node,
          {
            resources: {
              ...(noRequest ? { requests: { [NAME]: wanted } } : {}),
              ...(noLimit ? { limits: { [NAME]: most } } : {}),
            },
          },
          CONTAINER_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good(
        pod(
          `${API}  resources:\n    requests:\n      ephemeral-storage: 100Mi\n    limits:\n      ephemeral-storage: 1Gi\n`,
        ),
      ),
      good(
        `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      default:\n        ephemeral-storage: 1Gi\n---\n${pod(API)}`,
      ),
      good(
        deployment(
          `initContainers:\n- name: wait\n  image: example/wait:1.0\n${API}  resources: {requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 1Gi}}\n`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(API.replace('api', '«api»')),
        pod(
          `${API}  resources:\n    requests:\n      ephemeral-storage: 256Mi\n    limits:\n      ephemeral-storage: 1Gi\n`,
        ),
      ),
      bad(
        deployment(
          `${API.replace('api', '«api»')}  resources:\n    requests:\n      memory: 1Gi\n      ephemeral-storage: 2Gi # logs\n    limits:\n      memory: 1Gi\n`,
        ),
        deployment(
          `${API}  resources:\n    requests:\n      memory: 1Gi\n      ephemeral-storage: 2Gi # logs\n    limits:\n      memory: 1Gi\n      ephemeral-storage: 2Gi\n`,
        ),
      ),
      bad(
        pod(`${API.replace('api', '«api»')}  resources: {limits: {ephemeral-storage: 1Gi}}\n`),
        pod(`${API}  resources: {requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 1Gi}}\n`),
      ),
    ],
  },
});
