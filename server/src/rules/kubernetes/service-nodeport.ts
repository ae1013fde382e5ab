import { serviceTypeRule } from './serviceType.ts';

export default serviceTypeRule({
  id: 'kubernetes/service-nodeport',
  type: 'NodePort',
  levels: { recommended: 'information', strict: 'warning' },
  consequence: 'it is open on every node, around any ingress and its TLS',
  why: 'A Service of type NodePort opens a high port on every node of the cluster, for whoever can reach the nodes. Nothing in front of it ends TLS, limits requests or asks who is there.',
  how: 'Let an Ingress or a Gateway send the traffic to a Service of type ClusterIP. Clusters without a load balancer in front, and those for development, are the exception.',
  aliases: {
    'kube-linter': 'exposed-services',
    'kube-score': 'service-type',
    kics: 'Service Type is NodePort [845acfbe-3e10-4b8e-b656-3b404d36dfb2]',
  },
});
