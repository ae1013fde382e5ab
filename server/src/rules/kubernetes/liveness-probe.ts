import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { inferProbe } from '../../core/infer/probe.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { isPlaceholder } from './placeholderText.ts';

export default defineRule({
  id: 'kubernetes/liveness-probe',
  title: 'Container without a liveness probe',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Without a liveness probe the kubelet only restarts a container whose process has ended. One that hangs, in a deadlock or out of connections, stays as it is until somebody notices.',
    how: 'Ask something cheap that needs no other service, and be patient: a liveness probe that is too eager restarts a container that is merely busy. Jobs and init containers need none.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
  },
  aliases: {
    'kube-linter': 'no-liveness-probe',
    'kube-score': 'pod-probes',
    polaris: 'livenessProbeMissing',
    checkov: 'CKV_K8S_8',
    kubescape: 'C-0056',
  },
  check(container, { environment, report }) {
    if (!container.longRunning || !isNull(get(container.node, 'livenessProbe'))) return;
    if (isPlaceholder(container)) return;
    const quiet = environment.kind === 'staging' || environment.kind === 'development';
    report({
      span: container.nameSpan,
      message: `${theContainer(container)} has no liveness probe: if it hangs, nothing restarts it.`,
      missing: true,
      ...(quiet ? { severity: 'information' as const } : {}),
      fixes: () => {
        const found = inferProbe('liveness', container, environment);
        if (!found) return [];
        return [
          additionFix(
            `Add a liveness probe: ${found.description}`,
            false,
            container.node,
            { livenessProbe: found.probe },
            CONTAINER_ORDER,
          ),
        ];
      },
    });
  },
  examples: {
    good: [
      good(deployment('containers:\n- name: hold\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    livenessProbe:\n      httpGet: {path: /health, port: 8000}\n',
        ),
      ),
      good(cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n')),
      good(
        deployment(
          'initContainers:\n- name: migrate\n  image: example/api:1.4.2\ncontainers:\n- name: api\n  image: example/api:1.4.2\n  livenessProbe: {tcpSocket: {port: 8000}}\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: «api»\n    image: example/api:1.4.2\n    ports:\n      - containerPort: 8000\n    readinessProbe:\n      httpGet:\n        path: /health\n        port: 8000\n      periodSeconds: 20\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    ports:\n      - containerPort: 8000\n    livenessProbe:\n      httpGet:\n        path: /health\n        port: 8000\n      periodSeconds: 20\n      failureThreshold: 4\n    readinessProbe:\n      httpGet:\n        path: /health\n        port: 8000\n      periodSeconds: 20\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: «db» # the only one\n  image: postgres:16.3\n  ports:\n  - {name: db, containerPort: 5432}\n',
        ),
        deployment(
          'containers:\n- name: db # the only one\n  image: postgres:16.3\n  ports:\n  - {name: db, containerPort: 5432}\n  livenessProbe:\n    exec:\n      command:\n      - pg_isready\n    periodSeconds: 10\n    failureThreshold: 3\n',
        ),
      ),
      bad(deployment('containers:\n- name: «worker»\n  image: example/worker:1.0\n')),
      {
        files: {
          'k8s/api.yaml': pod('containers:\n  - name: api\n    image: example/api:1.4.2\n'),
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck:\n      test: curl -f http://localhost:8000/health || exit 1\n',
        },
        expect: ['k8s/api.yaml:9:13-16'],
        fixed: {
          'k8s/api.yaml': pod(
            'containers:\n  - name: api\n    image: example/api:1.4.2\n    livenessProbe:\n      httpGet:\n        path: /health\n        port: 8000\n      periodSeconds: 10\n      failureThreshold: 3\n',
          ),
        },
      },
    ],
  },
});
