import { LOUD, READ, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-read-secrets',
  title: 'Role that reads Secrets',
  what: 'to read Secrets',
  consequence: 'passwords, keys and the tokens of other accounts',
  levels: LOUD,
  why: 'Who may get, list or watch Secrets reads every password, key and token of the namespace, or with a ClusterRole of the whole cluster. `list` and `watch` show the contents just as `get` does.',
  how: 'Mount the one Secret that is needed into the pod, or name it under `resourceNames`.',
  aliases: {
    'kube-linter': 'access-to-secrets',
    kics: 'RBAC Roles with Read Secrets Permissions [b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14]',
    checkov: 'CKV2_K8S_5',
    trivy: 'KSV-0041, KSV-0113',
    kubescape: 'C-0015',
  },
  grants: [{ group: '', resources: ['secrets'], verbs: READ }],
  harmless: 'create',
});
