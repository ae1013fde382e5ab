import { edit } from '../../core/edit/edit.ts';
import { compareQuantities, quantityOf } from '../../core/kubernetes/quantity.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n  resources:\n';

export default defineRule({
  id: 'kubernetes/resource-range',
  title: 'Amount of a resource that can not be meant',
  category: 'correctness',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Amounts are easily written in the wrong unit: `memory: 512` are 512 bytes, `memory: 500m` is half a byte, `cpu: 500` are 500 cores. Such a container is never scheduled, or is killed as it starts. A request above its limit is refused by the API server.',
    how: 'Write memory with `Mi` or `Gi`, and CPU in thousandths with `m`. The options set a range of your own.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
      'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
    ],
  },
  aliases: { polaris: 'resourceRange' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      minCpu: { type: 'string', default: '', description: 'The least CPU, `50m` say; empty for any.' },
      maxCpu: { type: 'string', default: '', description: 'The most CPU, `4` say; empty for any.' },
      minMemory: { type: 'string', default: '', description: 'The least memory, `32Mi` say; empty for any.' },
      maxMemory: { type: 'string', default: '', description: 'The most memory, `8Gi` say; empty for any.' },
    },
  },
  check(container, { options, report }) {
    const resources = get(container.node, 'resources');
    const who = theContainer(container);
    for (const field of ['requests', 'limits'] as const) {
      for (const { key, value } of entriesOf(get(resources, field))) {
        const text = stringOf(value);
        if (text === undefined || !CHECKED.has(key) || /[${}]/.test(text)) continue;
        const fault = faultOf(key, text) ?? outside(key, text, options);
        const most = field === 'requests' ? get(resources, 'limits', key) : undefined;
        if (fault) {
          report({
            span: value.span,
            message: `${who} has ${text} as ${key}, ${fault.what}.`,
            severity: fault.severity,
            fixes: () => correction(value, fault.meant),
          });
        } else if (most && isAbove(key, text, most)) {
          const limit = stringOf(most) ?? '';
          report({
            span: value.span,
            message: `${who} requests ${text} of ${key} and may only use ${limit}: the API server refuses it.`,
            severity: 'error',
            related: [{ span: most.span, message: 'This is the limit.' }],
            fixes: () => correction(value, limit),
          });
        }
      }
    }
  },
  examples: {
    good: [
      good(pod(`${API}    requests: {cpu: 100m, memory: 64Mi}\n    limits: {cpu: 0.5, memory: 512M}\n`)),
      good(
        deployment(`${API}    requests: {memory: 1Gi}\n    limits: {memory: 1024Mi, nvidia.com/gpu: 1}\n`),
      ),
      good(pod(`${API}    limits: {memory: "134217728", cpu: 64}\n`)),
      good(pod(`${API}    limits: {memory: "\${MEMORY}", cpu: 1e1}\n`)),
    ],
    bad: [
      bad(
        pod(`${API}    limits:\n      memory: «512» # MB\n      cpu: «500»\n`),
        pod(`${API}    limits:\n      memory: 512Mi # MB\n      cpu: 500m\n`),
      ),
      bad(
        deployment(`${API}    requests:\n      memory: "«500m»"\n`.replace('"«500m»"', '«"500m"»')),
        deployment(`${API}    requests:\n      memory: "500Mi"\n`),
      ),
      bad(
        pod(`${API}    requests: {memory: «2Gi», cpu: 1}\n    limits: {memory: 1Gi, cpu: 1000m}\n`),
        pod(`${API}    requests: {memory: 1Gi, cpu: 1}\n    limits: {memory: 1Gi, cpu: 1000m}\n`),
      ),
      bad(
        pod(`${API}    limits: {memory: «512MB», cpu: «half»}\n`),
        pod(`${API}    limits: {memory: 512M, cpu: half}\n`),
      ),
      bad(pod(`${API}    limits: {memory: «16Gi», cpu: «10m»}\n`), undefined, {
        maxMemory: '8Gi',
        minCpu: '50m',
      }),
    ],
  },
});

const CHECKED = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Whether a request is above its limit; one that is written wrongly is told by itself. */
function isAbove(name: string, request: string, limit: Node): boolean {
  const most = stringOf(limit) ?? '';
  return (compareQuantities(request, most) ?? 0) > 0 && !faultOf(name, most);
}

interface Fault {
  /** What comes behind the amount. */
  readonly what: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** What is meant, where that is plain. */
  readonly meant?: string;
}

/** What is wrong with the unit of an amount. */
function faultOf(name: string, text: string): Fault | undefined {
  const quantity = quantityOf(text);
  if (!quantity || quantity.value < 0) {
    const meant = corrected(text);
    return {
      what: 'which is no quantity: the API server refuses it',
      severity: 'error',
      ...(meant === undefined ? {} : { meant }),
    };
  }
  const { value, suffix } = quantity;
  const digits = text.slice(0, text.length - suffix.length);
  if (name === 'cpu') {
    if (value < 100) return undefined;
    const plain = /^\d+$/.test(digits) && Number(digits) >= 10 && Number(digits) < 100_000;
    return {
      what: `which are ${value > 1e6 ? 'more cores than there are' : `${value} cores`}: no node has as many`,
      severity: 'warning',
      ...(plain ? { meant: `${digits}m` } : {}),
    };
  }
  if (value === 0 || value >= 2 ** 20) return undefined;
  const plain = /^\d+$/.test(digits) && Number(digits) > 3;
  return {
    what: `which ${value < 1 ? 'is less than a byte' : `are ${Math.round(value)} bytes`}: nothing runs in so little`,
    severity: 'warning',
    ...(plain && (suffix === 'm' || suffix === '') ? { meant: `${digits}Mi` } : {}),
  };
}

/** `512MB` as `512M`, `1gi` as `1Gi`. */
function corrected(text: string): string | undefined {
  const [, digits, letter, binary] = /^(\d+(?:\.\d+)?) ?([kmgtp])(i?)b?$/i.exec(text) ?? [];
  if (digits === undefined || letter === undefined) return undefined;
  const upper = letter.toUpperCase();
  const unit = binary ? `${upper}i` : upper === 'K' ? 'k' : upper;
  return digits + unit;
}

function outside(
  name: string,
  text: string,
  options: { minCpu: string; maxCpu: string; minMemory: string; maxMemory: string },
): Fault | undefined {
  if (name === 'ephemeral-storage') return undefined;
  const [least, most] =
    name === 'cpu' ? [options.minCpu, options.maxCpu] : [options.minMemory, options.maxMemory];
  if (least !== '' && (compareQuantities(text, least) ?? 0) < 0)
    return { what: `less than the ${least} that it has to have at the least`, severity: 'information' };
  if (most !== '' && (compareQuantities(text, most) ?? 0) > 0)
    return { what: `more than the ${most} that it may have`, severity: 'information' };
  return undefined;
}

function correction(node: Node, meant: string | undefined): Fix[] {
  const edits = meant === undefined ? [] : edit.replace(node, meant);
  return edits.length === 0 ? [] : [{ title: `Change to "${meant}"`, safe: false, edits }];
}
