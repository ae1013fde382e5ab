import { entriesOf, get, itemsOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { theWorkload } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

/** The volumes that the Pod Security Standard "restricted" allows. */
const CORE = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export default defineRule({
  id: 'kubernetes/non-core-volumes',
  title: 'Volume of a kind that is not restricted',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'A pod that names its storage itself, as `nfs`, `iscsi` or `gitRepo`, decides what is mounted with the rights of the node, past storage classes and quotas. Several of these kinds are deprecated, or have been removed.',
    how: 'Ask for storage by a PersistentVolumeClaim, or use a CSI driver.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
    ],
  },
  aliases: { trivy: 'KSV-0028', monokle: 'PSS201' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: CORE,
        description: 'The kinds of volumes that pods may use.',
      },
    },
  },
  check(target, { options, report }) {
    // Folders of the node have rules of their own.
    const allowed = new Set(['name', 'hostPath', ...options.allowed]);
    for (const volume of itemsOf(get(target.spec, 'volumes'))) {
      for (const { key, keySpan } of entriesOf(volume)) {
        if (allowed.has(key) || key === '<<') continue;
        report({
          span: keySpan,
          message: `${theWorkload(target.workload)} mounts a volume of kind ${shortened(key, 24)}: it goes past storage classes.`,
        });
      }
    }
  },
  examples: {
    good: [
      good(pod(`${api()}volumes:\n  - name: data\n    emptyDir: {}\n`)),
      good(
        deployment(
          `${api()}volumes:\n- {name: data, persistentVolumeClaim: {claimName: data}}\n- {name: logs, hostPath: {path: /var/log}}\n`,
        ),
      ),
      good(
        cronJob(
          `restartPolicy: Never\n${api()}volumes:\n- {name: data, nfs: {server: nfs.example.com, path: /data}}\n`,
        ),
        { allowed: ['nfs'] },
      ),
    ],
    bad: [
      bad(
        pod(
          `${api()}volumes:\n  - name: src\n    «gitRepo»: # old\n      repository: https://example.com/a.git\n`,
        ),
      ),
      bad(deployment(`${api()}volumes:\n- {name: data, «nfs»: {server: nfs.example.com, path: /data}}\n`)),
      bad(
        cronJob(
          `restartPolicy: Never\n${api()}volumes:\n- awsElasticBlockStore: {volumeID: a}\n  name: data\n- emptyDir: {}\n  name: tmp\n`.replace(
            'awsElasticBlockStore',
            '«awsElasticBlockStore»',
          ),
        ),
      ),
    ],
  },
});
