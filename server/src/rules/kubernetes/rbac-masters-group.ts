import { rbacSubjectRule } from './rbacSubject.ts';

export default rbacSubjectRule({
  id: 'kubernetes/rbac-masters-group',
  title: 'Binding to the group system:masters',
  levels: { recommended: 'warning', strict: 'error' },
  who: 'the group system:masters',
  consequence: 'nobody can take rights from it',
  why: 'Members of `system:masters` may do everything, whatever RBAC says: no binding can limit them, and none can be removed to lock them out. A binding to the group shows that somebody counts on it.',
  how: 'Bind the role to a group of your own, and keep `system:masters` for emergencies.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  aliases: { trivy: 'KSV-0123' },
  matches: ({ kind, name }) => kind === 'Group' && name === 'system:masters',
  shown: [
    ['Group', 'system:masters'],
    ['Group', '"system:masters"'],
    ['Group', "'system:masters'"],
  ],
  harmless: ['Group', 'admins'],
});
