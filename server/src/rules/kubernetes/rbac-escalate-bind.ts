import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-escalate-bind',
  title: 'Role that gives rights away',
  what: 'to give rights away',
  consequence: 'they can make themselves administrators',
  levels: LOUD,
  why: 'Kubernetes lets nobody give a right that they do not have, but for those with the verbs `escalate` and `bind`: they can write or bind any role, `cluster-admin` included.',
  how: 'Remove the verbs. An operator that makes roles can be given the rights that it passes on instead.',
  aliases: {
    kics: 'RBAC Roles Allow Privilege Escalation [8320826e-7a9c-4b0b-9535-578333193432]',
    checkov: 'CKV_K8S_158, CKV_K8S_157, CKV2_K8S_1',
    trivy: 'KSV-0050, KSV-0051, KSV-0052',
    kubescape: 'C-0191',
  },
  grants: [
    {
      group: 'rbac.authorization.k8s.io',
      resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
      verbs: ['escalate', 'bind'],
    },
  ],
  harmless: 'get',
});
