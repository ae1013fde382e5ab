import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { imageOf, shownImage } from './imageParts.ts';

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

export default defineRule({
  id: 'kubernetes/image-no-digest',
  title: 'Image without a digest',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A tag can be pushed again with other contents, by mistake or by an attacker. A digest names the contents themselves: what was tested is what runs.',
    how: 'Write `image:tag@sha256:...`, by hand or by a tool that keeps it up to date.',
    references: [
      'https://kubernetes.io/docs/concepts/containers/images/#image-names',
      'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    ],
  },
  aliases: {
    kics: 'Image Without Digest [7c81d34c-8e5a-402b-9798-9f442630e678]',
    checkov: 'CKV_K8S_43',
    kubescape: 'C-0306',
  },
  check(container, { environment, report }) {
    const found = imageOf(container);
    if (!found || found.image.digest !== undefined) return;
    if (environment.setsImage(found.image.repository)) return;
    report({
      span: found.node.span,
      message: `Image "${shownImage(found.text)}" has no digest: whoever can push its tag decides what runs.`,
    });
  },
  examples: {
    good: [
      good(pod(`containers:\n  - name: api\n    image: example/api@${DIGEST}\n`)),
      good(
        deployment(`containers:\n- name: api\n  image: "registry.example.com:5000/api:1.4.2@${DIGEST}"\n`),
      ),
      good(cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: ${REGISTRY}/backup\n')),
    ],
    bad: [
      bad(pod(api()).replace('example/api:1.4.2', '«example/api:1.4.2» # fixed?')),
      bad(deployment('containers:\n- {name: api, image: «"registry.example.com:5000/api"»}\n')),
      bad(
        cronJob(
          `restartPolicy: Never\ninitContainers:\n- name: wait\n  image: «busybox»\ncontainers:\n- name: api\n  image: example/api@${DIGEST}\n`,
        ),
      ),
    ],
  },
});
