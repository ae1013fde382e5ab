import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-webhooks',
  title: 'Role that changes admission webhooks',
  what: 'to change admission webhooks',
  consequence: 'they see every object that is written, Secrets too',
  levels: LOUD,
  why: 'An admission webhook is shown every object that is written, Secrets included, and may change it. Who may create or change the configuration of webhooks can read and alter all that is deployed.',
  how: 'Name the configuration that an operator looks after under `resourceNames`.',
  aliases: { checkov: 'CKV_K8S_155', trivy: 'KSV-0114', kubescape: 'C-0281' },
  grants: [
    {
      group: 'admissionregistration.k8s.io',
      resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
      verbs: ['create', 'update', 'patch'],
    },
  ],
  harmless: 'get',
});
