import { isLongRunning } from '../../core/compose/longRunning.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/restart-policy',
  title: 'Service is not restarted',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Without `restart` a service that crashes stays down, and nothing comes up again after the host has been rebooted.',
    how: 'Set `restart: unless-stopped`. Development and staging files, one-shot services and services with `deploy.restart_policy` are not reported.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#restart',
      'https://docs.docker.com/engine/containers/start-containers-automatically/',
    ],
  },
  aliases: { kics: 'Restart Policy On Failure Not Set To 5 [2fc99041-ddad-49d5-853f-e35e70a48391]' },
  check(service, { environment, report }) {
    const { node } = service;
    if (environment.kind === 'development' || environment.kind === 'staging') return;
    if (!isNull(get(node, 'restart')) || !isNull(get(node, 'deploy', 'restart_policy'))) return;
    if (get(node, 'extends') || !isLongRunning(service)) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" has no restart policy: after a crash or a reboot it stays down.`,
      missing: true,
      fixes: () => [
        additionFix(
          'Set "restart" to unless-stopped',
          false,
          node,
          { restart: 'unless-stopped' },
          SERVICE_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    restart: always\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy:\n      restart_policy: {condition: on-failure}\n',
      ),
      { files: { 'compose.dev.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n' } },
      good(
        'services:\n  migrate:\n    image: example/api:1.4.2\n    command: ["alembic", "upgrade", "head"]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    ports: []\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    restart: unless-stopped\n    ports: []\n',
      ),
      bad(
        'services:\n  «api»: {image: "example/api:1.4.2"} # one line\n',
        'services:\n  api: {image: "example/api:1.4.2", restart: unless-stopped} # one line\n',
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n    «api»:\n        build: .\n        environment:\n            A: b\n',
        },
        {
          'compose.prod.yaml':
            'services:\n    api:\n        build: .\n        restart: unless-stopped\n        environment:\n            A: b\n',
        },
      ),
    ],
  },
});
