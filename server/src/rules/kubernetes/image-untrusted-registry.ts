import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { imageOf, partSpan, shownImage } from './imageParts.ts';

export default defineRule({
  id: 'kubernetes/image-untrusted-registry',
  title: 'Image from a registry that is not on the list',
  category: 'security',
  levels: { recommended: 'off', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'An image is a program that somebody else has packed. Where all images come from registries that the team watches, a look-alike or an abandoned one is noticed before it runs.',
    how: "Copy the image to a registry on the list, or put its registry there: under `registries` in the policy of the environment, else in this rule's option. Without a list nothing is said.",
    references: [
      'https://kubernetes.io/docs/concepts/security/cloud-native-security/',
      'https://kubernetes.io/docs/concepts/containers/images/',
    ],
  },
  aliases: { trivy: 'KSV-0125, KSV-0034', kubescape: 'C-0078, C-0001' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      registries: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description:
          'The registries that images may come from, such as `ghcr.io`, `docker.io/library` or `*.example.com`, where no policy names any.',
      },
    },
  },
  check(container, { options, environment, report }) {
    const registries = environment.policy.registries ?? options.registries;
    const found = imageOf(container);
    if (!found || registries.length === 0) return;
    if (registries.some((each) => comesFrom(found.fullName, each))) return;
    if (environment.setsImage(found.image.repository)) return;
    const registry = found.fullName.slice(0, found.fullName.indexOf('/'));
    report({
      span: partSpan(found.node, found.text.startsWith(`${registry}/`) ? registry : ''),
      message: `Image "${shownImage(found.text)}" is not from a registry on your list: nobody vouches for it.`,
    });
  },
  examples: {
    good: [
      good(pod(api())),
      good(
        deployment(
          'containers:\n- name: api\n  image: ghcr.io/acme/api:1.4.2\n- name: web\n  image: nginx:1.27.3\n',
        ),
        { registries: ['ghcr.io/acme', 'docker.io/library'] },
      ),
      good(
        cronJob('restartPolicy: Never\ncontainers:\n- name: api\n  image: eu.registry.example.com/api:1\n'),
        { registries: ['*.example.com/'] },
      ),
    ],
    bad: [
      bad(pod(api()).replace('example/api:1.4.2', '«example/api:1.4.2» # Docker Hub'), undefined, {
        registries: ['ghcr.io'],
      }),
      bad(deployment('containers:\n- {name: api, image: "«ghcr.io»/acme-evil/api:1"}\n'), undefined, {
        registries: ['ghcr.io/acme'],
      }),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n- name: a\n  image: «docker.io»/acme/a:1\n- name: b\n  image: a.example.com/b:1\n',
        ),
        undefined,
        { registries: ['docker.io/library', '*.example.com'] },
      ),
    ],
  },
});

/** Whether an image, named in full, is of a registry or of a path in it; `*` stands for a run of characters without a slash. */
function comesFrom(fullName: string, registry: string): boolean {
  const pattern = registry
    .replace(/\/+$/, '')
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${pattern}(?:/|$)`).test(fullName);
}
