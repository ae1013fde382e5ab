import { type PortMapping, portsOf } from '../../core/compose/ports.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Span } from '../../core/text/span.ts';
import { deployedServices, mayRunTogether } from './deployedServices.ts';

export default defineRule({
  id: 'compose/duplicate-exported-ports',
  title: 'Host port that two services publish',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'A port of the host belongs to one container. The second service that asks for it does not start: Docker says that the port is already allocated, and which of the two comes up first is left to chance.',
    how: 'Give one of them another host port, or none where only other services talk to it. Address, protocol and ranges count, and services that no common profile starts are not compared.',
    references: ['https://docs.docker.com/reference/compose-file/services/#ports'],
  },
  aliases: { dclint: 'no-duplicate-exported-ports' },
  check(composition, { report }) {
    const earlier: Publication[] = [];
    for (const service of deployedServices(composition)) {
      const own = portsOf(service).flatMap((mapping) => publicationOf(service, mapping));
      for (const each of own) {
        const other = earlier.find((known) => collide(known, each) && mayRunTogether(known.service, service));
        if (!other) continue;
        report({
          span: each.span,
          message: `"${shortened(service.name, 24)}" and "${shortened(other.service.name, 24)}" both publish host port ${shared(each, other)}: only one of them can start.`,
          related: [{ span: other.span, message: `"${other.service.name}" publishes it here.` }],
        });
      }
      earlier.push(...own);
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["8080:80", "53:53/tcp"]\n  web:\n    image: example/web:1.4.2\n    ports: ["8081:80", "53:53/udp", "80"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["127.0.0.1:8080:80"]\n  web:\n    image: example/web:1.4.2\n    ports: ["127.0.0.2:8080:80"]\n',
      ),
      good(
        'services:\n  cpu:\n    image: example/api:1.4.2\n    profiles: [cpu]\n    ports: ["8080:80"]\n  gpu:\n    image: example/api:1.4.2-gpu\n    profiles: [gpu]\n    ports: ["8080:80"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["8000-8010:80"]\n  web:\n    image: example/web:1.4.2\n    ports: ["8000-8010:80"]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "8080:80"\n  web:\n    image: example/web:1.4.2\n    ports:\n      - "127.0.0.1:«8080»:3000" # local\n',
      ),
      badFiles({
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["${PORT:-8080}:80"]\n  web:\n    image: example/web:1.4.2\n',
        'compose.override.yaml':
          'services:\n  web:\n    ports:\n      - target: 80\n        published: «"8080"»\n',
      }),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["9000-9005:9000-9005/udp"]\n  web:\n    image: example/web:1.4.2\n    ports: ["«9003-9010»:9003-9010/udp"]\n',
      ),
    ],
  },
});

interface Publication {
  readonly service: ComposeService;
  readonly hostIp: string | undefined;
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
  readonly span: Span;
}

/** The ports that a mapping takes on the host; none where Docker picks one, of all or of a range. */
function publicationOf(service: ComposeService, mapping: PortMapping): Publication[] {
  const { published, target, publishedSpan, hostIp, protocol } = mapping;
  const range = /^(\d+)(?:-(\d+))?$/.exec(published ?? '');
  if (!range || publishedSpan === undefined || published === '0') return [];
  const first = Number(range[1]);
  const last = Number(range[2] ?? range[1]);
  if (last > first && !target.includes('-')) return [];
  return [{ service, hostIp: addressOf(hostIp), protocol, first, last, span: publishedSpan }];
}

/** An address, undefined for all of them. */
function addressOf(hostIp: string | undefined): string | undefined {
  return hostIp === '0.0.0.0' || hostIp === '::' ? undefined : hostIp;
}

function collide(a: Publication, b: Publication): boolean {
  const meets = a.hostIp === undefined || b.hostIp === undefined || a.hostIp === b.hostIp;
  return meets && a.protocol === b.protocol && a.first <= b.last && b.first <= a.last;
}

function shared(a: Publication, b: Publication): string {
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  return first === last ? String(first) : `${first}-${last}`;
}
