import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-exec-attach',
  title: 'Role that runs commands in pods',
  what: 'to run commands in pods',
  consequence: 'they act as any container there, with its files and its tokens',
  levels: LOUD,
  why: 'With `pods/exec` or `pods/attach` somebody runs commands inside the containers of others, reads the files and environment of these, and uses their tokens for the API server.',
  how: 'Give it to people for a limited time, and to programs not at all.',
  aliases: {
    kics: 'RBAC Roles with Exec Permission [c589f42c-7924-4871-aee2-1cede9bc7cbc], RBAC Roles with Attach Permission [d45330fd-f58d-45fb-a682-6481477a0f84]',
    polaris:
      'rolePodExecAttach, clusterrolePodExecAttach, rolebindingRolePodExecAttach, rolebindingClusterRolePodExecAttach, clusterrolebindingPodExecAttach',
    checkov: 'CKV2_K8S_2',
    trivy: 'KSV-0053, KSV-0054',
    kubescape: 'C-0002',
  },
  grants: [{ group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] }],
  wildcard: true,
  harmless: 'list',
});
