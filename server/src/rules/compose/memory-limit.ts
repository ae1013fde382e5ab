import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { limitOf } from './limitForm.ts';

export default defineRule({
  id: 'compose/memory-limit',
  title: 'No memory limit',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Without a memory limit one service can take all the memory of its host. The kernel then kills processes, and not always those of the service at fault.',
    how: 'Set `deploy.resources.limits.memory`, or `mem_limit` where the file uses it. In a production file the finding is a warning.',
    references: [
      'https://docs.docker.com/reference/compose-file/deploy/#resources',
      'https://docs.docker.com/engine/containers/resource_constraints/',
    ],
  },
  aliases: { kics: 'Memory Not Limited [bb9ac4f7-e13b-423d-a010-c74a1bfbe492]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { amount: { type: 'string', default: '512M', description: 'The limit that the fix sets.' } },
  },
  check(service, { environment, options, report }) {
    const { node } = service;
    if (!isNull(get(node, 'mem_limit')) || !isNull(get(node, 'deploy', 'resources', 'limits', 'memory')))
      return;
    if (get(node, 'extends')) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" has no memory limit: a leak in it can starve everything else on the host.`,
      missing: true,
      ...(environment.kind === 'production' ? { severity: 'warning' as const } : {}),
      fixes: () => {
        const title = `Set the memory limit to ${options.amount}`;
        const values = limitOf(service, 'memory', options.amount);
        return [additionFix(title, false, node, values, SERVICE_ORDER)];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    mem_limit: 256m\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits: {memory: 1G}\n',
      ),
      good('services:\n  api:\n    extends: {file: base.yaml, service: api}\n'),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          memory: 512M\n',
      ),
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    deploy:\n      replicas: 2 # two\n  db:\n    image: postgres:16\n    deploy: {resources: {limits: {memory: 1G}}}\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      replicas: 2 # two\n      resources:\n        limits:\n          memory: 512M\n  db:\n    image: postgres:16\n    deploy: {resources: {limits: {memory: 1G}}}\n',
      ),
      badFiles(
        {
          'compose.yaml':
            'services:\n  «api»:\n    image: example/api:1.4.2\n\n  db:\n    image: postgres:16\n    mem_limit: 1g\n',
        },
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    mem_limit: 512M\n\n  db:\n    image: postgres:16\n    mem_limit: 1g\n',
        },
      ),
    ],
  },
});
