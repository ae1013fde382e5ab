import { type Binding, bindingOf, isOfPlatform } from '../../core/kubernetes/rbac.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import type { PresetLevels } from '../../core/rule/severity.ts';
import { binding } from './exampleManifests.ts';

type Subject = Binding['subjects'][number];

/** Somebody who better has no role bound to them. */
interface RbacSubject {
  readonly id: string;
  readonly title: string;
  readonly levels: PresetLevels;
  /** Who they are: `every service account and user`. */
  readonly who: string;
  readonly consequence: string;
  readonly why: string;
  readonly how: string;
  readonly references: readonly string[];
  readonly aliases: { readonly [tool: string]: string };
  matches(subject: Subject): boolean;
  /** Subjects that match, as `kind` and `name`. */
  readonly shown: readonly [readonly [string, string], readonly [string, string], readonly [string, string]];
  /** One that does not. */
  readonly harmless: readonly [string, string];
}

/** Roles that Kubernetes itself binds to everybody: they show the version and the health of the cluster. */
const PUBLIC = /^system:(?:public-info-viewer|discovery|basic-user|service-account-issuer-discovery)$/;

/** The rule against binding roles to somebody. */
export function rbacSubjectRule(rule: RbacSubject): Rule<'resource'> {
  const { id, title, levels, who, consequence, why, how, references, aliases, shown, harmless } = rule;
  return defineRule({
    id,
    title,
    category: 'security',
    levels,
    since: '0.1.0',
    target: 'resource',
    docs: { why, how, references },
    aliases,
    check(resource, { report }) {
      const found = bindingOf(resource);
      if (!found || isOfPlatform(resource) || PUBLIC.test(found.role.name)) return;
      for (const subject of found.subjects) {
        if (!rule.matches(subject)) continue;
        report({
          span: subject.node.span,
          message: `${resource.kind} "${resource.name ?? ''}" gives ${found.role.kind} "${found.role.name}" to ${who}: ${consequence}.`,
        });
      }
    },
    examples: {
      good: [
        good(binding('reader', ...harmless)),
        good(binding('system:discovery', ...shown[0])),
        good(binding('reader', ...shown[1]).replace('name: demo', 'name: system:demo')),
      ],
      bad: shown.map(([kind, name]) => bad(binding('reader', kind, `«${name}»`))),
    },
  });
}
