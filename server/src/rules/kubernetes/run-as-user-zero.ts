import { CONTAINER_ORDER, POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import { get, numberOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/run-as-user-zero',
  title: 'Container runs with UID 0',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: '`runAsUser: 0` makes the process root whatever its image says. Root in a container can use every hole in the kernel or the runtime to become root on the node.',
    how: 'Give a UID above 0 that the image can work with. Most images only need their data folder to be writable by it.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: { trivy: 'KSV-0105', monokle: 'PSS204' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      uid: {
        type: 'integer',
        minimum: 1,
        default: 1000,
        description: 'The UID that the fix sets where no policy names one.',
      },
    },
  },
  check(target, { options, environment, report }) {
    if (target.windows) return;
    const uid = environment.policy.user ?? options.uid;
    const podUser = get(target.spec, 'securityContext', 'runAsUser');
    if (podUser && numberOf(podUser) === 0) {
      report({
        span: podUser.span,
        message: `The pod of ${target.workload.kind} "${target.workload.name ?? ''}" runs as UID 0: its containers are root.`,
        fixes: () => [
          additionFix(
            `Set "runAsUser" to ${uid}`,
            false,
            target.spec,
            { securityContext: { runAsUser: uid } },
            POD_SPEC_ORDER,
          ),
        ],
      });
    }
    for (const container of target.containers) {
      const user = get(container.node, 'securityContext', 'runAsUser');
      if (!user || numberOf(user) !== 0) continue;
      report({
        span: user.span,
        message: `${theContainer(container)} runs as UID 0: it is root, whatever its image says.`,
        fixes: () => [
          additionFix(
            `Set "runAsUser" to ${uid}`,
            false,
            container.node,
            { securityContext: { runAsUser: uid } },
            CONTAINER_ORDER,
          ),
        ],
      });
    }
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      runAsUser: 1000\n',
        ),
      ),
      good(
        deployment(
          'securityContext:\n  runAsUser: 65534\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
      ),
      good(cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n')),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      runAsUser: «0» # needed once\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    securityContext:\n      runAsUser: 1000 # needed once\n',
        ),
      ),
      bad(
        deployment(
          'securityContext: {runAsUser: «0», fsGroup: 0}\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
        deployment(
          'securityContext: {runAsUser: 1000, fsGroup: 0}\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - name: chown\n    image: example/tools:2.0\n    securityContext:\n      runAsUser: «0»\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
        cronJob(
          'restartPolicy: Never\ninitContainers:\n  - name: chown\n    image: example/tools:2.0\n    securityContext:\n      runAsUser: 10001\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
        { uid: 10001 },
      ),
    ],
  },
});
