import { edit } from '../../core/edit/edit.ts';
import { scalersOf } from '../../core/kubernetes/lookup.ts';
import { asMap, get, isNull, itemsOf, numberOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { autoscaler, deployment } from './exampleManifests.ts';

const NONE = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const withReplicas = (count: string): string => NONE.replace('spec:\n', `spec:\n  replicas: ${count}\n`);

export default defineRule({
  id: 'kubernetes/minimum-replicas',
  title: 'Fewer replicas than are asked for',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'With a single replica the loss of a node, an upgrade of it or the eviction of one pod is an outage. Two or more let the others go on.',
    how: 'Set `replicas` to what the environment asks for: two in production, where `policies` in `.plumbline.yaml` say nothing else. What an autoscaler scales is left alone, and so is what can only run once: a strategy of `Recreate`, or a claim on a volume, says so.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas',
      'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
    ],
  },
  aliases: {
    'kube-linter': 'minimum-three-replicas',
    'kube-score': 'deployment-replicas',
    polaris: 'deploymentMissingReplicas',
  },
  check(resource, { environment, report }) {
    const spec = asMap(get(resource.node, 'spec'));
    if (!spec || !/^(?:Deployment|DeploymentConfig|ReplicaSet|ReplicationController)$/.test(resource.kind))
      return;
    const { policy, kind, extent, cluster } = environment;
    // A file by itself does not tell where it is deployed: it is held to what most ask for.
    const wanted = Math.max(policy.replicas, kind === undefined && extent === 'alone' ? 2 : 1);
    const node = get(spec, 'replicas');
    const replicas = isNull(node) ? 1 : numberOf(node);
    // None at all is how a workload is switched off.
    if (replicas === undefined || replicas === 0 || replicas >= wanted) return;
    if (scalersOf(cluster, resource).length > 0 || runsOnce(resource.node)) return;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    report({
      span: node && !isNull(node) ? node.span : resource.nameSpan,
      message:
        replicas === 1
          ? `${who} has a single replica: one lost node is an outage.`
          : `${who} has ${replicas} replicas, of ${wanted} asked for here.`,
      missing: isNull(node),
      fixes: () => {
        if (isNull(node))
          return [settingFix(spec, 'replicas', wanted, false, { keys: ['replicas', 'selector'] })];
        const edits = node ? edit.replace(node, wanted) : [];
        return edits.length === 0 ? [] : [{ title: `Set "replicas" to ${wanted}`, safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(withReplicas('1')),
      { files: { 'production/api.yaml': withReplicas('2') } },
      { files: { 'production/api.yaml': autoscaler() + NONE } },
      { files: { 'production/api.yaml': withReplicas('0') } },
      {
        files: {
          'production/api.yaml': deployment(
            'containers:\n  - name: db\n    image: example/db:16.1\nvolumes:\n  - name: data\n    persistentVolumeClaim: {claimName: data}\n',
          ),
        },
      },
    ],
    bad: [
      badFiles(
        { 'production/api.yaml': withReplicas('«1» # cheap') },
        { 'production/api.yaml': withReplicas('2 # cheap') },
      ),
      badFiles(
        { 'production/api.yaml': NONE.replace('name: demo', 'name: «demo»') },
        { 'production/api.yaml': withReplicas('2') },
      ),
      badFiles(
        {
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': withReplicas('2'),
          'production/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: fewer.yaml\n',
          'production/fewer.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: demo\nspec:\n  replicas: «1»\n',
        },
        {
          'production/fewer.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: demo\nspec:\n  replicas: 2\n',
        },
      ),
    ],
  },
});

/** Whether a workload says that two of it can not run side by side. */
function runsOnce(node: Parameters<typeof get>[0]): boolean {
  if (stringOf(get(node, 'spec', 'strategy', 'type')) === 'Recreate') return true;
  return itemsOf(get(node, 'spec', 'template', 'spec', 'volumes')).some(
    (each) => get(each, 'persistentVolumeClaim') !== undefined,
  );
}
