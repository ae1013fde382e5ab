import { edit } from '../../core/edit/edit.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { get, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { canonicalRepository, parseImage } from '../../core/text/imageReference.ts';
import { span } from '../../core/text/span.ts';
import { aContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/image-tag-latest',
  title: 'Image without a fixed tag',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A tag that moves, as `latest` and no tag at all do, makes two pods of one Deployment run different software, and no roll-back brings the old one back. Nobody can tell from the manifest what runs.',
    how: 'Name the version, or the digest. Where a kustomization sets the tag under `images:`, nothing is said about the base.',
    references: [
      'https://kubernetes.io/docs/concepts/containers/images/',
      'https://kubernetes.io/docs/concepts/configuration/overview/',
    ],
  },
  aliases: {
    'kube-linter': 'latest-tag',
    'kube-score': 'container-image-tag',
    polaris: 'tagNotSpecified',
    checkov: 'CKV_K8S_14',
    trivy: 'KSV-0013',
    kubescape: 'C-0075',
    kics: 'Invalid Image Tag [583053b7-e632-46f0-b989-f81ff8045385]',
    monokle: 'KBP001, KBP116',
  },
  check(container, { environment, report }) {
    const node = get(container.node, 'image');
    const text = stringOf(node);
    const image = text === undefined ? undefined : parseImage(text);
    if (!node || text === undefined || !image || image.digest !== undefined) return;
    if (image.tag !== undefined && image.tag !== 'latest') return;
    if (environment.setsImage(image.repository)) return;
    const { source, start, end } = node.span;
    const at = image.tagStart === undefined ? -1 : source.text.slice(start, end).indexOf(`:${image.tag}`);
    report({
      span: at < 0 ? node.span : span(source, start + at + 1, start + at + 1 + (image.tag ?? '').length),
      message:
        image.tag === undefined
          ? `Image "${text}" has no tag: what runs is whatever is the latest on the day a pod starts.`
          : `Image "${text}" moves: what runs is whatever is the latest on the day a pod starts.`,
      fixes: () => {
        const tag = pinnedTag(container, image.repository, environment);
        if (tag === undefined) return [];
        return [
          {
            title: `Pin to "${tag.tag}", as in ${tag.where}`,
            safe: false,
            edits: edit.replace(node, `${image.repository}:${tag.tag}`),
          },
        ];
      },
    });
  },
  examples: {
    good: [
      good(pod('containers:\n  - name: api\n    image: registry.example.com:5000/team/api:1.4.2\n')),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
        ),
      ),
      good(cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: ${REGISTRY}/backup\n')),
    ],
    bad: [
      bad(pod('containers:\n  - name: api\n    image: example/api:«latest» # for now\n')),
      bad(
        deployment(
          'initContainers:\n- name: wait\n  image: «busybox»\ncontainers:\n- name: api\n  image: "registry.example.com:5000/api:«latest»"\n',
        ),
      ),
      bad(
        `${pod('containers:\n  - name: api\n    image: «example/api»\n')}---\n${cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/api:1.4.2\n')}`,
        `${pod('containers:\n  - name: api\n    image: example/api:1.4.2\n')}---\n${cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/api:1.4.2\n')}`,
      ),
    ],
  },
});

/** A fixed tag of the same repository that another container or Compose service uses. */
function pinnedTag(
  container: Container,
  repository: string,
  environment: Environment,
): { tag: string; where: string } | undefined {
  const wanted = canonicalRepository(repository);
  const candidates = [
    ...environment.cluster.pods
      .flatMap((each) => each.containers)
      .map((each) => ({ image: each.image, where: aContainer(each), same: each === container })),
    ...environment.compose
      .flatMap((project) => project.services)
      .map((each) => ({ image: each.image, where: `Compose service "${each.name}"`, same: false })),
  ];
  for (const { image, where, same } of candidates) {
    const parsed = same || image === undefined ? undefined : parseImage(image);
    if (!parsed || canonicalRepository(parsed.repository) !== wanted) continue;
    if (parsed.tag !== undefined && parsed.tag !== 'latest') return { tag: parsed.tag, where };
  }
  return undefined;
}
