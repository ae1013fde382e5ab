import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-node-proxy',
  title: 'Role that talks to the nodes',
  what: 'to talk to the kubelets of nodes',
  consequence: 'they run commands in every pod, and no audit log shows it',
  levels: LOUD,
  why: 'With `nodes/proxy` requests go to the kubelet of a node itself. It runs commands in every pod of the node, past admission control and the audit log of the API server.',
  how: 'Programs that collect metrics need `nodes/metrics` or `nodes/stats` only.',
  aliases: { trivy: 'KSV-0047', kubescape: 'C-0279' },
  grants: [{ group: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'] }],
  harmless: 'list',
});
