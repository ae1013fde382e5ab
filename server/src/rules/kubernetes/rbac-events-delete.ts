import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-events-delete',
  title: 'Role that deletes events',
  what: 'to delete events',
  consequence: 'they can wipe out their traces',
  levels: QUIET,
  why: 'Events show what happened to the objects of a cluster. Who may delete them can hide what they did.',
  how: 'Remove the verb: events go by themselves after an hour.',
  aliases: { kubescape: 'C-0031' },
  grants: [
    { group: '', resources: ['events'], verbs: ['delete', 'deletecollection'] },
    { group: 'events.k8s.io', resources: ['events'], verbs: ['delete', 'deletecollection'] },
  ],
  harmless: 'create',
});
