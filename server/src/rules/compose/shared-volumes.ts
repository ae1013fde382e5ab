import { mountsOf } from '../../core/compose/volumes.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

export default defineRule({
  id: 'compose/shared-volumes',
  title: 'Volume that several services write',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Two services that write to one volume can destroy what the other has written, and one that is broken into reaches the other through it. Databases in particular never share their files.',
    how: 'Give each its own volume, or mount it read-only in all services but one.',
    references: ['https://docs.docker.com/reference/compose-file/volumes/'],
  },
  aliases: { kics: 'Shared Volumes Between Containers [8c978947-0ff6-485c-b0c2-0bfca6026466]' },
  check(service, { report }) {
    for (const mount of mountsOf(service)) {
      const { source, readOnly, sourceNode } = mount;
      if (source === undefined || readOnly || source.includes('$') || source.endsWith('.sock')) continue;
      const others = service.project.services.filter(
        (other) =>
          other !== service && mountsOf(other).some((each) => each.source === source && !each.readOnly),
      );
      const [other] = others;
      if (!other || service.project.services.indexOf(other) > service.project.services.indexOf(service))
        continue;
      report({
        span: sourceNode.span,
        message: `"${shortened(service.name, 24)}" writes to "${shortened(source, 24)}", as "${shortened(other.name, 24)}" does: each can destroy what the other wrote.`,
        related: [{ span: other.entry.keySpan, message: `"${other.name}" mounts it as well.` }],
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\n  web:\n    image: example/web:1.4.2\n    volumes: ["data:/data:ro"]\nvolumes:\n  data:\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: [/cache]\n  web:\n    image: example/web:1.4.2\n    volumes: [/cache]\n',
      ),
      good(
        'services:\n  a:\n    image: example/a:1.0\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  b:\n    image: example/b:1.0\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\n  web:\n    image: example/web:1.4.2\n    volumes:\n      - «data:/var/data» # uploads\nvolumes:\n  data:\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["./data:/data"]\n  web:\n    image: example/web:1.4.2\n    volumes:\n      - {type: bind, source: «./data», target: /data}\n',
      ),
      badFiles({
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["data:/data"]\n  web:\n    image: example/web:1.4.2\nvolumes:\n  data:\n',
        'compose.override.yaml': 'services:\n  web:\n    volumes: [«"data:/x"»]\n',
      }),
    ],
  },
});
