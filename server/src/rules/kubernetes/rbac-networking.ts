import { QUIET, rbacVerbRule } from './rbacVerbs.ts';

export default rbacVerbRule({
  id: 'kubernetes/rbac-networking',
  title: 'Role that changes the network',
  what: 'to change Services, Ingresses or policies',
  consequence: 'they can redirect or open the traffic of others',
  levels: QUIET,
  why: 'Services, EndpointSlices, Ingresses and NetworkPolicies decide who reaches whom. Who may change them can send the traffic of others elsewhere, or take down what keeps it apart.',
  how: 'Leave changes to the pipeline that deploys.',
  aliases: { checkov: 'CKV2_K8S_4', trivy: 'KSV-0056' },
  grants: [
    {
      group: 'networking.k8s.io',
      resources: ['networkpolicies', 'ingresses'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      group: '',
      resources: ['services', 'endpoints'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      group: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
  harmless: 'get',
});
