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
    kics: 'Shared Host Network Namespace [071a71ff-f868-47a4-ac0b-3c59e4ab5443, 6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a]',
    checkov: 'CKV_K8S_19',
    trivy: 'KSV-0009',
    kubescape: 'C-0041',
    semgrep: 'hostnetwork-pod',
    monokle: 'PSS102',
  },
});
