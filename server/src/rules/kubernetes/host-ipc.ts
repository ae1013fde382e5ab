import { hostNamespaceRule } from './hostNamespace.ts';

export default hostNamespaceRule({
  id: 'kubernetes/host-ipc',
  field: 'hostIPC',
  what: "the node's shared memory",
  consequence: 'it can read and write memory that other processes share',
  why: 'With `hostIPC` a container can reach the shared memory and message queues of every process on the node. Databases and caches keep data there.',
  aliases: {
    'kube-linter': 'host-ipc',
    polaris: 'hostIPCSet',
    kics: 'Shared Host IPC Namespace [baa3890f-bed7-46f5-ab8f-1da8fc91c729, cd290efd-6c82-4e9d-a698-be12ae31d536]',
    checkov: 'CKV_K8S_18',
    trivy: 'KSV-0008',
    kubescape: 'C-0276',
    semgrep: 'hostipc-pod',
    monokle: 'PSS102',
  },
});
