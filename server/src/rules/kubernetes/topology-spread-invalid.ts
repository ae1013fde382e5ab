import { edit } from '../../core/edit/edit.ts';
import { podsIn } from '../../core/kubernetes/lookup.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { fits, isEmpty, onlyMismatch, selectorOf } from '../../core/kubernetes/selector.ts';
import type { MapNode, Node } from '../../core/model/node.ts';
import { asMap, type Data, entry, get, isNull, itemsOf, numberOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix, type Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { deployment } from './exampleManifests.ts';
import { ownLabels } from './podSpread.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const SELECTOR = '    labelSelector:\n      matchLabels:\n        app: demo\n';

function spread(fields: string, selector = SELECTOR): string {
  return deployment(`topologySpreadConstraints:\n  - ${fields}${selector}${API}`);
}

export default defineRule({
  id: 'kubernetes/topology-spread-invalid',
  title: 'Topology spread constraint without effect',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'A constraint counts the pods that its `labelSelector` fits. Without one, or with one that fits nothing, it spreads nothing, and no one is told. Fields with other values than the API knows are refused.',
    how: 'Select the labels of the pod template. `maxSkew` and `minDomains` are at least 1, and `minDomains` goes with `DoNotSchedule` alone.',
    references: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#topologyspreadconstraints-field',
    ],
  },
  aliases: { 'kube-score': 'pod-topology-spread-constraints' },
  check(pod, { environment, report }) {
    const owner = `${pod.workload.kind} "${pod.workload.name ?? ''}"`;
    for (const node of itemsOf(get(pod.spec, 'topologySpreadConstraints'))) {
      const constraint = asMap(node);
      if (!constraint) continue;
      for (const problem of faultsOf(constraint, owner)) report(problem);
      const problem = selection(constraint, pod, environment, owner);
      if (problem) report(problem);
    }
  },
  examples: {
    good: [
      good(spread('maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: ScheduleAnyway\n')),
      good(
        spread(
          'maxSkew: 1\n    minDomains: 2\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n',
        ),
      ),
      good(
        `${spread('maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n', SELECTOR.replace('demo', 'other'))}---\n${deployment(API).replaceAll('demo', 'other')}`,
      ),
    ],
    bad: [
      bad(
        spread('maxSkew: «0»\n    topologyKey: zone\n    whenUnsatisfiable: «DoNotSCHEDULE»\n'),
        spread('maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n'),
      ),
      bad(
        spread('maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n', '').replace(
          'topologySpreadConstraints:\n        - maxSkew',
          'topologySpreadConstraints:\n        - «maxSkew»',
        ),
        spread('maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n'),
      ),
      bad(
        spread(
          'maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n',
          SELECTOR.replace('app: demo', 'app: «dmeo» # typo'),
        ),
        spread(
          'maxSkew: 1\n    topologyKey: zone\n    whenUnsatisfiable: DoNotSchedule\n',
          SELECTOR.replace('app: demo', 'app: demo # typo'),
        ),
      ),
      bad(spread('«maxSkew»: 1\n    minDomains: «2»\n    whenUnsatisfiable: ScheduleAnyway\n')),
    ],
  },
});

const MODES = ['DoNotSchedule', 'ScheduleAnyway'];

function faultsOf(constraint: MapNode, owner: string): Problem[] {
  const problems: Problem[] = [];
  const refused = (at: Node, what: string, meant?: Data): void => {
    problems.push({
      span: at.span,
      message: `${owner} has a spread constraint ${what}: the API server refuses it.`,
      severity: 'error',
      fixes: () => replacement(at, meant),
    });
  };
  for (const key of ['maxSkew', 'minDomains']) {
    const node = get(constraint, key);
    const number = numberOf(node);
    if (node && !isNull(node) && number !== undefined && number < 1) refused(node, `with ${key} below 1`, 1);
  }
  const mode = get(constraint, 'whenUnsatisfiable');
  const text = stringOf(mode);
  const known = text === undefined || /[${}]/.test(text) || MODES.includes(text);
  if (mode && !known) {
    const meant = MODES.find((each) => each.toLowerCase() === text.trim().toLowerCase());
    refused(mode, 'with an unknown "whenUnsatisfiable"', meant ?? closestName(text, MODES));
  }
  const domains = get(constraint, 'minDomains');
  if (domains && !isNull(domains) && text === 'ScheduleAnyway')
    refused(domains, 'with minDomains, but without DoNotSchedule');
  const first = constraint.entries[0];
  for (const key of ['maxSkew', 'topologyKey', 'whenUnsatisfiable']) {
    if (!first || (stringOf(get(constraint, key)) ?? '') !== '') continue;
    problems.push({
      span: first.keySpan,
      message: `${owner} has a spread constraint without ${key}: the API server refuses it.`,
      severity: 'error',
      missing: true,
    });
  }
  return problems;
}

/** What is wrong with the pods that a constraint counts. */
function selection(
  constraint: MapNode,
  pod: Pod,
  { extent, cluster }: Environment,
  owner: string,
): Problem | undefined {
  const held = entry(constraint, 'labelSelector');
  const selector = selectorOf(held?.value);
  const first = constraint.entries[0];
  if (!held || !selector || isEmpty(selector)) {
    if (!first || (selector && isEmpty(selector))) return undefined;
    const labels = ownLabels(pod);
    return {
      span: (held ?? first).keySpan,
      message: `${owner} has a spread constraint without a labelSelector, which counts no pod: it spreads nothing.`,
      missing: true,
      fixes: () =>
        labels && !held
          ? [
              additionFix('Count the pods of this workload', false, constraint, {
                labelSelector: { matchLabels: labels },
              }),
            ]
          : [],
    };
  }
  if (fits(selector, pod.labels) || extent === 'open') return undefined;
  if (podsIn(cluster, pod.workload, selector).length > 0) return undefined;
  const mismatch = onlyMismatch(selector, pod.labels);
  return {
    span: mismatch?.value.span ?? held.keySpan,
    message: `${owner} has a spread constraint that counts none of its pods: it spreads nothing.`,
    fixes: (): Fix[] => (mismatch ? replacement(mismatch.value, pod.labels.get(mismatch.key)) : []),
  };
}

function replacement(node: Node, value: Data | undefined): Fix[] {
  const edits = value === undefined ? [] : edit.replace(node, value);
  return edits.length === 0 ? [] : [{ title: `Change to "${String(value)}"`, safe: false, edits }];
}
