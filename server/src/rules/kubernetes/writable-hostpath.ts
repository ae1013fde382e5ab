import { asMap, get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { hostPathsOf, isRuntimeSocket, shownPath } from './hostPaths.ts';

/** How a mount is usually written. */
const MOUNT_ORDER = { keys: ['name', 'mountPath', 'subPath', 'readOnly'] };

export default defineRule({
  id: 'kubernetes/writable-hostpath',
  title: 'Folder of the node mounted writable',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "Through a writable mount a container can change what the node or other pods run and trust, and leave files behind that outlive it. A folder of the node's own is often enough to take the node over.",
    how: 'Set `readOnly: true` where the container only reads. What it has to write belongs into a PersistentVolumeClaim or an emptyDir.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
      'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
    ],
  },
  aliases: {
    'kube-linter': 'writable-host-mount',
    kics: 'Volume Mount With OS Directory Write Permissions [b7652612-de4e-4466-a0bf-1cd81f0c6063]',
    kubescape: 'C-0045',
  },
  check(container, { report }) {
    // A socket is talked to, not written.
    const writable = hostPathsOf(container.pod).filter(
      ({ path, type }) =>
        type !== 'Socket' && !path.endsWith('.sock') && path !== '/dev/log' && !isRuntimeSocket(path),
    );
    for (const item of itemsOf(get(container.node, 'volumeMounts'))) {
      const mount = asMap(item);
      const name = stringOf(get(mount, 'name'));
      const setting = get(mount, 'readOnly');
      const volume = writable.find((each) => each.name !== undefined && each.name === name);
      if (!mount || !volume || isTrue(setting)) continue;
      const span = stringOf(setting) === undefined ? get(mount, 'mountPath')?.span : setting?.span;
      report({
        span: span ?? mount.span,
        message: `${theContainer(container)} can write to ${shownPath(volume.path)} of its node: an intruder can change the node.`,
        related: [{ span: volume.node.span, message: 'The volume.' }],
        fixes: () => [settingFix(mount, 'readOnly', true, false, MOUNT_ORDER)],
      });
    }
  },
  examples: {
    good: [
      good(
        pod(
          `${api('volumeMounts:\n  - {name: syslog, mountPath: /dev/log}\n')}volumes:\n  - name: syslog\n    hostPath: {path: /dev/log}\n`,
        ),
      ),
      good(
        pod(
          `${api('volumeMounts:\n  - name: logs\n    mountPath: /logs\n    readOnly: true\n')}volumes:\n  - name: logs\n    hostPath:\n      path: /var/log\n`,
        ),
      ),
      good(
        deployment(
          `${api('volumeMounts: [{name: data, mountPath: /data}]\n')}volumes:\n- {name: data, emptyDir: {}}\n- {name: logs, hostPath: {path: /var/log}}\n`,
        ),
      ),
      good(
        cronJob(
          `restartPolicy: Never\n${api('volumeMounts: [{name: sock, mountPath: /agent.sock}]\n')}volumes:\n- {name: sock, hostPath: {path: /run/agent.sock, type: Socket}}\n`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          `${api('volumeMounts:\n  - name: logs\n    mountPath: «/logs» # read\n    subPath: pods\n')}volumes:\n  - name: logs\n    hostPath:\n      path: /var/log\n`,
        ),
        pod(
          `${api('volumeMounts:\n  - name: logs\n    mountPath: /logs # read\n    subPath: pods\n    readOnly: true\n')}volumes:\n  - name: logs\n    hostPath:\n      path: /var/log\n`,
        ),
      ),
      bad(
        deployment(
          `${api('volumeMounts: [{name: a, mountPath: /a, readOnly: «false»}, {name: b, mountPath: /b}]\n')}volumes:\n- {name: a, hostPath: {path: /a}}\n`,
        ),
        deployment(
          `${api('volumeMounts: [{name: a, mountPath: /a, readOnly: true}, {name: b, mountPath: /b}]\n')}volumes:\n- {name: a, hostPath: {path: /a}}\n`,
        ),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('volumeMounts:\n- mountPath: «/etc»\n  name: etc\n')}volumes:\n- name: etc\n  hostPath: {path: /etc}\n`,
        ),
        cronJob(
          `restartPolicy: Never\n${api('volumeMounts:\n- mountPath: /etc\n  name: etc\n  readOnly: true\n')}volumes:\n- name: etc\n  hostPath: {path: /etc}\n`,
        ),
      ),
    ],
  },
});
