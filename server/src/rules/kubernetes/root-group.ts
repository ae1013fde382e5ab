import { edit } from '../../core/edit/edit.ts';
import { get, itemsOf, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { securityContextsOf } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/root-group',
  title: 'Container in the root group',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Group 0 may read, and often write, files that belong to the group root: those of the image, and of the node where one of its folders is mounted. A user that is not root gets these rights back through the group.',
    how: "Give another GID. Images made for OpenShift's random UIDs count on group 0: leave the rule off for them.",
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: { trivy: 'KSV-0116', monokle: 'KBP109' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      gid: {
        type: 'integer',
        minimum: 1,
        default: 10001,
        description: 'The GID that the fix sets where no policy names a user.',
      },
    },
  },
  check(target, { options, environment, report }) {
    if (target.windows) return;
    for (const { context, who } of securityContextsOf(target)) {
      for (const field of ['runAsGroup', 'fsGroup']) {
        const node = get(context, field);
        if (!node || numberOf(node) !== 0) continue;
        report({
          span: node.span,
          message: `${who} runs in the root group: files that belong to it are open to it.`,
          fixes: () => [settingFix(context, field, environment.policy.user ?? options.gid, false)],
        });
      }
      itemsOf(get(context, 'supplementalGroups')).forEach((node, index) => {
        if (numberOf(node) !== 0) return;
        report({
          span: node.span,
          message: `${who} is in the root group, too: files that belong to it are open to it.`,
          fixes: () => [
            {
              title: 'Remove the group 0',
              safe: false,
              edits: edit.removeFrom(context, 'supplementalGroups', index),
            },
          ],
        });
      });
    }
  },
  examples: {
    good: [
      good(pod(api('securityContext:\n  runAsUser: 0\n  runAsGroup: 10001\n'))),
      good(deployment(`securityContext: {supplementalGroups: [4000], fsGroup: 2000}\n${api()}`)),
      good(cronJob(`restartPolicy: Never\n${api()}`)),
    ],
    bad: [
      bad(
        pod(api('securityContext:\n  runAsGroup: «0»\n  runAsUser: 10001\n')),
        pod(api('securityContext:\n  runAsGroup: 10001\n  runAsUser: 10001\n')),
      ),
      bad(
        deployment(`securityContext:\n  supplementalGroups: [4000, «0»]\n  fsGroup: «0»\n${api()}`),
        deployment(`securityContext:\n  supplementalGroups: [4000]\n  fsGroup: 10001\n${api()}`),
      ),
      bad(
        cronJob(`restartPolicy: Never\nsecurityContext:\n  runAsGroup: «0» # root\n${api()}`),
        cronJob(`restartPolicy: Never\nsecurityContext:\n  runAsGroup: 2000 # root\n${api()}`),
        { gid: 2000 },
      ),
    ],
  },
});
