import { objectsOf } from '../../core/kubernetes/lookup.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

function config(name: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
}

export default defineRule({
  id: 'kubernetes/duplicate-resource',
  title: 'Object that is written twice',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Two objects of one kind with the same name and namespace are the same object: when the file is applied, the second one takes the place of the first, and what only the first one says is lost.',
    how: 'Give one of them another name, or join them. Only objects of one file are compared: files beside each other may be alternatives, and what a kustomization has twice Kustomize refuses itself.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  },
  check(resource, { environment, report }) {
    const { kind, name, source } = resource;
    if (environment.extent === 'deployed' || name === undefined || /[*${}]/.test(name)) return;
    const same = objectsOf(environment.cluster, kind).filter(
      (each) => each.source.uri === source.uri && isSame(each, resource),
    );
    const [first] = same;
    if (!first || first === resource || !same.includes(resource)) return;
    report({
      span: resource.nameSpan,
      message: `${kind} "${name}" is written twice in this file: applied, this one takes the place of the one before.`,
      related: [{ span: first.nameSpan, message: 'This is the one before.' }],
    });
  },
  examples: {
    good: [
      good(`${config('one')}---\n${config('two')}`),
      good(`${config('one')}---\n${config('one', '  namespace: shop\n')}`),
      good(`${config('one')}---\n${config('one').replace('ConfigMap', 'Secret')}`),
      { files: { 'blue.yaml': config('one'), 'green.yaml': config('one') } },
      good(
        'apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: run-\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: run-\n',
      ),
    ],
    bad: [
      bad(`${config('one')}---\n${config('«one» # copied')}`),
      bad(`${config('one', '  namespace: shop\n')}---\n${config('«"one"»', '  namespace: shop\n')}`),
      bad(
        'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n    metadata: {name: one}\n  - apiVersion: v1\n    kind: Secret\n    metadata: {name: «one»}\n',
      ),
    ],
  },
});

function isSame(a: Resource, b: Resource): boolean {
  return a.name === b.name && a.group === b.group && a.namespace === b.namespace;
}
