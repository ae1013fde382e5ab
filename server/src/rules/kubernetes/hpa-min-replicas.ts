import { edit } from '../../core/edit/edit.ts';
import { scalerOf } from '../../core/kubernetes/references.ts';
import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { autoscaler } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/hpa-min-replicas',
  title: 'Autoscaler that may scale down too far',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'An autoscaler goes down to its minimum when there is little to do. With one pod left, the loss of a node or an upgrade of it is an outage.',
    how: 'Set the minimum to what the environment has to have at the least: `policies` in `.plumbline.yaml` says how many that are, two where it says nothing. Environments for development and staging are asked for what their policy says alone.',
    references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  },
  aliases: {
    'kube-linter': 'hpa-minimum-three-replicas',
    'kube-score': 'horizontalpodautoscaler-replicas',
    polaris: 'hpaMinAvailability',
  },
  check(resource, { environment, report }) {
    const scaler = scalerOf(resource);
    if (!scaler) return;
    const { min, max, spec, fields } = scaler;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    const minimum = get(spec, fields.min);
    const relaxed = environment.kind === 'development' || environment.kind === 'staging';
    const wanted = Math.max(environment.policy.replicas, relaxed ? 1 : 2);
    // KEDA scales to none on purpose.
    if (!minimum || min === undefined || min >= wanted || resource.kind === 'ScaledObject') return;
    report({
      span: minimum.span,
      message: `${who} may scale down to ${min}, fewer than the ${wanted} that are asked for here: one lost node may be an outage.`,
      fixes: () => {
        const edits = max !== undefined && max < wanted ? [] : edit.replace(minimum, wanted);
        return edits.length === 0 ? [] : [{ title: `Set "minReplicas" to ${wanted}`, safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(autoscaler('minReplicas: 2\n  maxReplicas: 10')),
      good(autoscaler('maxReplicas: 10')),
      good(
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: demo\nspec:\n  minReplicaCount: 0\n  scaleTargetRef:\n    name: demo\n',
      ),
    ],
    bad: [
      bad(autoscaler('minReplicas: «1»\n  maxReplicas: 10'), autoscaler('minReplicas: 2\n  maxReplicas: 10')),
      bad(
        autoscaler('minReplicas: «1» # night\n  maxReplicas: 3'),
        autoscaler('minReplicas: 2 # night\n  maxReplicas: 3'),
      ),
      bad(autoscaler('minReplicas: «1»\n  maxReplicas: 1')),
    ],
  },
});
