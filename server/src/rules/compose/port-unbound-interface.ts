import { type PortMapping, portsOf } from '../../core/compose/ports.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { edit } from '../../core/edit/edit.ts';
import { asMap, asSeq, get } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { span } from '../../core/text/span.ts';
import { isDatabasePort } from './databaseImages.ts';

export default defineRule({
  id: 'compose/port-unbound-interface',
  title: 'Port published on every interface',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: "A port without a host address is open on every interface of the host, and Docker puts it in front of the host's own firewall rules. On a laptop that is the café's network, on a server the internet.",
    how: 'Write `127.0.0.1:` before the port. Services talk to each other over the Compose network without any published port. For a database in production the finding is an error.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#ports',
      'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
    ],
  },
  aliases: {
    dclint: 'no-unbound-port-interfaces',
    kics: 'Container Traffic Not Bound To Host Interface [451d79dc-0588-476a-ad03-3c7f0320abb3]',
  },
  check(service, { environment, report }) {
    for (const port of portsOf(service)) {
      // `0.0.0.0` opens the port as well, but somebody decided so.
      if (port.hostIp !== undefined) continue;
      const database = isDatabasePort(service.image, port.target);
      const production = environment.kind === 'production';
      report({
        span:
          port.node.kind === 'map'
            ? (port.publishedSpan ?? port.node.entries[0]?.keySpan ?? port.node.span)
            : port.node.span,
        message:
          database && production
            ? `Port ${port.target} of "${service.name}" is a database open on every interface in production.`
            : `Port ${port.target} of "${service.name}" is open on every interface of the host, past its firewall.`,
        ...(database && production ? { severity: 'error' as const } : {}),
        fixes: () => {
          const fixes = [...bindFix(port)];
          return database && production ? [...removeFix(service, port), ...fixes] : fixes;
        },
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - 127.0.0.1:8000:8000\n      - "[::1]:8000:8000"\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - target: 8000\n        published: 8000\n        host_ip: 127.0.0.1\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    expose: ["8000"]\n    ports: ["${BIND}:8000:8000", "${PUBLISH:-127.0.0.1:9000}:9000"]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - «"${PORT:-8080}:80"» # http\n      - «${API_PORT:?}:${API_PORT:?}»\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "127.0.0.1:${PORT:-8080}:80" # http\n      - 127.0.0.1:${API_PORT:?}:${API_PORT:?}\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - «"8000:8000"» # http\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "127.0.0.1:8000:8000" # http\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: [«8000:80/tcp», 0.0.0.0:9000:9000]\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: [127.0.0.1:8000:80/tcp, 0.0.0.0:9000:9000]\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - target: 80\n        published: «"8080"»\n        protocol: tcp\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - target: 80\n        published: "8080"\n        host_ip: 127.0.0.1\n        protocol: tcp\n',
      ),
      badFiles(
        {
          'docker-compose.prod.yml':
            'services:\n  db:\n    image: postgres:16\n    ports:\n      - «"5432:5432"»\n    restart: always\n',
        },
        { 'docker-compose.prod.yml': 'services:\n  db:\n    image: postgres:16\n    restart: always\n' },
      ),
    ],
  },
});

/** Binds the port to the host itself. A port without a host side gets the same one there. */
function bindFix(port: PortMapping): Fix[] {
  const title = 'Bind it to 127.0.0.1';
  const map = asMap(port.node);
  if (map) {
    const order = { keys: ['name', 'target', 'published', 'host_ip', 'protocol', 'mode'] };
    return [{ title, safe: false, edits: edit.add(map, { host_ip: '127.0.0.1' }, order) }];
  }
  const { source, start, end } = port.node.span;
  const written = source.text.slice(start, end);
  const quote = /^["']/.test(written) ? 1 : 0;
  const place = span(source, start + quote, start + quote);
  const host = port.published === undefined ? '127.0.0.1::' : '127.0.0.1:';
  return [{ title, safe: false, edits: [{ span: place, newText: host }] }];
}

/** Takes the mapping out; other services reach the port over the Compose network. */
function removeFix(service: ComposeService, port: PortMapping): Fix[] {
  const seq = asSeq(get(service.node, 'ports'));
  const index = seq?.items.findIndex((item) => item.value === port.node) ?? -1;
  if (!seq || index < 0) return [];
  const edits = edit.removeFrom(service.node, 'ports', index);
  return [{ title: 'Do not publish it', safe: false, edits }];
}
