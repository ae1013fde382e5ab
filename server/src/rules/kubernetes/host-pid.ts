import { hostNamespaceRule } from './hostNamespace.ts';

export default hostNamespaceRule({
  id: 'kubernetes/host-pid',
  field: 'hostPID',
  what: "the node's process table",
  consequence: 'it can see and signal every process on the node',
  why: 'With `hostPID` the processes of a container stand among those of the node. It can read their environment, secrets included, and with a little more right take them over.',
  aliases: {
    'kube-linter': 'host-pid',
    polaris: 'hostPIDSet',
    kics: 'Shared Host PID Namespace [302736f4-b16c-41b8-befe-c0baffa0bd9d]',
    checkov: 'CKV_K8S_17',
    trivy: 'KSV-0010',
    kubescape: 'C-0275',
    semgrep: 'hostpid-pod',
    monokle: 'PSS102',
  },
});
