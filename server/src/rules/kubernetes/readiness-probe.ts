import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { inferProbe } from '../../core/infer/probe.ts';
import { servicesSelecting } from '../../core/kubernetes/cluster.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isKnative, theContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { isPlaceholder } from './placeholderText.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: demo
spec:
  selector:
    app: demo
  ports:
    - port: 80
      targetPort: 8000
---
`;

export default defineRule({
  id: 'kubernetes/readiness-probe',
  title: 'Container without a readiness probe',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A Service sends traffic to every pod that is ready, and without a readiness probe a pod is ready as soon as its process has started. Each roll-out then answers some requests with errors.',
    how: 'Ask whether the container can serve requests now. Where no Service selects the pod the finding is only information: nothing sends it traffic. A pod without a controller, which takes part in no roll-out either, is then left alone unless `unserved` is set.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
  },
  aliases: {
    'kube-linter': 'no-readiness-probe',
    'kube-score': 'pod-probes',
    polaris: 'readinessProbeMissing',
    checkov: 'CKV_K8S_9',
    kubescape: 'C-0018',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      unserved: {
        type: 'boolean',
        default: false,
        description: 'Whether pods without a controller are reported though no Service selects them.',
      },
    },
  },
  strictOptions: { unserved: true },
  check(container, { environment, options, report }) {
    if (!container.longRunning || !isNull(get(container.node, 'readinessProbe'))) return;
    if (isPlaceholder(container)) return;
    // It asks every container by itself, and knows what to ask.
    if (isKnative(container.pod.workload)) return;
    const [service] = servicesSelecting(environment.cluster, container.pod);
    if (!service && container.pod.workload.kind === 'Pod' && !options.unserved) return;
    report({
      span: container.nameSpan,
      message: service
        ? `${theContainer(container)} has no readiness probe: a Service will send it traffic before it is ready.`
        : `${theContainer(container)} has no readiness probe: it counts as ready as soon as it has started.`,
      missing: true,
      ...(service ? {} : { severity: 'information' as const }),
      ...(service
        ? { related: [{ span: service.resource.nameSpan, message: 'This Service selects it.' }] }
        : {}),
      fixes: () => {
        const found = inferProbe('readiness', container, environment);
        if (!found) return [];
        return [
          additionFix(
            `Add a readiness probe: ${found.description}`,
            false,
            container.node,
            { readinessProbe: found.probe },
            CONTAINER_ORDER,
          ),
        ];
      },
    });
  },
  examples: {
    good: [
      good(pod('containers:\n  - name: test\n    image: example/test:1.0\n')),
      good(deployment('containers:\n- name: hold\n  image: registry.k8s.io/pause:3.10\n')),
      good(
        SERVICE +
          pod(
            'containers:\n  - name: api\n    image: example/api:1.4.2\n    readinessProbe:\n      httpGet: {path: /health, port: 8000}\n',
          ),
      ),
      good(
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  template:\n    spec:\n      containers:\n        - image: example/hello:1.0\n',
      ),
      good(cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n')),
      good(
        deployment(
          'initContainers:\n- name: migrate\n  image: example/api:1.4.2\ncontainers:\n- name: api\n  image: example/api:1.4.2\n  readinessProbe: {tcpSocket: {port: 8000}}\n',
        ),
      ),
    ],
    bad: [
      bad(
        SERVICE +
          pod(
            'containers:\n  - name: «api»\n    image: example/api:1.4.2\n    ports:\n      - containerPort: 8000\n      - containerPort: 9000\n',
          ),
        SERVICE +
          pod(
            'containers:\n  - name: api\n    image: example/api:1.4.2\n    ports:\n      - containerPort: 8000\n      - containerPort: 9000\n    readinessProbe:\n      tcpSocket:\n        port: 8000\n      periodSeconds: 5\n      failureThreshold: 2\n',
          ),
      ),
      bad(
        deployment(
          'containers:\n- name: «api»\n  image: example/api:1.4.2\n  livenessProbe:\n    exec: {command: [/bin/alive]}\n    initialDelaySeconds: 20\n  securityContext: {}\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  livenessProbe:\n    exec: {command: [/bin/alive]}\n    initialDelaySeconds: 20\n  readinessProbe:\n    exec:\n      command:\n      - /bin/alive\n    initialDelaySeconds: 20\n    periodSeconds: 5\n    failureThreshold: 2\n  securityContext: {}\n',
        ),
      ),
      bad(
        pod(
          'initContainers:\n  - name: «proxy» # a sidecar\n    image: example/proxy:2.0\n    restartPolicy: Always\n    ports: [{name: http, containerPort: 8080}]\ncontainers:\n  - name: app\n    image: example/app:1.0\n    readinessProbe: {tcpSocket: {port: 1}}\n',
        ),
        pod(
          'initContainers:\n  - name: proxy # a sidecar\n    image: example/proxy:2.0\n    restartPolicy: Always\n    ports: [{name: http, containerPort: 8080}]\n    readinessProbe:\n      tcpSocket:\n        port: http\n      periodSeconds: 5\n      failureThreshold: 2\ncontainers:\n  - name: app\n    image: example/app:1.0\n    readinessProbe: {tcpSocket: {port: 1}}\n',
        ),
        { unserved: true },
      ),
    ],
  },
});
