import type { Cluster } from '../../core/kubernetes/cluster.ts';
import { type Resource, writtenName } from '../../core/kubernetes/resource.ts';
import type { MapNode } from '../../core/model/node.ts';
import { asMap, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const withMeta = (text: string): string => API.replace('  name: demo\n', `  name: demo\n${text}`);

export default defineRule({
  id: 'kubernetes/required-label',
  title: 'Label or annotation that has to be there',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Labels such as `app.kubernetes.io/name` and `owner` tell tools and people what belongs together, and whom to call. They only do so where every workload has them.',
    how: 'Set the labels and annotations that your team agrees on as options, each with a regular expression that the whole value has to match, or nothing for any value.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      labels: {
        type: 'object',
        additionalProperties: { type: 'string' },
        default: { 'app.kubernetes.io/name': '' },
        description: 'The labels, each with the pattern of its value; an empty one allows any.',
      },
      annotations: {
        type: 'object',
        additionalProperties: { type: 'string' },
        default: {},
        description: 'The annotations, each with the pattern of its value; an empty one allows any.',
      },
      kinds: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'The kinds of objects that need them; empty for everything that brings pods.',
      },
    },
  },
  check(resource, { environment, options, report }) {
    const metadata = asMap(get(resource.node, 'metadata'));
    if (!metadata || !isAsked(resource, environment.cluster, options.kinds)) return;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    for (const [field, what] of [
      ['labels', 'label'],
      ['annotations', 'annotation'],
    ] as const) {
      for (const [key, pattern] of Object.entries(options[field])) {
        const node = get(metadata, field, key);
        const text = stringOf(node);
        if (isRight(text, pattern)) continue;
        const value = key === 'app.kubernetes.io/name' ? writtenName(resource) : pattern;
        report({
          span: text === undefined ? resource.nameSpan : (node?.span ?? resource.nameSpan),
          message: `${who} has ${text === undefined ? 'no' : 'another value than is asked for as'} ${what} "${key.slice(0, 50)}".`,
          missing: text === undefined,
          fixes: () => insertion(metadata, field, key, value, pattern),
        });
      }
    }
  },
  examples: {
    good: [
      good(withMeta('  labels:\n    app.kubernetes.io/name: demo\n')),
      good(withMeta('  labels: {owner: shop}\n'), { labels: { owner: 'shop|search' } }),
      good('apiVersion: v1\nkind: Service\nmetadata:\n  name: demo\n'),
    ],
    bad: [
      bad(
        API.replace('name: demo', 'name: «demo»'),
        withMeta('  labels:\n    app.kubernetes.io/name: demo\n'),
      ),
      bad(withMeta('  labels: {owner: «nobody»}\n'), undefined, { labels: { owner: 'shop|search' } }),
      bad(
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: «demo» # the API\n',
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: demo # the API\n  annotations:\n    contact: shop\n',
        { labels: {}, annotations: { contact: 'shop' }, kinds: ['Service'] },
      ),
    ],
  },
});

function isRight(text: string | undefined, pattern: string): boolean {
  return text !== undefined && (matches(text, pattern) || /[${}]/.test(text));
}

function isAsked(resource: Resource, cluster: Cluster, kinds: readonly string[]): boolean {
  return kinds.length > 0 ? kinds.includes(resource.kind) : cluster.podOf(resource) !== undefined;
}

function matches(text: string, pattern: string): boolean {
  if (pattern === '') return text !== '';
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    // What is no expression is the value itself.
    return text === pattern;
  }
}

/** Sets a label or an annotation to its value, where that is plain. */
function insertion(
  metadata: MapNode,
  field: 'labels' | 'annotations',
  key: string,
  value: string | undefined,
  pattern: string,
): Fix[] {
  if (value === undefined || !/^[\w -]+$/.test(value) || !matches(value, pattern)) return [];
  const order = { keys: ['name', 'namespace', 'labels', 'annotations'] };
  const title = `Set ${field === 'labels' ? 'label' : 'annotation'} "${key}" to "${value}"`;
  return [additionFix(title, false, metadata, { [field]: { [key]: value } }, order)];
}
