import { type Mount, mountsOf } from '../../core/compose/volumes.ts';
import { edit } from '../../core/edit/edit.ts';
import { asMap, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

/** Folders that give the host away as a whole; much of what is below them is harmless. */
const WHOLE = /^\/(?:bin|boot|dev|etc|home|lib|lib64|proc|root|run|sbin|sys|usr|var|var\/lib|var\/run)?$/;
/** What is below these gives it away as well: programs, users, keys, jobs, other containers. */
const BELOW =
  /^\/(?:bin|boot|lib64|proc|root|sbin|sys|usr\/(?:bin|lib|sbin)|etc\/(?:cron[^/]*|docker|gshadow|init\.d|kubernetes|pam\.d|passwd|shadow|ssh|ssl\/private|sudoers(?:\.d)?|systemd)|var\/lib\/(?:containerd|docker|etcd|kubelet)|var\/spool\/cron)(?:\/|$)/;

export default defineRule({
  id: 'compose/sensitive-host-dir',
  title: 'Sensitive folder of the host mounted',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A container that can write to /etc, /root or /usr of the host can add users, keys and jobs there: it owns the host.',
    how: 'Mount the one file or folder that is needed, read-only. What is mounted read-only is not reported: monitoring agents need it.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#volumes',
      'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    ],
  },
  aliases: { kics: 'Volume Has Sensitive Host Directory [1c1325ff-831d-43a1-973e-839ae57dfcc0]' },
  check(service, { report }) {
    for (const mount of mountsOf(service)) {
      if (mount.type === 'volume' || mount.readOnly) continue;
      const folder = sensitive(mount.source);
      if (folder === undefined) continue;
      report({
        span: mount.sourceNode.span,
        message: `Service "${service.name}" can write to ${folder} of the host: with that it can take the host over.`,
        fixes: () => readOnly(mount),
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["./etc:/etc/api", "data:/root", "/srv/api:/data"]\nvolumes:\n  data:\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - /etc/localtime:/etc/localtime:ro\n      - /etc/ssl/certs:/etc/ssl/certs:ro\n      - /dev/shm:/dev/shm\n      - /etc/pihole:/etc/pihole\n',
      ),
      good(
        'services:\n  ui:\n    image: example/ui:1.0\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n      - {type: bind, source: /srv/data, target: /data}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - «/:/host» # all of it\n      - «"/etc/ssh/:/keys:rw"»\n',
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - /:/host:ro # all of it\n      - "/etc/ssh/:/keys:ro"\n',
      ),
      bad(
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - type: bind\n        source: «/proc»\n        target: /host/proc\n      - {type: bind, source: «/boot/grub», target: /boot/grub}\n',
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - type: bind\n        source: /proc\n        target: /host/proc\n        read_only: true\n      - {type: bind, source: /boot/grub, target: /boot/grub, read_only: true}\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  agent:\n    image: example/agent:2.0\n',
          'compose.override.yaml': 'services:\n  agent:\n    volumes: [«/var/lib/docker:/docker:z»]\n',
        },
        { 'compose.override.yaml': 'services:\n  agent:\n    volumes: ["/var/lib/docker:/docker:z,ro"]\n' },
      ),
    ],
  },
});

/** The folder as it is to be named, where a source is one that is not to be mounted. */
function sensitive(source: string | undefined): string | undefined {
  if (source === undefined || !source.startsWith('/')) return undefined;
  const path = source.replace(/\/+$/, '') || '/';
  if (path.endsWith('.sock')) return undefined;
  return WHOLE.test(path) || BELOW.test(path) ? path : undefined;
}

function readOnly({ node }: Mount): Fix[] {
  const title = 'Mount it read-only';
  const map = asMap(node);
  const order = { keys: ['type', 'source', 'target', 'read_only', 'bind', 'volume'] };
  if (map) return [{ title, safe: false, edits: edit.add(map, { read_only: true }, order) }];
  const text = stringOf(node) ?? '';
  const [source = '', target = '', mode] = text.split(':');
  if (text.split(':').length > 3) return [];
  const others = (mode ?? '').split(',').filter((each) => each !== '' && each !== 'rw');
  const edits = edit.replace(node, [source, target, [...others, 'ro'].join(',')].join(':'));
  return [{ title, safe: false, edits }];
}
