import { edit } from '../../core/edit/edit.ts';
import { servicesSelecting } from '../../core/kubernetes/cluster.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment, service } from './exampleManifests.ts';

const SERVICE = service('app: demo');
const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const withStrategy = (strategy: string): string =>
  SERVICE + API.replace('spec:\n', `spec:\n  strategy:${strategy}\n`);

export default defineRule({
  id: 'kubernetes/rolling-update-strategy',
  title: 'Roll-out that stops everything at once',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'With the strategy `Recreate`, or with all pods allowed to be unavailable, each roll-out stops every old pod before a new one is ready. What asks the Service meanwhile gets errors.',
    how: 'Use `RollingUpdate`. A workload that claims a volume is left alone: most volumes can be used by one node at a time, so the old pod has to go first.',
    references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
  },
  aliases: {
    'kube-linter': 'no-rolling-update-strategy',
    'kube-score': 'deployment-strategy',
    kubescape: 'C-0305',
  },
  check(resource, { environment, report }) {
    const field = FIELDS.get(resource.kind);
    if (field === undefined) return;
    const { strategy: name, types } = field;
    const strategy = asMap(get(resource.node, 'spec', name));
    const type = get(strategy, 'type');
    const text = stringOf(type);
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    const [rolling] = types;
    if (!strategy) return;
    if (type && text !== undefined && !types.includes(text) && !/[${}]/.test(text)) {
      report({
        span: type.span,
        message: `${who} has the strategy "${text.slice(0, 40)}", which there is not: the API server refuses it.`,
        severity: 'error',
        fixes: () => {
          const edits = rolling === undefined ? [] : edit.replace(type, rolling);
          return edits.length === 0 ? [] : [{ title: `Change to "${rolling}"`, safe: false, edits }];
        },
      });
      return;
    }
    const most =
      get(strategy, 'rollingUpdate', 'maxUnavailable') ?? get(strategy, 'rollingParams', 'maxUnavailable');
    const all = /^(\d+)%$/.exec(stringOf(most) ?? '')?.[1];
    const at = text === 'Recreate' ? type : Number(all ?? 0) >= 100 ? most : undefined;
    if (!at || claimsVolume(resource) || !serves(resource, environment)) return;
    report({
      span: at.span,
      message: `${who} stops all of its pods at each roll-out before a new one is ready: its Service answers with errors.`,
      fixes: () => {
        const edits = edit.replace(at, at === type ? (rolling ?? 'RollingUpdate') : '25%');
        const title = at === type ? `Set "type" to ${rolling}` : 'Set "maxUnavailable" to 25%';
        return edits.length === 0 ? [] : [{ title, safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(SERVICE + API),
      good(withStrategy('\n    type: RollingUpdate\n    rollingUpdate: {maxUnavailable: 50%}')),
      good(withStrategy('\n    type: Recreate').replace('app: demo', 'app: other')),
      good(
        `${withStrategy(' {type: Recreate}')}      volumes:\n        - name: data\n          persistentVolumeClaim: {claimName: data}\n`,
      ),
    ],
    bad: [
      bad(withStrategy('\n    type: «Recreate» # why?'), withStrategy('\n    type: RollingUpdate # why?')),
      bad(
        withStrategy('\n    rollingUpdate:\n      maxUnavailable: «100%»'),
        withStrategy('\n    rollingUpdate:\n      maxUnavailable: 25%'),
      ),
      bad(withStrategy(' {type: «Rolling»}'), withStrategy(' {type: RollingUpdate}')),
    ],
  },
});

/** The field with the strategy of a kind, and the types that there are; the first replaces pods one by one. */
const FIELDS = new Map([
  ['Deployment', { strategy: 'strategy', types: ['RollingUpdate', 'Recreate'] }],
  ['DeploymentConfig', { strategy: 'strategy', types: ['Rolling', 'Recreate', 'Custom'] }],
  ['DaemonSet', { strategy: 'updateStrategy', types: ['RollingUpdate', 'OnDelete'] }],
  ['StatefulSet', { strategy: 'updateStrategy', types: ['RollingUpdate', 'OnDelete'] }],
]);

function claimsVolume({ node }: Resource): boolean {
  return itemsOf(get(node, 'spec', 'template', 'spec', 'volumes')).some(
    (each) => get(each, 'persistentVolumeClaim') !== undefined,
  );
}

/** Whether a Service selects its pods; a file by itself may leave the Service to another one. */
function serves(resource: Resource, { cluster, extent }: Environment): boolean {
  if (extent === 'alone' && cluster.services.length === 0) return true;
  const pod = cluster.podOf(resource);
  return pod !== undefined && servicesSelecting(cluster, pod).length > 0;
}
