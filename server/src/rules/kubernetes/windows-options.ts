import { entriesOf, entry, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { securityContextsOf } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/windows-options',
  title: 'Windows options on a pod that is not for Windows',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: '`windowsOptions` does nothing on a Linux node, and where `os.name` is linux the API server refuses it. A user name that is set there protects nothing, though it looks as if it did.',
    how: 'Remove it, or say by `os.name: windows` or the node selector `kubernetes.io/os: windows` that the pod is for Windows.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
      'https://kubernetes.io/docs/concepts/windows/user-guide/',
    ],
  },
  check(target, { report }) {
    // A runtime class may bring the node selector.
    if (target.windows || get(target.spec, 'runtimeClassName')) return;
    for (const { context, who } of securityContextsOf(target)) {
      const options = entry(context, 'windowsOptions');
      if (!options || entriesOf(options.value).length === 0) continue;
      report({
        span: options.keySpan,
        message: `${who} has options for Windows, but no node selector for it: they do nothing.`,
      });
    }
  },
  examples: {
    good: [
      good(pod(api())),
      good(
        deployment(
          `os: {name: windows}\nsecurityContext: {windowsOptions: {runAsUserName: ContainerUser}}\n${api()}`,
        ),
      ),
      good(
        cronJob(
          `restartPolicy: Never\nnodeSelector: {kubernetes.io/os: windows}\n${api('securityContext: {windowsOptions: {runAsUserName: ContainerUser}}\n')}`,
        ),
      ),
    ],
    bad: [
      bad(pod(`securityContext:\n  «windowsOptions»:\n    runAsUserName: ContainerUser\n${api()}`)),
      bad(
        deployment(
          `os: {name: linux}\n${api('securityContext: {«windowsOptions»: {gmsaCredentialSpecName: web}}\n')}`,
        ),
      ),
      bad(
        cronJob(
          `restartPolicy: Never\nsecurityContext: {«"windowsOptions"»: {runAsUserName: a}}\n${api('securityContext: {«windowsOptions»: {runAsUserName: b}}\n')}`,
        ),
      ),
    ],
  },
});
