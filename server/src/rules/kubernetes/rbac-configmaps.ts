import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-configmaps',
  title: 'Role that changes ConfigMaps',
  what: 'to change ConfigMaps',
  consequence: 'they decide how other programs behave',
  levels: QUIET,
  why: 'ConfigMaps hold the configuration of programs, in `kube-system` that of the DNS and of who may log in. Who may change them decides how these behave.',
  how: 'Name the ConfigMaps under `resourceNames`; leader election can use a Lease.',
  aliases: { trivy: 'KSV-0049', kubescape: 'C-0037' },
  grants: [
    {
      group: '',
      resources: ['configmaps'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  harmless: 'get',
});
