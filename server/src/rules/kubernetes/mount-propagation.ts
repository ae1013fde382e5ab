import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/mount-propagation',
  title: 'Mounts carried over to the node',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "With `mountPropagation: Bidirectional` whatever the container mounts appears on the node and in every other pod that uses the volume. A mistake there can hide the node's own files, and what is not unmounted stays.",
    how: 'Remove it, or use HostToContainer where the container only has to see what the node mounts. Storage drivers need it: suppress the rule for them, with the reason.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
    ],
  },
  aliases: { monokle: 'KBP115' },
  check(container, { report }) {
    for (const item of itemsOf(get(container.node, 'volumeMounts'))) {
      const mount = asMap(item);
      const propagation = get(mount, 'mountPropagation');
      if (!mount || !propagation || stringOf(propagation) !== 'Bidirectional') continue;
      report({
        span: propagation.span,
        message: `${theContainer(container)} carries its mounts over to the node: what it mounts shows up there and in other pods.`,
        fixes: () => [removalFix(mount, 'mountPropagation')],
      });
    }
  },
  examples: {
    good: [
      good(pod(api('volumeMounts:\n  - name: data\n    mountPath: /data\n'))),
      good(
        deployment(
          api('volumeMounts: [{name: data, mountPath: /data, mountPropagation: HostToContainer}]\n'),
        ),
      ),
      good(
        cronJob(
          `restartPolicy: Never\n${api('volumeMounts: [{name: data, mountPath: /data, mountPropagation: None}]\n')}`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          api(
            'volumeMounts:\n  - name: data\n    mountPropagation: «Bidirectional» # csi\n    mountPath: /data\n',
          ),
        ),
        pod(api('volumeMounts:\n  - name: data\n    mountPath: /data\n')),
      ),
      bad(
        deployment(
          api('volumeMounts: [{name: data, mountPath: /data, mountPropagation: «"Bidirectional"»}]\n'),
        ),
        deployment(api('volumeMounts: [{name: data, mountPath: /data}]\n')),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('volumeMounts:\n- mountPath: /data\n  name: data\n  mountPropagation: «Bidirectional»\n')}`,
        ),
        cronJob(`restartPolicy: Never\n${api('volumeMounts:\n- mountPath: /data\n  name: data\n')}`),
      ),
    ],
  },
});
