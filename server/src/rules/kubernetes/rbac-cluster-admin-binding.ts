import { allowsEverything, bindingOf, isOfPlatform, roleOf } from '../../core/kubernetes/rbac.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { binding, role } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/rbac-cluster-admin-binding',
  title: 'Binding to cluster-admin',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'Who is bound to `cluster-admin`, or to a role that allows everything just so, owns the cluster: an intruder in one of its pods reads every Secret and runs what they like on every node.',
    how: 'Write a role with what is needed. People that are administrators are the exception: bind a group of theirs, and suppress the rule with the reason.',
    references: [
      'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
    ],
  },
  aliases: {
    'kube-linter': 'cluster-admin-role-binding',
    polaris:
      'clusterrolebindingClusterAdmin, rolebindingClusterAdminClusterRole, rolebindingClusterAdminRole',
    kics: 'Cluster Admin Rolebinding With Superuser Permissions [249328b8-5f0f-409f-b1dd-029f07882e11]',
    trivy: 'KSV-0111',
    kubescape: 'C-0185',
  },
  check(resource, { environment, report }) {
    const found = bindingOf(resource);
    if (!found || isOfPlatform(resource)) return;
    const { role: bound, subjects } = found;
    const builtIn = bound.kind === 'ClusterRole' && bound.name === 'cluster-admin';
    const own = builtIn ? undefined : roleOf(environment.cluster, found);
    if (!builtIn && !(own && allowsEverything(own))) return;
    const [first] = subjects;
    const whom =
      subjects.length === 1 && first && first.name.length < 40
        ? `${first.kind} "${first.name}"`
        : 'its subjects';
    const reach = resource.kind === 'ClusterRoleBinding' ? 'the whole cluster' : 'the whole namespace';
    report({
      span: bound.node.span,
      message: `${resource.kind} "${resource.name ?? ''}" gives ${whom} every right: ${reach} is theirs.`,
      ...(own ? { related: [{ span: own.nameSpan, message: 'This role allows everything.' }] } : {}),
    });
  },
  examples: {
    good: [
      good(binding('view', 'ServiceAccount', 'api')),
      good(binding('cluster-admin', 'Group', 'ops').replace('name: demo', 'name: system:demo')),
      good(`${role('[""]', '["*"]', '["*"]')}---\n${binding('demo', 'User', 'ada')}`),
    ],
    bad: [
      bad(binding('«cluster-admin»', 'ServiceAccount', 'api')),
      bad(
        binding('«"cluster-admin"» # for now', 'Group', 'ops').replace('ClusterRoleBinding', 'RoleBinding'),
      ),
      bad(`${role('["*"]', '["*"]', '["*"]')}---\n${binding('«demo»', 'User', 'ada')}`),
    ],
  },
});
