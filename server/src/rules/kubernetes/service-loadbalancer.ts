import { serviceTypeRule } from './serviceType.ts';

export default serviceTypeRule({
  id: 'kubernetes/service-loadbalancer',
  type: 'LoadBalancer',
  levels: { recommended: 'off', strict: 'off' },
  consequence: 'it gets an address of its own that the internet may reach',
  why: 'A Service of type LoadBalancer gets a load balancer of the cloud, with an address that the whole internet can reach unless an annotation says otherwise. Each one costs money, and is another way in.',
  how: 'Let one Ingress or Gateway serve several Services, or make the load balancer an internal one by the annotation of your cloud.',
  aliases: { kics: 'Service With External Load Balancer [26763a1c-5dda-4772-b507-5fca7fb5f165]' },
});
