import { hostNamespaceRule } from './hostNamespace.ts';

export default hostNamespaceRule({
  id: 'kubernetes/host-network',
  field: 'hostNetwork',
  what: "the node's network",
  consequence: 'it sees all of its traffic and reaches its local ports',
  why: "With `hostNetwork` a pod listens and talks on the node's own interfaces. It can reach services that only listen on localhost, sniff traffic, and no NetworkPolicy applies to it.",
  aliases: {
    'kube-linter': 'host-network',
    polaris: 'hostNetworkSet',
    kics: 'Shared Host Network Namespace',
    checkov: 'CKV_K8S_19',
    trivy: 'KSV-0009',
    kubescape: 'C-0041',
    semgrep: 'hostnetwork-pod',
    monokle: 'PSS102',
  },
});
