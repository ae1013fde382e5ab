import { edit } from '../../core/edit/edit.ts';
import { newDocument } from '../../core/edit/newDocument.ts';
import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { objectsOf } from '../../core/kubernetes/lookup.ts';
import { bringsMore, mayBeMade } from '../../core/kubernetes/makers.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { labelsOf, type Resource, selects, writtenName } from '../../core/kubernetes/resource.ts';
import type { Node } from '../../core/model/node.ts';
import { asMap, type Data, get, isNull, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { service } from './exampleManifests.ts';

const HEADLESS = service('app: db', '  clusterIP: None\n  ports:\n    - port: 5432\n');

function statefulSet(name: string | undefined): string {
  const line = name === undefined ? '' : `  serviceName: ${name}\n`;
  return `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n${line}  selector:\n    matchLabels:\n      app: db\n  template:\n    metadata:\n      labels:\n        app: db\n    spec:\n      containers:\n        - name: db\n          image: example/db:16.1\n          ports:\n            - containerPort: 5432\n              name: sql\n`;
}

export default defineRule({
  id: 'kubernetes/statefulset-service-name',
  title: 'StatefulSet without its headless Service',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'The pods of a StatefulSet get their names in the DNS, `db-0.db` say, from the headless Service that `serviceName` names. Without it they can not find each other, and clusters of databases do not form. The field can not be changed later: the StatefulSet has to be made anew.',
    how: 'Name a Service with `clusterIP: None` that selects the pods, or create one. A StatefulSet whose pods never look each other up can leave the field out.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
      'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    ],
  },
  aliases: {
    'kube-score': 'statefulset-has-servicename',
    kics: 'StatefulSet Without Service Name [bb241e61-77c3-4b97-9575-c0f8a1e008d0]',
  },
  check(pod, { environment, report }) {
    const { workload } = pod;
    if (workload.kind !== 'StatefulSet') return;
    const { cluster, extent } = environment;
    const services = objectsOf(cluster, 'Service').filter(
      (each) => each.group === '' && sameNamespace(each.namespace, workload.namespace),
    );
    const fitting = services.filter((each) => isHeadless(each) && isFor(each, pod));
    // Files of one folder need not be deployed together.
    const together = services.some(({ source }) => source.uri === workload.source.uri);
    if (extent === 'open' || (extent === 'folder' && !together && fitting.length === 0)) return;
    if (bringsMore(cluster)) return;
    const held = get(workload.node, 'spec', 'serviceName');
    const name = stringOf(held) ?? '';
    if (!held || isNull(held) || name === '') {
      const [first] = fitting;
      if (!first) return;
      report({
        span: workload.nameSpan,
        message: `StatefulSet "${workload.name ?? ''}" does not name its Service "${first.name ?? ''}": its pods get no names in the DNS.`,
        missing: true,
        related: [{ span: first.nameSpan, message: 'This headless Service selects its pods.' }],
        fixes: () => setting(workload, first),
      });
      return;
    }
    if (fitting.some((each) => each.name === name) || /[${}]/.test(name) || mayBeMade(cluster, name)) return;
    if (environment.isExternal('Service', name, workload.namespace)) return;
    const named = services.find((each) => each.name === name);
    report({
      span: held.span,
      message: `StatefulSet "${workload.name ?? ''}" names Service "${name}", ${faultOf(named)}: its pods get no names in the DNS.`,
      ...(named ? { related: [{ span: named.nameSpan, message: 'This is the Service.' }] } : {}),
      fixes: () => corrections(pod, held, fitting, named),
    });
  },
  examples: {
    good: [
      good(HEADLESS + statefulSet('demo')),
      good(statefulSet(undefined)),
      good(service('app: web') + statefulSet(undefined)),
      good(statefulSet('elsewhere')),
    ],
    bad: [
      bad(HEADLESS + statefulSet('«db»'), HEADLESS + statefulSet('demo')),
      bad(
        HEADLESS + statefulSet(undefined).replace('name: db', 'name: «db»'),
        HEADLESS + statefulSet(undefined).replace('spec:\n', 'spec:\n  serviceName: demo\n'),
      ),
      bad(
        HEADLESS.replace('app: db', 'app: sql') + statefulSet('«db»'),
        `${HEADLESS.replace('app: db', 'app: sql')}${statefulSet('db')}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: sql\n      port: 5432\n`,
      ),
      bad(service('app: db') + statefulSet('«demo»')),
      badFiles(
        {
          'kustomization.yaml': 'resources: [db.yaml]\nnamePrefix: prod-\n',
          'db.yaml': statefulSet('«sql»'),
        },
        {
          'db.yaml': `${statefulSet('sql')}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: sql\nspec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: sql\n      port: 5432\n`,
        },
      ),
    ],
  },
});

function isHeadless({ node }: Resource): boolean {
  return stringOf(get(node, 'spec', 'clusterIP')) === 'None';
}

/** Whether a Service is for a pod: it selects it, or leaves its endpoints to somebody else. */
function isFor({ node }: Resource, pod: Pod): boolean {
  const selector = labelsOf(get(node, 'spec', 'selector'));
  return selector.size === 0 || selects(selector, pod.labels);
}

function faultOf(named: Resource | undefined): string {
  if (!named) return 'which is not deployed with it';
  return isHeadless(named) ? 'which does not select its pods' : 'which is not headless';
}

function setting(workload: Resource, service: Resource): Fix[] {
  const spec = asMap(get(workload.node, 'spec'));
  const name = writtenName(service);
  if (!spec || name === undefined) return [];
  const order = { keys: ['replicas', 'serviceName', 'selector', 'template'] };
  const edits = edit.add(spec, { serviceName: name }, order);
  return [{ title: `Set "serviceName" to ${name}`, safe: false, edits }];
}

function corrections(pod: Pod, held: Node, fitting: readonly Resource[], named: Resource | undefined): Fix[] {
  const names = fitting.flatMap((each) => writtenName(each) ?? []);
  const renames = names.flatMap((name): Fix[] => {
    const edits = edit.replace(held, name);
    return edits.length === 0 ? [] : [{ title: `Change to "${name}"`, safe: false, edits }];
  });
  if (renames.length > 0 || named || held.made) return renames;
  const name = stringOf(held) ?? '';
  const edits = newDocument(held.span.source, headlessService(pod, name));
  return [{ title: `Create the headless Service "${name}"`, safe: false, edits }];
}

function headlessService(pod: Pod, name: string): Data {
  const { namespace, node } = pod.workload;
  const own = labelsOf(get(node, 'spec', 'selector', 'matchLabels'));
  const ports = pod.containers
    .flatMap((each) => each.ports)
    .flatMap(({ name: of, containerPort }) =>
      containerPort === undefined ? [] : { name: of ?? `port-${containerPort}`, port: containerPort },
    );
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: namespace === undefined ? { name } : { name, namespace },
    spec: {
      clusterIP: 'None',
      selector: Object.fromEntries(own.size > 0 ? own : pod.labels),
      ...(ports.length > 0 ? { ports } : {}),
    },
  };
}
