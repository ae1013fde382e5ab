import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-portforward',
  title: 'Role that forwards ports',
  what: 'to forward ports of pods',
  consequence: 'they reach what no Service and no policy opens',
  levels: QUIET,
  why: 'With `pods/portforward` a connection goes through the API server into a pod, past Services and NetworkPolicies: to databases and to ports for administration that only listen locally.',
  how: 'Give it to people for a limited time.',
  aliases: {
    kics: 'RBAC Roles with Port-Forwarding Permission [38fa11ef-dbcc-4da8-9680-7e1fd855b6fb]',
    kubescape: 'C-0063',
  },
  grants: [{ group: '', resources: ['pods/portforward'], verbs: ['create', 'get'] }],
  harmless: 'list',
});
