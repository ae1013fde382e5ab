import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import { asSeq, get, stringOf } from '../../core/model/read.ts';
import { isOfNetwork, powerOf } from '../../core/rule/capabilities.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

/** Enough by themselves to take over the host, or to read its neighbours' traffic and memory. */
const DANGEROUS = new Set([
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
]);

export default defineRule({
  id: 'compose/cap-add',
  title: 'Capability added',
  category: 'security',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Docker gives a container fourteen capabilities, more than most programs need. Each one that is added is a power of root; SYS_ADMIN, SYS_MODULE or SYS_PTRACE are enough to take over the host.',
    how: 'Remove the capability, or allow it with the option. A VPN needs NET_ADMIN: suppress the rule there, with the reason. The dangerous ones are errors, those of the network on the network of the host alone.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#cap_add',
      'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    ],
  },
  aliases: { kics: 'Container Capabilities Unrestricted [ce76b7d0-9e77-464d-b86f-c5c48e03e22d]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: ['NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID', 'DAC_OVERRIDE', 'FOWNER', 'KILL'],
        description: 'The capabilities that may be added, without `CAP_`.',
      },
    },
  },
  check({ name, node }, { options, report }) {
    const added = get(node, 'cap_add');
    if (isReset(added)) return;
    const hostNetwork = stringOf(get(node, 'network_mode')) === 'host';
    const allowed = new Set(options.allowed.map(capability));
    asSeq(added)?.items.forEach(({ value }, index) => {
      const found = capability(stringOf(value) ?? '');
      if (found === '' || isReset(value) || allowed.has(found)) return;
      const dangerous = DANGEROUS.has(found);
      report({
        span: value.span,
        message: dangerous
          ? `Service "${name}" has the capability ${found}: ${powerOf(found, hostNetwork)}.`
          : `Service "${name}" has the capability ${found}, one more power of root than containers have.`,
        ...(dangerous && (hostNetwork || !isOfNetwork(found)) ? { severity: 'error' as const } : {}),
        fixes: () => [
          {
            title: `Remove the capability ${found}`,
            safe: false,
            edits: edit.removeFrom(node, 'cap_add', index),
          },
        ],
      });
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    cap_drop: [ALL]\n'),
      good(
        'services:\n  web:\n    image: example/web:1.4.2\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE, cap_chown]\n',
      ),
      good('services:\n  vpn:\n    image: example/vpn:1.0\n    cap_add:\n      - NET_ADMIN\n', {
        allowed: ['NET_ADMIN'],
      }),
    ],
    bad: [
      bad(
        'services:\n  vpn:\n    image: example/vpn:1.0\n    cap_add:\n      - «NET_ADMIN» # tun\n      - CHOWN\n',
        'services:\n  vpn:\n    image: example/vpn:1.0\n    cap_add:\n      - CHOWN\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    cap_add: [«"CAP_SYS_NICE"», «all»]\n    restart: always\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    restart: always\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    cap_drop: [ALL]\n',
          'compose.override.yaml': 'services:\n  api:\n    cap_add:\n    - «SYS_PTRACE»\n    - CHOWN\n',
        },
        { 'compose.override.yaml': 'services:\n  api:\n    cap_add:\n    - CHOWN\n' },
      ),
    ],
  },
});

function capability(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}
