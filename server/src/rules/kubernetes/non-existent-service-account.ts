import { edit } from '../../core/edit/edit.ts';
import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { objectsOf } from '../../core/kubernetes/lookup.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { shortened } from '../../core/text/shortened.ts';
import { accountPlace } from './accountPlace.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n---\n';

export default defineRule({
  id: 'kubernetes/non-existent-service-account',
  title: 'Service account that is not there',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Pods of a service account that does not exist are not created: the workload stays without pods, and only its events say why.',
    how: 'Create the ServiceAccount, or correct the name. One that is kept elsewhere is declared by `external` in the configuration: `ServiceAccount/NAME`. Where no service account at all is deployed with the pod the rule says nothing.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
      'https://kubernetes.io/docs/concepts/security/service-accounts/',
    ],
  },
  aliases: { 'kube-linter': 'non-existent-service-account', kubescape: 'C-0307' },
  check(target, { environment, report }) {
    const place = accountPlace(target);
    if (!place) return;
    const { namespace } = target.workload;
    if (environment.extent === 'open' || environment.isExternal('ServiceAccount', place.name, namespace))
      return;
    const accounts = objectsOf(environment.cluster, 'ServiceAccount');
    // Where none is deployed they are kept somewhere else.
    if (accounts.length === 0) return;
    const here = accounts.filter((each) => sameNamespace(each.namespace, namespace));
    if (here.some(({ name }) => name === place.name)) return;
    report({
      span: place.node.span,
      message: `${theWorkload(target.workload)} names service account "${shortened(place.name, 24)}", which is missing: no pod starts.`,
      fixes: () => {
        const meant = closestName(
          place.name,
          here.flatMap(({ name }) => name ?? []),
        );
        if (meant === undefined) return [];
        return [{ title: `Change to "${meant}"`, safe: false, edits: edit.replace(place.node, meant) }];
      },
    });
  },
  examples: {
    good: [
      good(ACCOUNT + pod(`serviceAccountName: api\n${api()}`)),
      good(ACCOUNT + deployment(`serviceAccountName: default\n${api()}`)),
      good(cronJob(`restartPolicy: Never\nserviceAccountName: backup\n${api()}`)),
    ],
    bad: [
      bad(
        ACCOUNT + pod(`serviceAccountName: «apis» # own\n${api()}`),
        ACCOUNT + pod(`serviceAccountName: api # own\n${api()}`),
      ),
      bad(ACCOUNT + deployment(`serviceAccount: «operator»\n${api()}`)),
      bad(
        `${ACCOUNT.replace('  name: api', '  name: backup\n  namespace: tools')}${cronJob(`restartPolicy: Never\nserviceAccountName: «backup»\n${api()}`).replace('  name: demo', '  name: demo\n  namespace: jobs')}`,
      ),
    ],
  },
});
