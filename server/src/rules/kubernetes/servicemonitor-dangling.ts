import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { objectsOf } from '../../core/kubernetes/lookup.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { selectorOf } from '../../core/kubernetes/selector.ts';
import { entry, get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { danglingSelectorRule } from './danglingSelector.ts';
import { pod } from './exampleManifests.ts';
import { podCandidates } from './podCandidates.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n  namespace: shop\n  labels:\n    app: api\nspec:\n  ports:\n    - port: 80\n---\n';

function monitor(spec: string, kind = 'ServiceMonitor'): string {
  return `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  ${spec}\n`;
}

export default danglingSelectorRule({
  id: 'kubernetes/servicemonitor-dangling',
  title: 'ServiceMonitor or PodMonitor that selects nothing',
  what: 'target',
  consequence: 'Prometheus collects nothing for it',
  why: 'Prometheus is told by a ServiceMonitor which Services to ask for metrics, by the labels of the Service itself. Where it selects none there are no metrics, and alerts that rest on them never fire.',
  how: "Correct the labels under `selector` or the namespaces under `namespaceSelector`. A ServiceMonitor goes by the Service's own labels, not by its selector.",
  references: ['https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors'],
  aliases: { 'kube-linter': 'dangling-servicemonitor' },
  selecting(resource, { cluster }) {
    const { kind, group, node, namespace } = resource;
    if (group !== 'monitoring.coreos.com' || !/^(?:Service|Pod)Monitor$/.test(kind)) return undefined;
    const spec = get(node, 'spec');
    const selected = entry(spec, 'selector');
    const spaces = entry(spec, 'namespaceSelector');
    const held = selected ?? spaces;
    if (!held) return undefined;
    const names = itemsOf(get(spaces?.value, 'matchNames')).flatMap((each) => stringOf(each) ?? []);
    const any = isTrue(get(spaces?.value, 'any'));
    return {
      selector: selectorOf(selected?.value) ?? { map: undefined, labels: new Map(), expressions: [] },
      span: held.keySpan,
      candidates: kind === 'PodMonitor' ? podCandidates(cluster) : services(objectsOf(cluster, 'Service')),
      looksInto: (other) =>
        any ||
        (names.length === 0
          ? sameNamespace(other, namespace)
          : names.some((each) => sameNamespace(other, each))),
    };
  },
  examples: {
    good: [
      good(SERVICE + monitor('selector:\n    matchLabels: {app: api}')),
      good(SERVICE + monitor('selector: {}')),
      good(monitor('selector:\n    matchLabels: {app: api}')),
      good(
        SERVICE.replace('shop', 'other') +
          monitor('selector:\n    matchLabels: {app: api}\n  namespaceSelector: {any: true}'),
      ),
    ],
    bad: [
      bad(
        SERVICE + monitor('selector:\n    matchLabels: {app: «apy»}'),
        SERVICE + monitor('selector:\n    matchLabels: {app: api}'),
      ),
      bad(
        SERVICE +
          monitor(
            '«selector»:\n    matchLabels: {app: web, tier: front}\n  namespaceSelector:\n    matchNames: [shop]',
          ),
      ),
      bad(
        `${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}---\n${monitor('selector:\n    matchLabels:\n      app: «api»', 'PodMonitor')}`,
        `${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}---\n${monitor('selector:\n    matchLabels:\n      app: demo', 'PodMonitor')}`,
      ),
    ],
  },
});

function services(all: readonly Resource[]): { resource: Resource; labels: ReadonlyMap<string, string> }[] {
  return all.filter(({ group }) => group === '').map((resource) => ({ resource, labels: resource.labels }));
}
