import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-token-create',
  title: 'Role that makes tokens',
  what: 'to make tokens of service accounts',
  consequence: 'they act as any account of the namespace',
  levels: LOUD,
  why: 'With `serviceaccounts/token` a token is made for a service account, valid for as long as is asked for. Who may do so acts as each account of the namespace.',
  how: 'Name the accounts under `resourceNames`.',
  aliases: { kubescape: 'C-0282' },
  grants: [{ group: '', resources: ['serviceaccounts/token'], verbs: ['create'] }],
  harmless: 'list',
});
