import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-excessive-delete',
  title: 'Role that deletes what others run',
  what: 'to delete workloads, Secrets or namespaces',
  consequence: 'a slip takes down what others run',
  levels: QUIET,
  why: 'Who may delete workloads, Secrets, volumes or namespaces can take down all that runs in them, with the data.',
  how: 'Leave out `delete` and `deletecollection` where they are not used, or name the objects under `resourceNames`.',
  aliases: { kubescape: 'C-0007' },
  grants: [
    {
      group: '',
      resources: ['namespaces', 'secrets', 'pods', 'services', 'persistentvolumeclaims', 'persistentvolumes'],
      verbs: ['delete', 'deletecollection'],
    },
    {
      group: 'apps',
      resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      verbs: ['delete', 'deletecollection'],
    },
    { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['delete', 'deletecollection'] },
  ],
  harmless: 'list',
});
