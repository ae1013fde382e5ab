import { scalersOf } from '../../core/kubernetes/lookup.ts';
import { asMap, get, numberOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { folderOf } from '../../core/text/uri.ts';
import { autoscaler, deployment } from './exampleManifests.ts';

const DYNAMIC = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const STATIC = DYNAMIC.replace('spec:\n', 'spec:\n  replicas: «3»\n');
const KEDA =
  'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: demo\nspec:\n  scaleTargetRef:\n    name: demo\n---\n';

export default defineRule({
  id: 'kubernetes/hpa-with-static-replicas',
  title: 'Number of replicas beside an autoscaler',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Each time the manifest is applied, the number that it sets takes the place of the one that the autoscaler has found: under load most pods are stopped, and have to be started again one by one.',
    how: "Remove `replicas`; the autoscaler's minimum holds from then on. Where the object is already deployed, take the field over from `kubectl apply` first, or it goes down to one replica for a moment: see the first reference.",
    references: [
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    ],
  },
  aliases: {
    'kube-score': 'deployment-targeted-by-hpa-does-not-have-replicas-configured',
    kics: 'HPA Targeted Deployments With Configured Replica Count [5744cbb8-5946-4b75-a196-ade44449525b]',
  },
  check(resource, { environment, report }) {
    const spec = asMap(get(resource.node, 'spec'));
    const replicas = get(spec, 'replicas');
    // None at all is how a workload is switched off.
    if (!spec || !replicas || (numberOf(replicas) ?? 0) === 0) return;
    const [scaler] = scalersOf(environment.cluster, resource);
    if (!scaler) return;
    // What stands apart from the autoscaler may be used without it too.
    const safe = folderOf(replicas.span.source.uri) === folderOf(scaler.resource.source.uri);
    report({
      span: replicas.span,
      message: `${resource.kind} "${resource.name ?? ''}" sets its replicas, and an autoscaler does so too: each apply undoes the scaling.`,
      related: [{ span: scaler.resource.nameSpan, message: 'This scales it.' }],
      fixes: () => [removalFix(spec, 'replicas', safe)],
    });
  },
  examples: {
    good: [
      good(autoscaler() + DYNAMIC),
      good(STATIC.replace(/[«»]/g, '')),
      good(autoscaler(undefined, 'other') + STATIC.replace(/[«»]/g, '')),
      good(KEDA + STATIC.replace('«3»', '0')),
    ],
    bad: [
      bad(autoscaler() + STATIC, autoscaler() + DYNAMIC),
      bad(KEDA + STATIC, KEDA + DYNAMIC),
      badFiles(
        {
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': STATIC,
          'production/kustomization.yaml': 'namePrefix: prod-\nresources: [../base, hpa.yaml]\n',
          'production/hpa.yaml': autoscaler(),
        },
        { 'base/api.yaml': DYNAMIC },
      ),
    ],
  },
});
