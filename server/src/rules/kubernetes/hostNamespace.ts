import type { Pod } from '../../core/kubernetes/pod.ts';
import { get, isTrue } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

/** A namespace of the node that a pod can share. */
interface HostNamespace {
  readonly id: string;
  readonly field: 'hostNetwork' | 'hostPID' | 'hostIPC';
  /** `the node's network` */
  readonly what: string;
  readonly consequence: string;
  readonly why: string;
  readonly aliases: { readonly [tool: string]: string };
}

/** The rule against sharing one of the node's namespaces. */
export function hostNamespaceRule({
  id,
  field,
  what,
  consequence,
  why,
  aliases,
}: HostNamespace): Rule<'pod'> {
  const container = 'containers:\n  - name: agent\n    image: example/agent:2.0\n';
  return defineRule({
    id,
    title: `Pod shares ${what}`,
    category: 'security',
    levels: { recommended: 'warning', strict: 'error' },
    since: '0.1.0',
    target: 'pod',
    docs: {
      why,
      how: `Remove \`${field}\`. Agents that watch the node itself are the exception: suppress the rule for them, with the reason.`,
      references: [
        'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
        'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
      ],
    },
    aliases,
    check(target: Pod, { report }) {
      const setting = get(target.spec, field);
      if (!setting || !isTrue(setting)) return;
      report({
        span: setting.span,
        message: `${target.workload.kind} "${target.workload.name ?? ''}" shares ${what}: ${consequence}.`,
        fixes: () => [removalFix(target.spec, field)],
      });
    },
    examples: {
      good: [
        good(pod(container)),
        good(deployment(`${field}: false\n${container}`)),
        good(cronJob(`restartPolicy: Never\n${container}`)),
      ],
      bad: [
        bad(pod(`${field}: «true»\n${container}`), pod(container)),
        bad(
          deployment(`${container}# for the agent\n${field}: «true» # why?\nrestartPolicy: Always\n`),
          deployment(`${container}# for the agent\nrestartPolicy: Always\n`),
        ),
        bad(
          cronJob(`restartPolicy: Never\n${container}${field}: «yes»\n`),
          cronJob(`restartPolicy: Never\n${container}`),
        ),
      ],
    },
  });
}
