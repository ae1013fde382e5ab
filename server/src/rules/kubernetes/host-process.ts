import { get, isTrue } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { clearingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { securityContextsOf } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/host-process',
  title: 'Windows process of the node',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "With `hostProcess` a Windows container is no container: its programs run on the node itself, with its network, its files and the rights of the node's accounts.",
    how: 'Remove `hostProcess`. Agents that set up or watch a Windows node are the exception: suppress the rule for them, with the reason.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: { polaris: 'hostProcess', trivy: 'KSV-0103', monokle: 'PSS101' },
  check(target, { report }) {
    for (const { owner, context, who } of securityContextsOf(target)) {
      const setting = get(context, 'windowsOptions', 'hostProcess');
      if (!setting || !isTrue(setting)) continue;
      report({
        span: setting.span,
        message: `${who} runs on the Windows node itself: whoever controls it controls the node.`,
        fixes: () => [clearingFix(owner, 'securityContext', 'windowsOptions', 'hostProcess')],
      });
    }
  },
  examples: {
    good: [
      good(pod(api())),
      good(deployment(`securityContext: {windowsOptions: {hostProcess: false}}\n${api()}`)),
      good(
        cronJob(
          `restartPolicy: Never\n${api('securityContext:\n  windowsOptions:\n    runAsUserName: ContainerUser\n')}`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          `securityContext:\n  windowsOptions:\n    hostProcess: «true» # setup\n    runAsUserName: 'NT AUTHORITY\\SYSTEM'\n${api()}`,
        ),
        pod(`securityContext:\n  windowsOptions:\n    runAsUserName: 'NT AUTHORITY\\SYSTEM'\n${api()}`),
      ),
      bad(
        deployment(api('securityContext: {windowsOptions: {hostProcess: «true»}, privileged: false}\n')),
        deployment(api('securityContext: {privileged: false}\n')),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\nsecurityContext:\n  windowsOptions:\n    hostProcess: «yes»\n${api()}`,
        ),
        cronJob(`restartPolicy: Never\n${api()}`),
      ),
    ],
  },
});
