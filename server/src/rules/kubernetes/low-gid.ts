import { lowIdentityRule } from './lowIdentity.ts';

export default lowIdentityRule({
  id: 'kubernetes/low-gid',
  field: 'runAsGroup',
  what: 'GID',
  consequence: 'a group of the node may have that number, too',
  why: 'Without user namespaces a GID in a container is the same GID on the node. Low ones belong to groups that exist there, such as `disk` or `docker`: a process that breaks out has their rights.',
  aliases: { trivy: 'KSV-0021', monokle: 'KBP105' },
});
