import { LOUD, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-pv-create',
  title: 'Role that creates volumes',
  what: 'to create PersistentVolumes',
  consequence: 'one of type hostPath opens the disk of a node',
  levels: LOUD,
  why: 'A PersistentVolume may be a folder of the node. Who may create one gets at the files of the node, whatever Pod Security forbids to pods.',
  how: 'Let a StorageClass make volumes: claims are enough for that.',
  aliases: { kubescape: 'C-0278' },
  grants: [{ group: '', resources: ['persistentvolumes'], verbs: ['create'] }],
  harmless: 'get',
});
