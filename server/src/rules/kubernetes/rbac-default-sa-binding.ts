import { rbacSubjectRule } from './rbacSubject.ts';

export default rbacSubjectRule({
  id: 'kubernetes/rbac-default-sa-binding',
  title: 'Binding to a default service account',
  levels: { recommended: 'warning', strict: 'error' },
  who: 'a default service account',
  consequence: 'every pod of the namespace that names no other has it',
  why: 'Each pod that names no service account runs as `default`. A role that is bound to it belongs to every such pod of the namespace, those that are added later included.',
  how: 'Make a service account for the workload that needs the role, and name it there under `serviceAccountName`.',
  references: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  ],
  aliases: {
    kics: 'Role Binding To Default Service Account [1e749bc9-fde8-471c-af0c-8254efd2dee5]',
    checkov: 'CKV_K8S_42',
    kubescape: 'C-0225',
  },
  matches: ({ kind, name }) => kind === 'ServiceAccount' && name === 'default',
  shown: [
    ['ServiceAccount', 'default'],
    ['ServiceAccount', '"default"'],
    ['ServiceAccount', "'default'"],
  ],
  harmless: ['ServiceAccount', 'api'],
});
