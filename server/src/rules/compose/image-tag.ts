import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { canonicalRepository, parseImage } from '../../core/text/imageReference.ts';
import { type Span, span } from '../../core/text/span.ts';
import type { TextEdit } from '../../core/text/textEdit.ts';
import { fromVariable } from './fromVariable.ts';

export default defineRule({
  id: 'compose/image-tag',
  title: 'Image without a fixed tag',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A tag that moves, as `latest` and no tag at all do, makes the same Compose file run different software on different days. A data base may refuse to start on the data of an older version.',
    how: 'Name the version, or the digest. Services that are built from source are not reported: their tag is only a name.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#image',
      'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    ],
  },
  aliases: { dclint: 'service-image-require-explicit-tag' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      movingTags: {
        type: 'array',
        items: { type: 'string' },
        default: ['latest', 'stable', 'edge', 'nightly', 'master', 'main'],
        description: 'Tags that count as moving.',
      },
    },
  },
  check(service, { environment, options, report }) {
    const node = get(service.node, 'image');
    const text = isReset(node) ? undefined : stringOf(node);
    const image = text === undefined ? undefined : parseImage(text);
    if (!node || text === undefined || !image || service.built || image.digest !== undefined) return;
    const { tag } = image;
    if (tag !== undefined && !options.movingTags.includes(tag)) return;
    const { source, start, end } = node.span;
    const at = tag === undefined ? -1 : source.text.slice(start, end).lastIndexOf(`:${tag}`);
    const place =
      at < 0 || tag === undefined ? node.span : span(source, start + at + 1, start + at + 1 + tag.length);
    report({
      span: place,
      message: fromVariable(
        tag === undefined
          ? `Image "${text}" has no tag: what runs is whatever is the latest on the day it is pulled.`
          : `Image "${text}" moves: what runs is whatever "${tag}" is on the day it is pulled.`,
        node,
      ),
      fixes: (): Fix[] => {
        const wanted = canonicalRepository(image.repository);
        const images = [
          ...environment.compose
            .flatMap((project) => project.services)
            .filter((each) => each !== service)
            .map((each) => each.image),
          ...environment.cluster.pods.flatMap((pod) => pod.containers).map((each) => each.image),
        ];
        for (const each of images) {
          const other = each === undefined ? undefined : parseImage(each);
          if (!other || canonicalRepository(other.repository) !== wanted) continue;
          if (other.tag === undefined || options.movingTags.includes(other.tag)) continue;
          const title = `Pin to "${other.tag}", which is in use elsewhere`;
          return [{ title, safe: false, edits: pinned(node, image.repository, place, other.tag) }];
        }
        return [];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  db:\n    image: postgres:16.3\n'),
      good('services:\n  api:\n    build: .\n    image: example/api\n'),
      good('services:\n  api:\n    image: example/api:${TAG:?}\n'),
      good('services:\n  api:\n    image: example/api:${TAG:-1.4.2}\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:${TAG:-latest}\n',
          '.env': 'TAG=1.4.2\n',
        },
      },
    ],
    bad: [
      bad('services:\n  api:\n    image: «example/api:${TAG:-latest}»\n'),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: «example/api:${TAG}»\n',
        '.env': 'TAG=latest\n',
      }),
      bad(
        'services:\n  a:\n    image: ${HUB:-docker.io}/library/redis:«latest»\n  b:\n    image: redis:7.2\n',
        'services:\n  a:\n    image: ${HUB:-docker.io}/library/redis:7.2\n  b:\n    image: redis:7.2\n',
      ),
      bad('services:\n  db:\n    image: «postgres» # the newest\n'),
      bad('services:\n  api:\n    image: "registry.example.com:5000/api:«latest»"\n'),
      bad(
        'services:\n  a:\n    image: redis:«latest»\n  b:\n    image: docker.io/library/redis:7.2\n',
        'services:\n  a:\n    image: redis:7.2\n  b:\n    image: docker.io/library/redis:7.2\n',
      ),
      bad('services:\n  a:\n    image: example/api:«beta»\n', undefined, { movingTags: ['beta'] }),
    ],
  },
});

/** Puts another tag in its place; where a variable brings the tag there is none to replace. */
function pinned(node: Node, repository: string, place: Span, tag: string): TextEdit[] {
  if (!node.made) return edit.replace(node, `${repository}:${tag}`);
  return place === node.span ? [] : [{ span: place, newText: tag }];
}
