import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';

export default defineRule({
  id: 'kubernetes/dnsconfig-options',
  title: 'Option of the resolver that is not set',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'With the default of `ndots:5` a name such as `api.example.com` is first looked for in every search domain of the cluster. Each request to the outside then costs several lookups, and loads the DNS of the cluster.',
    how: 'Set the option that is configured, `ndots` of 2 by default, under `dnsConfig.options`. Names of other namespaces have to be written with `svc` then.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
  },
  aliases: { 'kube-linter': 'dnsconfig-options' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      name: { type: 'string', default: 'ndots', description: 'The name of the option.' },
      value: { type: 'string', default: '2', description: 'The value that it has to have.' },
    },
  },
  check({ spec, workload }, { options, report }) {
    const { name, value } = options;
    const entries = itemsOf(get(spec, 'dnsConfig', 'options'));
    const held = entries.find((each) => stringOf(get(each, 'name')) === name);
    if (held && stringOf(get(held, 'value')) === value) return;
    const map = asMap(held);
    report({
      span: get(held, 'value')?.span ?? held?.span ?? workload.nameSpan,
      message: `${workload.kind} "${workload.name ?? ''}" does not set the option ${name} of its resolver to ${value}.`,
      missing: !held,
      fixes: () => [
        map
          ? additionFix(`Set ${name} to ${value}`, false, map, { value })
          : additionFix(`Set ${name} to ${value}`, false, spec, {
              dnsConfig: { options: [{ name, value }] },
            }),
      ],
    });
  },
  examples: {
    good: [
      good(pod(`dnsConfig:\n  options:\n    - name: ndots\n      value: "2"\n${API}`)),
      good(deployment(`dnsConfig: {options: [{name: ndots, value: "2"}, {name: edns0}]}\n${API}`)),
      good(cronJob(`dnsConfig: {options: [{name: timeout, value: "1"}]}\n${API}`), {
        name: 'timeout',
        value: '1',
      }),
    ],
    bad: [
      bad(
        pod(API).replace('name: demo', 'name: «demo»'),
        pod(`${API}dnsConfig:\n  options:\n    - name: ndots\n      value: "2"\n`),
      ),
      bad(
        deployment(`dnsConfig:\n  options:\n    - name: ndots\n      value: «"5"» # default\n${API}`),
        deployment(`dnsConfig:\n  options:\n    - name: ndots\n      value: "2" # default\n${API}`),
      ),
      bad(
        pod(`dnsConfig: {options: [{name: edns0}]}\n${API}`).replace('name: demo', 'name: «demo»'),
        pod(`dnsConfig: {options: [{name: edns0}, {name: ndots, value: "2"}]}\n${API}`),
      ),
    ],
  },
});
