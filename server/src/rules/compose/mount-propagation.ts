import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

const SHARED = /^r?shared$/;

export default defineRule({
  id: 'compose/mount-propagation',
  title: 'Mounts that reach the host',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'With shared propagation whatever the container mounts below the folder appears on the host, and in every other container that shares it. That is a way out of the container, and mounts stay behind when it is gone.',
    how: 'Leave propagation out. Where the container has to see mounts that the host makes later, `rslave` is enough.',
    references: ['https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation'],
  },
  aliases: { kics: 'Volume Mounted In Multiple Containers [baa452f0-1f21-4a25-ace5-844e7a5f410d]' },
  check(service, { report }) {
    const volumes = get(service.node, 'volumes');
    if (isReset(volumes)) return;
    for (const item of itemsOf(volumes)) {
      const found = propagationOf(item);
      if (!found) continue;
      report({
        span: found.node.span,
        message: `Mounts that "${service.name}" makes here appear on the host: ${found.word} is a way out of the container.`,
        fixes: () => fixesOf(item, found.word),
      });
    }
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["./data:/data:ro"]\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes: ["/mnt:/mnt:rslave", "shared:/shared"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    volumes:\n      - {type: bind, source: /mnt, target: /mnt, bind: {propagation: rprivate}}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - type: bind\n        source: /mnt\n        target: /mnt\n        bind:\n          propagation: «rshared» # nfs\n          create_host_path: false\n',
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes:\n      - type: bind\n        source: /mnt\n        target: /mnt\n        bind:\n          create_host_path: false\n',
      ),
      bad(
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes: [«"/mnt:/mnt:ro,shared"»]\n',
        'services:\n  agent:\n    image: example/agent:2.0\n    volumes: ["/mnt:/mnt:ro"]\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  agent:\n    image: example/agent:2.0\n',
          'compose.override.yaml': 'services:\n  agent:\n    volumes:\n      - «"/mnt:/mnt:rshared"»\n',
        },
        { 'compose.override.yaml': 'services:\n  agent:\n    volumes:\n      - "/mnt:/mnt"\n' },
      ),
    ],
  },
});

function propagationOf(item: Node): { readonly node: Node; readonly word: string } | undefined {
  const node = asMap(item) ? get(item, 'bind', 'propagation') : item;
  const text = stringOf(node) ?? '';
  const words = asMap(item) ? [text] : (text.split(':')[2] ?? '').split(',');
  const word = words.find((each) => SHARED.test(each));
  return node && word !== undefined ? { node, word } : undefined;
}

function fixesOf(item: Node, word: string): Fix[] {
  const bind = asMap(get(item, 'bind'));
  if (bind) return [removalFix(bind, 'propagation')];
  const [source = '', target = '', mode = ''] = (stringOf(item) ?? '').split(':');
  const left = mode.split(',').filter((each) => each !== word);
  const parts = left.length > 0 ? [source, target, left.join(',')] : [source, target];
  return [{ title: `Remove "${word}"`, safe: false, edits: edit.replace(item, parts.join(':')) }];
}
