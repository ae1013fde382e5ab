import { edit } from '../../core/edit/edit.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { imageOf, partSpan, shownImage } from './imageParts.ts';

/** A registry, or a path in one, that gets no new images. */
interface Frozen {
  readonly prefix: RegExp;
  readonly successor?: string;
  /** Whether every image is at the successor under the same name. */
  readonly safe?: true;
}

const FROZEN: readonly Frozen[] = [
  { prefix: /^k8s\.gcr\.io(?=\/)/, successor: 'registry.k8s.io', safe: true },
  { prefix: /^(?:us|eu|asia)\.gcr\.io\/k8s-artifacts-prod(?=\/)/, successor: 'registry.k8s.io', safe: true },
  { prefix: /^(?:(?:us|eu|asia)\.)?gcr\.io\/google[_-]containers(?=\/)/, successor: 'registry.k8s.io' },
  { prefix: /^gcr\.io\/kubernetes-helm(?=\/)/ },
  { prefix: /^quay\.io\/kubernetes-ingress-controller(?=\/)/ },
  { prefix: /^registry\.centos\.org(?=\/)/ },
  { prefix: /^docker\.pkg\.github\.com(?=\/)/ },
];

export default defineRule({
  id: 'kubernetes/image-deprecated-registry',
  title: 'Image from a frozen registry',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A frozen registry gets no new images and no security fixes, and may be switched off. `k8s.gcr.io` has been frozen since April 2023; all of it, and all that is new, is at `registry.k8s.io`.',
    how: 'Take the image from the successor. The fix keeps its name and tag.',
    references: [
      'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
      'https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/',
    ],
  },
  aliases: { kubescape: 'C-0253' },
  check(container, { environment, report }) {
    const found = imageOf(container);
    if (!found) return;
    const { node, text } = found;
    const frozen = FROZEN.find(({ prefix }) => prefix.test(text));
    const registry = frozen?.prefix.exec(text)?.[0];
    if (!frozen || registry === undefined || environment.setsImage(found.image.repository)) return;
    const { prefix, successor, safe } = frozen;
    report({
      span: partSpan(node, registry),
      message: `Image "${shownImage(text)}" is from a registry that is frozen: it gets no fixes, and may go away.`,
      tags: ['deprecated'],
      fixes: () =>
        successor === undefined
          ? []
          : [
              {
                title: `Take it from ${successor}`,
                safe: safe === true,
                edits: edit.replace(node, text.replace(prefix, successor)),
              },
            ],
    });
  },
  examples: {
    good: [
      good(pod(api())),
      good(deployment('containers:\n- name: pause\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n- name: hello\n  image: gcr.io/google-samples/hello-app:1.0\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: pause\n    image: «k8s.gcr.io»/pause:3.6 # old\n'),
        pod('containers:\n  - name: pause\n    image: registry.k8s.io/pause:3.6 # old\n'),
      ),
      bad(
        deployment('containers:\n- {name: busybox, image: "«gcr.io/google_containers»/busybox:1.27"}\n'),
        deployment('containers:\n- {name: busybox, image: "registry.k8s.io/busybox:1.27"}\n'),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n- name: ingress\n  image: «quay.io/kubernetes-ingress-controller»/nginx-ingress-controller:0.33.0\n',
        ),
      ),
    ],
  },
});
