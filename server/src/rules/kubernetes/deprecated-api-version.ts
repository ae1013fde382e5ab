import { changeOf } from '../../core/kubernetes/apiVersions.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { apiVersionProblem } from './apiVersionChange.ts';

export default defineRule({
  id: 'kubernetes/deprecated-api-version',
  title: 'API version that Kubernetes will drop',
  category: 'maintainability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'The object still works, but its API version has a successor and is on its way out. Those who wait until it is removed find out when an upgraded cluster refuses to deploy.',
    how: 'Move to the successor while both are served. Where the shape of the object stays the same, the fix does it; else the migration guide says what has changed.',
    references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  },
  aliases: {
    'kube-linter': 'no-extensions-v1beta',
    'kube-score': 'stable-version',
    kics: 'Object Is Using A Deprecated API Version [94b76ea5-e074-4ca2-8a03-c5a606e30645]',
    trivy: 'KSV-0107',
  },
  check(resource, { environment, report }) {
    const change = changeOf(resource);
    const minor = environment.kubernetesMinor;
    if (!change || minor < change.deprecated || (change.removed !== undefined && minor >= change.removed))
      return;
    const until = change.removed === undefined ? '' : `, and refused from 1.${change.removed} on`;
    report(apiVersionProblem(resource, change, `is deprecated since 1.${change.deprecated}${until}`));
  },
  examples: {
    good: [
      good('apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: report\n'),
      good('apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: removed\n'),
      good(
        'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: database\naddressType: IPv4\nendpoints: []\n',
      ),
    ],
    bad: [
      bad('apiVersion: «v1»\nkind: Endpoints\nmetadata:\n  name: database\nsubsets: []\n'),
      bad('apiVersion: «resource.k8s.io/v1beta2»\nkind: DeviceClass\nmetadata:\n  name: gpu\nspec: {}\n'),
      bad(
        'kind: MutatingAdmissionPolicy\napiVersion: «admissionregistration.k8s.io/v1beta1» # new\nmetadata:\n  name: labels\n',
        'kind: MutatingAdmissionPolicy\napiVersion: admissionregistration.k8s.io/v1 # new\nmetadata:\n  name: labels\n',
      ),
    ],
  },
});
