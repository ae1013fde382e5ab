import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-pod-logs-delete',
  title: 'Role that deletes the logs of pods',
  what: 'to delete the logs of pods',
  consequence: 'they can wipe out their traces',
  levels: LOUD,
  why: 'The logs of pods show what happened. Who may delete them can hide what they did.',
  how: 'Remove the verb: nothing needs it.',
  aliases: { trivy: 'KSV-0042' },
  grants: [{ group: '', resources: ['pods/log'], verbs: ['delete', 'deletecollection'] }],
  harmless: 'get',
});
