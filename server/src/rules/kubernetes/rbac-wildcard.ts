import { isPlatformRole, policyRulesOf } from '../../core/kubernetes/rbac.ts';
import { stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { role } from './exampleManifests.ts';

/** A group that operators add for their own resources: it has a domain, and not that of Kubernetes. */
const CUSTOM_GROUP = /^(?!.*(?:^|\.)k8s\.io$)[\w-]+(?:\.[\w-]+)+$/;

/** The fields that may hold a `*`, the one that opens the most first. */
const FIELDS = [
  ['resources', 'every resource'],
  ['verbs', 'every verb'],
  ['groups', 'every API group'],
] as const;

export default defineRule({
  id: 'kubernetes/rbac-wildcard',
  title: 'Role with a wildcard',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A `*` allows what nobody has thought of: the Secrets of the namespace, the right to give oneself more rights, and every resource that an operator adds next year.',
    how: 'List the groups, resources and verbs that are used. `kubectl auth can-i --list --as=...` shows what a subject has; the audit log shows what it uses. For the groups of operators alone the finding is information.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
      'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    ],
  },
  aliases: {
    'kube-linter': 'wildcard-in-rules',
    kics: 'RBAC Wildcard In Rule [6b896afb-ca07-467a-b256-1a0077a1c08e]',
    checkov: 'CKV_K8S_49',
    trivy: 'KSV-0044, KSV-0045, KSV-0046, KSV-0112',
  },
  check(resource, { environment, report }) {
    const rules = policyRulesOf(resource);
    if (rules.length === 0 || isPlatformRole(environment.cluster, resource)) return;
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    for (const rule of rules) {
      const [first, ...others] = FIELDS.flatMap(([field, words]) => {
        const star = rule[field].find((each) => stringOf(each) === '*');
        return star ? [{ star, words }] : [];
      });
      if (!first) continue;
      const groups = rule.groups.map((each) => stringOf(each) ?? '');
      const custom = groups.length > 0 && groups.every((each) => CUSTOM_GROUP.test(each));
      const words = [first, ...others].map((each) => each.words).join(' and ');
      report({
        span: first.star.span,
        message: custom
          ? `${who} allows ${words} of ${groups.length === 1 ? `"${groups[0] ?? ''}"` : 'its API groups'}: those of later versions, too.`
          : `${who} allows ${words} with a wildcard: more than anybody has thought of.`,
        ...(custom ? { severity: 'information' as const } : {}),
      });
    }
  },
  examples: {
    good: [
      good(role('[apps]', '[deployments]', '[get, list]')),
      good(role('[""]', '[pods, pods/log]', '[get]')),
      good(role('["*"]', '["*"]', '["*"]').replace('name: demo', 'name: system:demo')),
    ],
    bad: [
      bad(role('[apps]', '[deployments]', '[«"*"»]')),
      bad(role('["*"]', '[«"*"»]', '["*"]')),
      bad(role('[apps, «"*"»]', '[deployments]', '[get]')),
    ],
  },
});
