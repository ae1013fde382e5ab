import { CONTAINER_ORDER, POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isKnative } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { annotationsOf, isPrivileged, SECCOMP_ANNOTATION } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/seccomp-missing',
  title: 'No seccomp profile',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: "Unless a profile is set, most clusters run containers with seccomp switched off, so that every system call of the kernel is open to them. The runtime's default profile closes those that applications have no use for.",
    how: 'Set `seccompProfile.type: RuntimeDefault` on the pod. It breaks next to nothing.',
    references: [
      'https://kubernetes.io/docs/tutorials/security/seccomp/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-score': 'container-seccomp-profile',
    kics: 'Seccomp Profile Is Not Configured [f377b83e-bd07-4f48-a591-60c82b14a78b]',
    checkov: 'CKV_K8S_31',
    trivy: 'KSV-0030',
    kubescape: 'C-0210, C-0055',
    monokle: 'PSS205',
    polaris: 'linuxHardening',
    plumbline: 'linux-hardening-none',
  },
  check(target, { report }) {
    if (target.windows || hasProfile(target.spec) || hasAnnotation(target)) return;
    // A privileged container runs unconfined whatever is set here.
    const open = target.containers.filter((each) => !hasProfile(each.node) && !isPrivileged(each));
    if (open.length === 0) return;
    const { kind, name, nameSpan } = target.workload;
    report({
      span: nameSpan,
      message: `${kind} "${name ?? ''}" sets no seccomp profile: on most clusters its containers may make any system call.`,
      missing: true,
      fixes: () => {
        const values = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
        const title = 'Set the seccomp profile RuntimeDefault';
        // Knative refuses settings of the pod as a whole.
        const [only, ...others] = isKnative(target.workload) ? open : [];
        if (only && others.length === 0)
          return [additionFix(title, false, only.node, values, CONTAINER_ORDER)];
        return only ? [] : [additionFix(title, true, target.spec, values, POD_SPEC_ORDER)];
      },
    });
  },
  examples: {
    good: [
      good(
        pod(
          'securityContext:\n  seccompProfile:\n    type: RuntimeDefault\ncontainers:\n  - name: api\n    image: example/api:1.4.2\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  securityContext: {seccompProfile: {type: Localhost, localhostProfile: api.json}}\n',
        ),
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ).replace(
          '        spec:\n          restartPolicy',
          '        metadata:\n          annotations: {container.seccomp.security.alpha.kubernetes.io/backup: localhost/a.json}\n        spec:\n          restartPolicy',
        ),
      ),
      good(pod('os: {name: windows}\ncontainers:\n  - name: iis\n    image: example/iis:2022\n')),
    ],
    bad: [
      bad(
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: «hello»\nspec:\n  template:\n    spec:\n      containers:\n        - image: example/hello:1.0\n',
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  template:\n    spec:\n      containers:\n        - image: example/hello:1.0\n          securityContext:\n            seccompProfile:\n              type: RuntimeDefault\n',
      ),
      bad(
        pod('containers:\n  - name: api\n    image: example/api:1.4.2\n').replace(
          'name: demo',
          'name: «demo»',
        ),
        pod(
          'securityContext:\n  seccompProfile:\n    type: RuntimeDefault\ncontainers:\n  - name: api\n    image: example/api:1.4.2\n',
        ),
      ),
      bad(
        deployment(
          'securityContext:\n  runAsNonRoot: true\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ).replace('name: demo', 'name: «demo»'),
        deployment(
          'securityContext:\n  runAsNonRoot: true\n  seccompProfile:\n    type: RuntimeDefault\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - name: wait\n    image: example/wait:1.0\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    securityContext:\n      seccompProfile: {type: RuntimeDefault}\n',
        ).replace('name: demo', 'name: «demo»'),
        cronJob(
          'securityContext:\n  seccompProfile:\n    type: RuntimeDefault\nrestartPolicy: Never\ninitContainers:\n  - name: wait\n    image: example/wait:1.0\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    securityContext:\n      seccompProfile: {type: RuntimeDefault}\n',
        ),
      ),
    ],
  },
});

/** Whether any profile is set; one that is unconfined is another rule's business. */
function hasProfile(node: Node): boolean {
  return stringOf(get(node, 'securityContext', 'seccompProfile', 'type')) !== undefined;
}

/** The annotation that was in use before the field existed. */
function hasAnnotation(target: Pod): boolean {
  // The API server refuses a field that says something else than the annotation, the pod's or a container's.
  return annotationsOf(target).some(({ key }) => SECCOMP_ANNOTATION.test(key));
}
