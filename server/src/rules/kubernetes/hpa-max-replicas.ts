import { scalerOf } from '../../core/kubernetes/references.ts';
import { get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { autoscaler } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/hpa-max-replicas',
  title: 'Autoscaler whose maximum is not above its minimum',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'An autoscaler works between its minimum and its maximum. Where both are the same it never scales; a maximum below the minimum is refused by the API server, and by KEDA.',
    how: 'Raise the maximum. To keep a fixed number for a while is fine: the finding is only information then.',
    references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  },
  aliases: { polaris: 'hpaMaxAvailability' },
  check(resource, { report }) {
    const scaler = scalerOf(resource);
    if (!scaler) return;
    const { min, max, spec, fields } = scaler;
    const maximum = get(spec, fields.max);
    const keda = resource.kind === 'ScaledObject';
    const least = get(spec, fields.min) ? min : keda ? 0 : 1;
    if (!maximum || max === undefined || least === undefined || max > least) return;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    const refused = max < least;
    report({
      span: maximum.span,
      message: refused
        ? `${who} may scale to ${max} at most and ${least} at the least: the API server refuses it.`
        : `${who} has the same minimum and maximum, ${max}: it never scales.`,
      severity: refused ? 'error' : 'information',
    });
  },
  examples: {
    good: [
      good(autoscaler('minReplicas: 2\n  maxReplicas: 10')),
      good(autoscaler('maxReplicas: 10')),
      good(
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: demo\nspec:\n  maxReplicaCount: 1\n  scaleTargetRef:\n    name: demo\n',
      ),
    ],
    bad: [
      bad(autoscaler('minReplicas: 5\n  maxReplicas: «3»')),
      bad(autoscaler('minReplicas: 5\n  maxReplicas: «5»')),
      bad(
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: demo\nspec:\n  minReplicaCount: 4\n  maxReplicaCount: «2»\n  scaleTargetRef:\n    name: demo\n',
      ),
    ],
  },
});
