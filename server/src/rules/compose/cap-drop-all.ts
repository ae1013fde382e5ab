import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/cap-drop-all',
  title: 'Capabilities not dropped',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Docker gives every container fourteen capabilities of root. Most programs need none of them, and what is not there can not be misused by whoever breaks in.',
    how: 'Drop all, and add the few that are needed: images that start as root and change their user need CHOWN, SETUID and SETGID. Privileged services are reported by a rule of their own.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#cap_drop',
      'https://docs.docker.com/engine/security/#linux-kernel-capabilities',
    ],
  },
  aliases: { kics: 'Container Capabilities Unrestricted [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]' },
  check(service, { report }) {
    const { node } = service;
    if (isTrue(get(node, 'privileged')) || get(node, 'extends')) return;
    const dropped = itemsOf(get(node, 'cap_drop')).map((item) => stringOf(item)?.trim().toUpperCase());
    if (dropped.includes('ALL') || dropped.includes('CAP_ALL')) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" keeps the capabilities that Docker gives: few programs need any of them.`,
      missing: true,
      fixes: () => [additionFix('Drop all capabilities', false, node, { cap_drop: ['ALL'] }, SERVICE_ORDER)],
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    cap_drop: [ALL]\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    cap_drop:\n      - all\n    cap_add: [CHOWN]\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    privileged: true\n'),
    ],
    bad: [
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    cap_add: [CHOWN]\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    cap_drop:\n      - ALL\n    cap_add: [CHOWN]\n',
      ),
      bad(
        'services:\n  «api»:\n    image: example/api:1.4.2\n    cap_drop: [MKNOD] # no devices\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    cap_drop: [MKNOD, ALL] # no devices\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «api»: {image: "example/api:1.4.2"}\n',
          'compose.override.yaml': 'services:\n  api:\n    user: "1000"\n',
        },
        { 'compose.yaml': 'services:\n  api: {image: "example/api:1.4.2", cap_drop: [ALL]}\n' },
      ),
    ],
  },
});
