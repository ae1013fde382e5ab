import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { type Data, get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/read-only-root-fs',
  title: 'File system that can be written in production',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Whoever breaks into a container writes a program first: a miner, a shell, a changed script. In a file system that is read-only there is no place for it, and what a service writes by accident does not fill the disk.',
    how: 'Set `read_only: true`, and mount a `tmpfs` or a volume where the service has to write. Only files for production are reported.',
    references: ['https://docs.docker.com/reference/compose-file/services/#read_only'],
  },
  aliases: { semgrep: 'writable-filesystem-service' },
  check(service, { environment, report }) {
    const { node } = service;
    if (environment.kind !== 'production' || isTrue(get(node, 'read_only')) || get(node, 'extends')) return;
    report({
      span: service.entry.keySpan,
      message: `Service "${service.name}" can write to its file system in production: so can whoever breaks into it.`,
      missing: true,
      fixes: () => {
        const title = 'Set "read_only" to true, with a tmpfs at /tmp';
        const values: { [key: string]: Data } = { read_only: true, ...tmpfs(service.node) };
        return [additionFix(title, false, node, values, SERVICE_ORDER)];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      {
        files: {
          'compose.prod.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    read_only: true\n',
        },
      },
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.prod.yaml': 'services:\n  api:\n    read_only: yes\n    tmpfs: [/tmp]\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  «api»:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\nvolumes:\n  data:\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\n    tmpfs:\n      - /tmp\n    read_only: true\nvolumes:\n  data:\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  «api»:\n    image: example/api:1.4.2\n    tmpfs: /run # pid\n    read_only: false\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    tmpfs: # pid\n      - /run\n      - /tmp\n    read_only: true\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml': 'services:\n  «api»: {image: "example/api:1.4.2", tmpfs: ["/tmp:size=64m"]}\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api: {image: "example/api:1.4.2", tmpfs: ["/tmp:size=64m"], read_only: true}\n',
        },
      ),
    ],
  },
});

/** The `tmpfs` that a service gets for /tmp; nothing where something is mounted there. */
function tmpfs(node: Parameters<typeof get>[0]): { readonly [key: string]: Data } {
  const field = get(node, 'tmpfs');
  const single = stringOf(field);
  const paths = single === undefined ? itemsOf(field).flatMap((item) => stringOf(item) ?? []) : [single];
  const mounts = itemsOf(get(node, 'volumes')).map(
    (item) => stringOf(get(item, 'target')) ?? stringOf(item)?.split(':')[1] ?? '',
  );
  const there = [...paths.map((path) => path.split(':')[0]), ...mounts].some((path) => path === '/tmp');
  if (there) return {};
  return { tmpfs: single === undefined ? ['/tmp'] : [single, '/tmp'] };
}
