import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { limitOf } from './limitForm.ts';

export default defineRule({
  id: 'compose/pids-limit',
  title: 'No limit of processes',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A service that goes on starting processes, by a fault or by an attack, uses up the table of processes of the whole host. Nothing can be started then, not even a shell to stop it.',
    how: 'Set `pids_limit`, or `deploy.resources.limits.pids`, to a few hundred.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#pids_limit',
      'https://docs.docker.com/reference/compose-file/deploy/#pids',
    ],
  },
  aliases: { kics: 'Pids Limit Not Set [221e0658-cb2a-44e3-b08a-db96a341d6fa]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      limit: { type: 'integer', minimum: 1, default: 200, description: 'The limit that the fix sets.' },
    },
  },
  check(service, { options, report }) {
    const { node } = service;
    if (!isNull(get(node, 'pids_limit')) || !isNull(get(node, 'deploy', 'resources', 'limits', 'pids')))
      return;
    if (get(node, 'extends')) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" may start processes without end: one that does takes the host down.`,
      missing: true,
      fixes: () => {
        const title = `Set the limit of processes to ${options.limit}`;
        const values = limitOf(service, 'pids', options.limit);
        return [additionFix(title, false, node, values, SERVICE_ORDER)];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    pids_limit: 100\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy: {resources: {limits: {pids: 100}}}\n',
      ),
      good('services:\n  api:\n    extends: {file: base.yaml, service: api}\n'),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    mem_limit: 1g\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    mem_limit: 1g\n    pids_limit: 200\n',
      ),
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          memory: 1G # enough\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      resources:\n        limits:\n          memory: 1G # enough\n          pids: 64\n',
        { limit: 64 },
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «api»: {image: "example/api:1.4.2"} # one line\n',
          'compose.override.yaml': 'services:\n  api:\n    user: "1000"\n',
        },
        {
          'compose.yaml':
            'services:\n  api: {image: "example/api:1.4.2", deploy: {resources: {limits: {pids: 200}}}} # one line\n',
        },
      ),
    ],
  },
});
