import { portsOf } from '../../core/compose/ports.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/privileged-ports',
  title: 'Port of the host below 1024',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Ports below 1024 belong to services of the system: a container that takes one hides, or is taken for, what belongs there. Docker without root can not open them at all.',
    how: 'Publish on a higher port, with a proxy in front of it. Allow that proxy its ports by the option, or switch the rule on for other services only.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#ports',
      'https://docs.docker.com/engine/security/rootless/',
    ],
  },
  aliases: { kics: 'Privileged Ports Mapped In Container [bc2908f3-f73c-40a9-8793-c1b7d5544f79]' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'integer' },
        default: [],
        description: 'The ports below 1024 that may be published.',
      },
    },
  },
  check(service, { options, report }) {
    for (const { published, publishedSpan, node } of portsOf(service)) {
      const first = Number(/^\d+/.exec(published ?? '')?.[0]);
      // Port 0 leaves the choice to Docker.
      if (!(first > 0 && first < 1024) || options.allowed.includes(first)) continue;
      report({
        span: publishedSpan ?? node.span,
        message: `Service "${service.name}" takes port ${published} of the host: those below 1024 are the system's own.`,
      });
    }
  },
  examples: {
    good: [
      good('services:\n  web:\n    image: example/web:1.4.2\n    ports: ["8080:80", "80"]\n'),
      good(
        'services:\n  web:\n    image: example/web:1.4.2\n    ports:\n      - target: 22\n        published: "2222"\n',
      ),
      good('services:\n  dns:\n    image: example/dns:1.0\n    ports: ["53:53/udp", "443:443"]\n', {
        allowed: [53, 443],
      }),
    ],
    bad: [
      bad('services:\n  git:\n    image: example/git:1.0\n    ports:\n      - "«22»:22" # ssh\n'),
      bad(
        'services:\n  mail:\n    image: example/mail:1.0\n    ports:\n      - target: 25\n        published: «25»\n      - «1000-1003»:1000-1003\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  dns:\n    image: example/dns:1.0\n',
        'compose.override.yaml': 'services:\n  dns:\n    ports: ["127.0.0.1:«53»:53/udp"]\n',
      }),
    ],
  },
});
