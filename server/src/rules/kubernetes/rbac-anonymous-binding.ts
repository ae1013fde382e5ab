import { rbacSubjectRule } from './rbacSubject.ts';

export default rbacSubjectRule({
  id: 'kubernetes/rbac-anonymous-binding',
  title: 'Binding to whoever has not logged in',
  levels: { recommended: 'error', strict: 'error' },
  who: 'whoever has not logged in',
  consequence: 'everybody who reaches the API server has it',
  why: 'Requests without a login count as the user `system:anonymous` of the group `system:unauthenticated`. A role that is bound to one of them belongs to everybody who can reach the API server, mostly the whole internet.',
  how: 'Remove the subject. What needs access gets a service account.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#hardening',
  ],
  aliases: { trivy: 'KSV-0122', kubescape: 'C-0262' },
  matches: ({ kind, name }) =>
    (kind === 'User' && name === 'system:anonymous') ||
    (kind === 'Group' && name === 'system:unauthenticated'),
  shown: [
    ['User', 'system:anonymous'],
    ['Group', 'system:unauthenticated'],
    ['Group', '"system:unauthenticated"'],
  ],
  harmless: ['User', 'ada'],
});
