import { get, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { securityContextsOf } from './securitySetting.ts';

/** A number that processes run with. */
interface Identity {
  readonly id: string;
  readonly field: 'runAsUser' | 'runAsGroup';
  readonly what: 'UID' | 'GID';
  readonly consequence: string;
  readonly why: string;
  readonly aliases: { readonly [tool: string]: string };
}

/** The rule against low numbers of users or groups. */
export function lowIdentityRule({ id, field, what, consequence, why, aliases }: Identity): Rule<'pod'> {
  return defineRule({
    id,
    title: `Container with a low ${what}`,
    category: 'security',
    levels: { recommended: 'off', strict: 'information' },
    since: '0.1.0',
    target: 'pod',
    docs: {
      why,
      how: `Give a ${what} of 10000 or more that no user of the node has. What the policy of the environment asks for under \`user\` is never too low.`,
      references: [
        'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
        'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
      ],
    },
    aliases,
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        minimum: {
          type: 'integer',
          minimum: 1,
          default: 10000,
          description: `The lowest ${what} to accept.`,
        },
        set: {
          type: 'integer',
          minimum: 1,
          default: 10001,
          description: `The ${what} that the fix sets where no policy names one.`,
        },
      },
    },
    check(target, { options, environment, report }) {
      if (target.windows) return;
      const wanted = environment.policy.user;
      const minimum = Math.min(options.minimum, wanted ?? options.minimum);
      for (const { context, who } of securityContextsOf(target)) {
        const node = get(context, field);
        const value = numberOf(node);
        if (!node || value === undefined || value < 0 || value >= minimum) continue;
        report({
          span: node.span,
          message: `${who} runs with ${what} ${value}: ${consequence}.`,
          // Root has a rule of its own.
          ...(value === 0 ? { severity: 'hint' as const } : {}),
          fixes: () => [settingFix(context, field, wanted ?? Math.max(options.set, minimum), false)],
        });
      }
    },
    examples: {
      good: [
        good(pod(api(`securityContext:\n  ${field}: 10001\n`))),
        good(deployment(`securityContext: {${field}: 65534}\n${api()}`)),
        good(pod(api(`securityContext:\n  ${field}: 1000\n`)), { minimum: 1000 }),
        good(pod(`os: {name: windows}\nsecurityContext: {${field}: 1000}\n${api()}`)),
      ],
      bad: [
        bad(
          pod(api(`securityContext:\n  ${field}: «1000» # node\n`)),
          pod(api(`securityContext:\n  ${field}: 10001 # node\n`)),
        ),
        bad(
          deployment(`securityContext: {${field}: «101»}\n${api(`securityContext: {${field}: 10002}\n`)}`),
          deployment(`securityContext: {${field}: 10001}\n${api(`securityContext: {${field}: 10002}\n`)}`),
        ),
        bad(
          cronJob(`restartPolicy: Never\n${api(`securityContext:\n  ${field}: «9999»\n`)}`),
          cronJob(`restartPolicy: Never\n${api(`securityContext:\n  ${field}: 20000\n`)}`),
          { set: 20000 },
        ),
      ],
    },
  });
}
