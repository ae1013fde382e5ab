import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { plainSelectorOf } from '../../core/kubernetes/selector.ts';
import { entry, get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { danglingSelectorRule } from './danglingSelector.ts';
import { deployment, pod, service } from './exampleManifests.ts';
import { podCandidates } from './podCandidates.ts';

const POD = pod('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const DEPLOYMENT = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const TIERED = DEPLOYMENT.replace('        app: demo', '        app: demo\n        tier: backend');

export default danglingSelectorRule({
  id: 'kubernetes/service-dangling',
  title: 'Service that selects no pod',
  what: 'pod',
  consequence: 'nothing answers its connections',
  why: 'A Service whose selector fits no pod has no endpoints. It has an address and a name in the DNS, and every connection to it is refused or times out.',
  how: "Correct the selector, or the labels of the pod template: the template's count, not those of the workload around it.",
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
  ],
  aliases: {
    'kube-linter': 'dangling-service',
    'kube-score': 'service-targets-pod',
    kics: 'Service Does Not Target Pod [3ca03a61-3249-4c16-8427-6f8e47dda729]',
    kubescape: 'C-0293',
  },
  selecting(resource, { cluster }) {
    if (resource.kind !== 'Service' || resource.group !== '') return undefined;
    const spec = get(resource.node, 'spec');
    const held = entry(spec, 'selector');
    const selector = plainSelectorOf(held?.value);
    if (!held || !selector || selector.labels.size === 0) return undefined;
    if (stringOf(get(spec, 'type')) === 'ExternalName') return undefined;
    return {
      selector,
      span: held.keySpan,
      candidates: podCandidates(cluster),
      looksInto: (namespace) => sameNamespace(namespace, resource.namespace),
    };
  },
  examples: {
    good: [
      good(service('app: demo') + DEPLOYMENT),
      good(service('app: other')),
      good(service('app: other').replace('spec:\n', 'spec:\n  type: ExternalName\n') + POD),
      good(
        `${service('cluster: main')}apiVersion: db.example.com/v1\nkind: Database\nmetadata:\n  name: main\n---\n${POD}`,
      ),
      {
        files: {
          'kustomization.yaml':
            'resources: [web.yaml, api.yaml, "https://github.com/example/base//config?ref=v1"]\n',
          'web.yaml': service('app: web'),
          'api.yaml': POD,
        },
      },
    ],
    bad: [
      bad(service('app: «dmeo»') + DEPLOYMENT, service('app: demo') + DEPLOYMENT),
      bad(`${service('name: «demo» # which?')}${POD}`, `${service('app: demo # which?')}${POD}`),
      bad(service('app: demo\n    tier: «web»') + TIERED, service('app: demo\n    tier: backend') + TIERED),
      bad(service('a: b\n    c: d').replace('selector', '«selector»') + POD),
      badFiles(
        {
          'base/kustomization.yaml': 'resources: [api.yaml, service.yaml]\n',
          'base/api.yaml': DEPLOYMENT,
          'base/service.yaml': service('app: «api»'),
          'production/kustomization.yaml': 'resources: [../base]\n',
        },
        { 'base/service.yaml': service('app: demo') },
      ),
    ],
  },
});
