import { mountsOf } from '../../core/compose/volumes.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { imageName } from './databaseImages.ts';
import { fromVariable } from './fromVariable.ts';

const SOCKETS =
  /^(?:\/var)?\/run\/(?:docker\.sock|containerd(?:\/containerd)?\.sock|podman\/podman\.sock|crio\/crio\.sock)$/;
/** Images whose one job is to let only chosen requests through to the socket. */
const PROXIES = /socket-?proxy/;

export default defineRule({
  id: 'compose/docker-sock',
  title: 'Docker socket mounted',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: "Whoever can talk to the Docker socket can start a privileged container with the host's disk in it. A read-only mount does not help: a socket is talked to, not written.",
    how: 'Put a socket proxy in between that only lets the needed requests through, or use a tool that needs no socket. A proxy itself is reported as a warning.',
    references: [
      'https://docs.docker.com/engine/security/protect-access/',
      'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    ],
  },
  aliases: {
    kics: 'Docker Socket Mounted In Container [d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b]',
    semgrep: 'exposing-docker-socket-volume',
  },
  check(service, { report }) {
    for (const mount of mountsOf(service)) {
      if (mount.source === undefined || !SOCKETS.test(mount.source)) continue;
      const proxy =
        mount.readOnly && (PROXIES.test(service.image ?? '') || PROXIES.test(imageName(service.image) ?? ''));
      report({
        span: mount.sourceNode.span,
        message: fromVariable(
          `Service "${service.name}" has the Docker socket: with it a container owns the host.`,
          mount.sourceNode,
        ),
        ...(proxy ? { severity: 'warning' as const } : {}),
      });
    }
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - ./data:/data\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      DOCKER_HOST: unix:///var/run/docker.sock\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - /etc/localtime:/etc/localtime:ro\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  ui:\n    image: portainer/portainer-ce:2.20.3\n    volumes:\n      - «/var/run/docker.sock:/var/run/docker.sock» # needed\n',
      ),
      bad(
        'services:\n  ui:\n    image: example/ui:1.0\n    volumes:\n      - type: bind\n        source: «/var/run/docker.sock»\n        target: /var/run/docker.sock\n',
      ),
      bad(
        'services:\n  proxy:\n    image: traefik:v3.1\n    volumes: [«"/run/docker.sock:/var/run/docker.sock:ro"»]\n',
      ),
    ],
  },
});
