import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { settingFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isKnative, theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';
import { imageOf } from './imageParts.ts';

/** Tags that are meant to move: words, and the major version of what is released often, as in `16` and `20-alpine`. */
const MOVING = /^\D+$|^\d{1,2}(?:-[a-z].*)?$/;

export default defineRule({
  id: 'kubernetes/image-pull-policy',
  title: 'Image not pulled for each start',
  category: 'security',
  levels: { recommended: 'information', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Unless it is pulled, a node runs the copy of a tag that it happens to have: another one than its neighbour, perhaps, and without asking whether the pod may have the image at all. With `Never` a new node has none, and the pod does not start.',
    how: 'Set `imagePullPolicy: Always`: what a node has already is not loaded again, so that it costs little. A tag that names a version gets a hint, and that only where `versions` is set, as it is above `recommended`; with a digest, and in environments for development, nothing is said. An image without a tag is pulled by default; Knative pins images by itself.',
    references: [
      'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
      'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages',
    ],
  },
  aliases: {
    'kube-score': 'container-image-pull-policy',
    polaris: 'pullPolicyNotAlways',
    kics: 'Image Pull Policy Of The Container Is Not Set To Always [caa3479d-885d-4882-9aac-95e5e78ef5c2]',
    checkov: 'CKV_K8S_15',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      versions: {
        type: 'boolean',
        default: false,
        description: 'Whether tags that name a version get a hint: few people move them.',
      },
    },
  },
  strictOptions: { versions: true },
  check(container, { environment, options, report }) {
    const found = imageOf(container);
    if (!found || container.role === 'ephemeral' || isKnative(container.pod.workload)) return;
    if (environment.kind === 'development') return;
    const { tag, digest } = found.image;
    const setting = get(container.node, 'imagePullPolicy');
    const policy = stringOf(setting);
    const never = policy === 'Never' && environment.kind === 'production';
    const newest = digest === undefined && (tag === undefined || tag === 'latest');
    if (policy === 'Always' || (policy === undefined && newest)) return;
    if (digest !== undefined && !never) return;
    if (environment.setsImage(found.image.repository)) return;
    const version = !never && tag !== undefined && !MOVING.test(tag);
    if (version && !options.versions) return;
    report({
      span: policy === undefined || !setting ? container.nameSpan : setting.span,
      message: never
        ? `${theContainer(container)} never pulls its image: on a node that does not have it the pod does not start.`
        : `${theContainer(container)} runs whatever copy of its tag a node has: after another push nodes differ.`,
      missing: policy === undefined,
      ...(version ? { severity: 'hint' as const } : {}),
      fixes: () => [settingFix(container.node, 'imagePullPolicy', 'Always', false, CONTAINER_ORDER)],
    });
  },
  examples: {
    good: [
      good(deployment('containers:\n- name: web\n  image: ghost:0.7.1\n')),
      good(pod(api('imagePullPolicy: Always\n'))),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api\n- name: web\n  image: example/web:latest\n',
        ),
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n- name: api\n  image: example/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n  imagePullPolicy: IfNotPresent\n',
        ),
      ),
      good({ 'deploy/dev/api.yaml': pod(api('imagePullPolicy: Never\n')) }),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: «api»\n    image: example/api:stable # moves\n    env: []\n'),
        pod(
          'containers:\n  - name: api\n    image: example/api:stable # moves\n    imagePullPolicy: Always\n    env: []\n',
        ),
      ),
      bad(
        deployment('containers:\n- {name: api, image: example/api, imagePullPolicy: «IfNotPresent»}\n'),
        deployment('containers:\n- {name: api, image: example/api, imagePullPolicy: Always}\n'),
      ),
      bad(
        cronJob('restartPolicy: Never\ncontainers:\n- name: «backup»\n  image: example/backup:3.1.4\n'),
        cronJob(
          'restartPolicy: Never\ncontainers:\n- name: backup\n  image: example/backup:3.1.4\n  imagePullPolicy: Always\n',
        ),
        { versions: true },
      ),
      badFiles(
        { 'deploy/production/api.yaml': pod(api('imagePullPolicy: «Never»\n')) },
        { 'deploy/production/api.yaml': pod(api('imagePullPolicy: Always\n')) },
      ),
    ],
  },
});
