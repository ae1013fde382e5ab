import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-create-pods',
  title: 'Role that creates pods',
  what: 'to create pods',
  consequence: 'these can use any account and mount any Secret of the namespace',
  levels: QUIET,
  why: 'Who may create pods can run them with any service account of the namespace and mount any Secret of it, and where Pod Security does not forbid it the disk of the node as well.',
  how: 'Create pods through a controller such as a Job, whose manifests are reviewed, and enforce a Pod Security level in the namespace.',
  aliases: {
    'kube-linter': 'access-to-create-pods',
    kics: 'Permissive Access to Create Pods [592ad21d-ad9b-46c6-8d2d-fad09d62a942]',
    trivy: 'KSV-0048',
    kubescape: 'C-0188',
  },
  grants: [{ group: '', resources: ['pods'], verbs: ['create'] }],
  harmless: 'get',
});
