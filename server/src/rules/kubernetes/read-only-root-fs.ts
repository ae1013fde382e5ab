import { edit } from '../../core/edit/edit.ts';
import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { get, isFalse, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { ownSetting } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/read-only-root-fs',
  title: 'Writable root filesystem',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'On a writable root filesystem an attacker can drop tools and change the program that runs. A read-only one also shows at once where an application keeps data that will be lost with the container.',
    how: 'Set `readOnlyRootFilesystem: true`, and mount an emptyDir where the application writes, mostly `/tmp`.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    ],
  },
  aliases: {
    'kube-linter': 'no-read-only-root-fs',
    'kube-score': 'container-security-context-readonlyrootfilesystem',
    polaris: 'notReadOnlyRootFilesystem',
    kics: 'Root Container Not Mounted Read-only [a9c2f49d-0671-4fc9-9ece-f4e261e128d0]',
    checkov: 'CKV_K8S_22',
    trivy: 'KSV-0014',
    kubescape: 'C-0017',
    semgrep: 'writable-filesystem-container',
    monokle: 'KBP102',
  },
  check(container, { report }) {
    if (container.pod.windows || container.role === 'ephemeral') return;
    const setting = ownSetting(container, 'readOnlyRootFilesystem');
    if (isTrue(setting)) return;
    const explicit = isFalse(setting) ? setting : undefined;
    report({
      span: explicit?.span ?? container.nameSpan,
      message: `${theContainer(container)} has a writable root filesystem: an intruder can change the program it runs.`,
      missing: explicit === undefined,
      fixes: () => [
        additionFix(
          'Set "readOnlyRootFilesystem" to true',
          false,
          container.node,
          { securityContext: { readOnlyRootFilesystem: true } },
          CONTAINER_ORDER,
        ),
        ...withTmp(container),
      ],
    });
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      readOnlyRootFilesystem: true\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext: {readOnlyRootFilesystem: True}\n',
        ),
      ),
      good(
        pod(
          'nodeSelector:\n  kubernetes.io/os: windows\ncontainers:\n  - name: iis\n    image: example/iis:2022\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: «api»\n    image: example/api:1.4.2\n    securityContext:\n      runAsNonRoot: true\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      runAsNonRoot: true\n      readOnlyRootFilesystem: true\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    readOnlyRootFilesystem: «false»\n    capabilities: {drop: [ALL]}\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext:\n    readOnlyRootFilesystem: true\n    capabilities: {drop: [ALL]}\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: «backup» # keeps nothing\n    image: example/backup:3.1',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup # keeps nothing\n    image: example/backup:3.1\n    securityContext:\n      readOnlyRootFilesystem: true',
        ),
      ),
    ],
  },
});

/** The same, with an emptyDir at /tmp, where nothing is mounted there yet. */
function withTmp(container: Container): Fix[] {
  const mounts = itemsOf(get(container.node, 'volumeMounts'));
  if (mounts.some((mount) => stringOf(get(mount, 'mountPath'))?.replace(/\/$/, '') === '/tmp')) return [];
  const taken = new Set(
    itemsOf(get(container.pod.spec, 'volumes')).map((volume) => stringOf(get(volume, 'name'))),
  );
  const names = ['tmp', ...(container.name === '' ? [] : [`${container.name}-tmp`]), 'plumbline-tmp'];
  const name = names.find((each) => !taken.has(each)) ?? 'tmp';
  const values = {
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [{ name, mountPath: '/tmp' }],
  };
  return [
    {
      title: 'Set "readOnlyRootFilesystem" to true and mount an emptyDir at /tmp',
      safe: false,
      edits: [
        ...edit.add(container.node, values, CONTAINER_ORDER),
        ...edit.add(container.pod.spec, { volumes: [{ name, emptyDir: {} }] }),
      ],
    },
  ];
}
