import { rbacSubjectRule } from './rbacSubject.ts';

export default rbacSubjectRule({
  id: 'kubernetes/rbac-authenticated-group',
  title: 'Binding to everybody who has logged in',
  levels: { recommended: 'warning', strict: 'error' },
  who: 'everybody who has logged in',
  consequence: 'every pod with a token has it',
  why: 'The group `system:authenticated` holds every user and every service account, so that each pod with a token has the role. With some providers it holds everybody who has an account there, whatever company they belong to.',
  how: 'Bind the role to the users, groups or service accounts that need it; `system:serviceaccounts:NAMESPACE` is the group of the accounts of one namespace.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings',
  ],
  aliases: { trivy: 'KSV-01011', kubescape: 'C-0265' },
  matches: ({ kind, name }) => kind === 'Group' && name === 'system:authenticated',
  shown: [
    ['Group', 'system:authenticated'],
    ['Group', '"system:authenticated"'],
    ['Group', "'system:authenticated'"],
  ],
  harmless: ['Group', 'system:serviceaccounts:shop'],
});
