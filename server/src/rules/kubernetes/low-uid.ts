import { lowIdentityRule } from './lowIdentity.ts';

export default lowIdentityRule({
  id: 'kubernetes/low-uid',
  field: 'runAsUser',
  what: 'UID',
  consequence: 'a user of the node may have that number, too',
  why: 'Without user namespaces a UID in a container is the same UID on the node. Low ones belong to users that exist there: a process that breaks out has their files and processes.',
  aliases: {
    kics: 'Container Running With Low UID [02323c00-cdc3-4fdc-a310-4f2b3e7a1660]',
    checkov: 'CKV_K8S_40',
    trivy: 'KSV-0020',
    monokle: 'KBP104',
  },
});
