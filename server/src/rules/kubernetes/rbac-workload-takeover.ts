import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-workload-takeover',
  title: 'Role that changes workloads',
  what: 'to change workloads',
  consequence: 'they can run their own code as these, with their accounts',
  levels: QUIET,
  why: 'Who may create or change Deployments and their like can put another image or command into them, and so run code with their service accounts and Secrets.',
  how: 'Leave changes to the pipeline that deploys, and give others `get`, `list` and `watch`.',
  aliases: { kubescape: 'C-0267, C-0272' },
  grants: [
    {
      group: 'apps',
      resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      verbs: ['create', 'update', 'patch'],
    },
    { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
    { group: '', resources: ['replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
  ],
  harmless: 'list',
});
