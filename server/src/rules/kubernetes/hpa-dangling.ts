import { meantBy, objectsOf } from '../../core/kubernetes/lookup.ts';
import { scalerOf } from '../../core/kubernetes/references.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { autoscaler, deployment } from './exampleManifests.ts';
import { isSlip, isToldMissing, isUnknowable, renameFixes } from './isMissing.ts';

const DEPLOYMENT = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const KEDA =
  'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: demo\nspec:\n  scaleTargetRef:\n    name: dmeo\n---\n';

/** Kinds that are scaled and that Kubernetes has itself: of another kind nothing may be known at all. */
const SCALED = /^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController)$/;

export default defineRule({
  id: 'kubernetes/hpa-dangling',
  title: 'Autoscaler without a target',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A HorizontalPodAutoscaler or ScaledObject scales the workload that it names, by kind and name. Where there is none it is accepted all the same, reports an error in its status that nobody reads, and nothing is ever scaled.',
    how: 'Correct the kind or the name under `scaleTargetRef`. Nothing is said where a part of the environment is not known, and where no object of that kind is in it.',
    references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  },
  aliases: {
    'kube-linter': 'dangling-horizontalpodautoscaler',
    'kube-score': 'horizontalpodautoscaler-has-target',
    kubescape: 'C-0300',
  },
  check(resource, { environment, report }) {
    const scaler = scalerOf(resource);
    if (!scaler) return;
    const { cluster, extent } = environment;
    const { target } = scaler;
    const ofKind = objectsOf(cluster, target.kind);
    if (extent === 'alone' && ofKind.length === 0 && !SCALED.test(target.kind)) return;
    if (isUnknowable(environment, target)) return;
    if (!isToldMissing(environment, resource, ofKind, () => isSlip(target, ofKind))) return;
    if (meantBy(cluster, target).length > 0) return;
    if (environment.isExternal(target.kind, target.name, target.namespace)) return;
    report({
      span: target.node.span,
      message: `${resource.kind} "${resource.name ?? ''}" scales ${target.kind} "${target.name}", which is not deployed with it: nothing is scaled.`,
      fixes: () => renameFixes(target, ofKind),
    });
  },
  examples: {
    good: [
      good(autoscaler() + DEPLOYMENT),
      good(autoscaler()),
      good(
        autoscaler().replace('kind: Deployment', 'kind: Rollout').replace('apps/v1', 'argoproj.io/v1alpha1') +
          DEPLOYMENT,
      ),
      {
        files: {
          'base/kustomization.yaml': 'resources: [hpa.yaml, api.yaml]\n',
          'base/hpa.yaml': autoscaler(),
          'base/api.yaml': DEPLOYMENT,
          'production/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\n',
        },
      },
    ],
    bad: [
      bad(
        autoscaler(undefined, '«dmeo» # the API') + DEPLOYMENT,
        autoscaler(undefined, 'demo # the API') + DEPLOYMENT,
      ),
      bad(
        KEDA.replace('dmeo', '"«dmeo»"').replace('"«dmeo»"', '«"dmeo"»') + DEPLOYMENT,
        KEDA.replace('dmeo', '"demo"') + DEPLOYMENT,
      ),
      badFiles(
        {
          'base/kustomization.yaml': 'resources: [hpa.yaml, api.yaml]\n',
          'base/hpa.yaml': autoscaler(undefined, '«api»'),
          'base/api.yaml': DEPLOYMENT,
          'production/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\n',
        },
        { 'base/hpa.yaml': autoscaler() },
      ),
    ],
  },
});
