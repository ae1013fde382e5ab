import { includes, isPlatformRole, type PolicyRule, policyRulesOf } from '../../core/kubernetes/rbac.ts';
import type { Node } from '../../core/model/node.ts';
import { stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import type { PresetLevels } from '../../core/rule/severity.ts';
import { role } from './exampleManifests.ts';

/** A right that a role may give: one of some verbs on one of some resources of a group. */
interface Grant {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A right that is worth a word. */
interface RbacVerbs {
  readonly id: string;
  readonly title: string;
  /** What the role allows: `to read Secrets`. */
  readonly what: string;
  /** What comes of it. */
  readonly consequence: string;
  readonly levels: PresetLevels;
  readonly why: string;
  readonly how: string;
  readonly references?: readonly string[];
  readonly aliases: { readonly [tool: string]: string };
  /** The first one is shown in the examples. */
  readonly grants: readonly [Grant, ...Grant[]];
  /** Whether a `*` among the resources counts as well; else only the rule against wildcards speaks of it. */
  readonly wildcard?: boolean;
  /** A verb on the first grant's resources that is harmless. */
  readonly harmless: string;
}

export const READ = ['get', 'list', 'watch'];

/** Levels of rights that let somebody take over a cluster, and of those that many controllers have for good. */
export const LOUD: PresetLevels = { recommended: 'information', strict: 'warning' };
export const QUIET: PresetLevels = { recommended: 'off', strict: 'information' };

/** The rule that tells of roles which give a right. */
export function rbacVerbRule(rule: RbacVerbs): Rule<'resource'> {
  const { id, title, what, consequence, levels, why, how, references, aliases, grants, harmless } = rule;
  const [shown] = grants;
  const [resource = ''] = shown.resources;
  const [verb = ''] = shown.verbs;
  const group = JSON.stringify(shown.group);
  return defineRule({
    id,
    title,
    category: 'security',
    levels,
    since: '0.1.0',
    target: 'resource',
    docs: {
      why,
      how: `${how} Rules with \`resourceNames\` are left alone, and so are the roles of Kubernetes itself.`,
      references: [
        'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks',
        ...(references ?? []),
      ],
    },
    aliases,
    check(target, { environment, report }) {
      const rules = policyRulesOf(target);
      if (rules.length === 0 || isPlatformRole(environment.cluster, target)) return;
      for (const each of rules) {
        const place = each.named ? undefined : granted(each, grants, rule.wildcard ?? false);
        if (!place) continue;
        report({
          span: place.span,
          message: `${target.kind} "${target.name ?? ''}" allows its subjects ${what}: ${consequence}.`,
        });
      }
    },
    examples: {
      good: [
        good(role(`[${group}]`, `[${resource}]`, `[${harmless}]`)),
        good(role('[example.com]', `[${resource}]`, `[${verb}]`)),
        good(`${role(`[${group}]`, `[${resource}]`, `[${verb}]`)}    resourceNames: [one]\n`),
        good(role(`[${group}]`, `[${resource}]`, `[${verb}]`).replace('name: demo', 'name: system:demo')),
      ],
      bad: [
        bad(role(`[${group}]`, `[«${resource}»]`, `[${verb}]`)),
        bad(role(`["*"]`, `[endpoints, «${resource}»]`, `["*"]`)),
        bad(
          role(`\n      - ${group}`, `\n      - «${resource}» # why?`, `\n      - ${verb}`).replace(
            'ClusterRole',
            'Role',
          ),
        ),
      ],
    },
  });
}

function granted(rule: PolicyRule, grants: readonly Grant[], wildcard: boolean): Node | undefined {
  for (const { group, resources, verbs } of grants) {
    if (!includes(rule.groups, group) || !verbs.some((verb) => includes(rule.verbs, verb))) continue;
    const found = rule.resources.find((each) => {
      const text = stringOf(each) ?? '';
      if (text === '*') return wildcard;
      return resources.some((name) => text === name || isPattern(text, name));
    });
    if (found) return found;
  }
  return undefined;
}

/** Whether a resource stands for subresources: `pods/*` for `pods/exec`. */
function isPattern(text: string, name: string): boolean {
  const [whole = '', part] = name.split('/');
  return part !== undefined && (text === `${whole}/*` || text === `*/${part}`);
}
