import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { limitOf } from './limitForm.ts';

/** The settings of the short form that keep a service within some of the CPU. */
const SHORT_FORMS = ['cpus', 'cpu_quota', 'cpuset'];

export default defineRule({
  id: 'compose/cpu-limit',
  title: 'No CPU limit',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Without a CPU limit one service that runs wild slows down everything else on the host, the SSH session that is to mend it included.',
    how: 'Set `deploy.resources.limits.cpus`, or `cpus` where the file uses the short form. A limit also slows down a service that could have used idle CPUs: hence the rule is off by default.',
    references: [
      'https://docs.docker.com/reference/compose-file/deploy/#cpus',
      'https://docs.docker.com/engine/containers/resource_constraints/#cpu',
    ],
  },
  aliases: { kics: 'Cpus Not Limited [6b610c50-99fb-4ef0-a5f3-e312fd945bc3]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      cpus: {
        type: 'string',
        default: '1.0',
        description: "The limit that the fix sets where the environment's policy has none.",
      },
    },
  },
  check(service, { environment, options, report }) {
    const { node } = service;
    if (!isNull(get(node, 'deploy', 'resources', 'limits', 'cpus')) || get(node, 'extends')) return;
    if (SHORT_FORMS.some((field) => !isNull(get(node, field)))) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" has no CPU limit: if it runs wild, everything else on the host gets slow.`,
      missing: true,
      fixes: () => {
        const cpus = cpusOf(environment.policy.resources.limits?.cpu) ?? options.cpus;
        const values = limitOf(service, 'cpus', cpus);
        return [additionFix(`Set the CPU limit to ${cpus}`, false, node, values, SERVICE_ORDER)];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    cpus: 0.5\n'),
      good(
        "services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits: {cpus: '0.5'}\n",
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    cpuset: 0,1\n'),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          memory: 1G\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          cpus: "1.0"\n          memory: 1G\n',
      ),
      bad(
        'services:\n  «api»:\n    image: "example/api:1.4.2"\n    mem_limit: 1g # enough\n',
        'services:\n  api:\n    image: "example/api:1.4.2"\n    mem_limit: 1g # enough\n    cpus: "0.25"\n',
        { cpus: '0.25' },
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «api»:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'services:\n  api:\n    user: "1000"\n',
        },
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          cpus: "1.0"\n',
        },
      ),
    ],
  },
});

/** A quantity of Kubernetes as Compose writes it: `500m` is `0.5`. */
function cpusOf(quantity: string | undefined): string | undefined {
  const milli = /^(\d+)m$/.exec(quantity ?? '')?.[1];
  return milli === undefined ? quantity : String(Number(milli) / 1000);
}
