import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-impersonate',
  title: 'Role that acts as somebody else',
  what: 'to act as somebody else',
  consequence: 'they have the rights of everybody',
  levels: LOUD,
  why: 'With the verb `impersonate` a request is made in the name of another user, group or service account, with all of its rights; for the group `system:masters` that is everything.',
  how: 'Name the users or accounts that may be acted for under `resourceNames`.',
  aliases: {
    kics: 'RBAC Roles with Impersonate Permission [9f85c3f6-26fd-4007-938a-2e0cb0100980]',
    checkov: 'CKV2_K8S_3',
    trivy: 'KSV-0043',
    kubescape: 'C-0065',
  },
  grants: [{ group: '', resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] }],
  harmless: 'get',
});
