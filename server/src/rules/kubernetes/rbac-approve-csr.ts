import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-approve-csr',
  title: 'Role that approves certificates',
  what: 'to approve certificates',
  consequence: 'they can make themselves one for any user',
  levels: LOUD,
  why: 'A certificate that the cluster signs is a login. Who may approve signing requests can have one signed for any user or group, up to an administrator.',
  how: 'Leave approval to the controllers of Kubernetes, or limit the signers under `resourceNames`.',
  aliases: { checkov: 'CKV_K8S_156', kubescape: 'C-0280' },
  grants: [
    {
      group: 'certificates.k8s.io',
      resources: ['certificatesigningrequests/approval'],
      verbs: ['update', 'patch'],
    },
    { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve'] },
  ],
  harmless: 'get',
});
