import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { asSeq, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { aContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/duplicate-env-var',
  title: 'Environment variable set twice',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Of two entries with one name only the last counts, and `kubectl apply` may drop the other at the next change. Whoever edits the first one wonders why nothing happens.',
    how: 'Keep the entry that is meant. The fix removes the one that has no effect.',
    references: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
    ],
  },
  aliases: { 'kube-linter': 'duplicate-env-var', 'kube-score': 'environment-variable-key-duplication' },
  check(container, { report }) {
    const env = asSeq(get(container.node, 'env'));
    const last = new Map<string, Node>();
    env?.items.forEach(({ value }) => {
      const name = stringOf(get(value, 'name'));
      if (name !== undefined) last.set(name, value);
    });
    env?.items.forEach(({ value }, index) => {
      const name = get(value, 'name');
      const text = stringOf(name);
      const winner = text === undefined ? undefined : last.get(text);
      if (!name || !winner || winner === value || refersBack(winner, text ?? '')) return;
      report({
        span: name.span,
        message: `"${text}" is set again below in ${aContainer(container)}: this value has no effect.`,
        tags: ['unnecessary'],
        related: [{ span: winner.span, message: 'This one counts.' }],
        fixes: () => [{ title: `Remove this "${text}"`, safe: false, edits: edit.removeItem(env, index) }],
      });
    });
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: A\n        value: "1"\n      - name: B\n        value: "1"\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  env:\n  - {name: OPTS, value: -a}\n  - {name: OPTS, value: $(OPTS) -b}\n',
        ),
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: a\n    image: example/a:1\n    env: [{name: X, value: a}]\n  - name: b\n    image: example/b:1\n    env: [{name: X, value: b}]\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: «MODE» # first\n        value: fast\n      # second\n      - name: MODE\n        value: slow\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      # second\n      - name: MODE\n        value: slow\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  env: [{name: «"A"», value: x}, {name: A, value: x}]\n',
        ),
        deployment('containers:\n- name: api\n  image: example/api:1.4.2\n  env: [{name: A, value: x}]\n'),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    env:\n      - name: «TO»\n        value: a\n      - name: «TO»\n        value: b\n      - name: TO\n        valueFrom:\n          fieldRef: {fieldPath: metadata.name}\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    env:\n      - name: TO\n        valueFrom:\n          fieldRef: {fieldPath: metadata.name}\n',
        ),
      ),
    ],
  },
});

/** `$(NAME)` in the later value takes the earlier one up, so both count. */
function refersBack(winner: Node, name: string): boolean {
  return (stringOf(get(winner, 'value')) ?? '').includes(`$(${name})`);
}
