import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import { isFalse, isTrue, numberOf } from '../../core/model/read.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { effectiveSetting } from './securitySetting.ts';

export default defineRule({
  id: 'kubernetes/run-as-non-root',
  title: 'Container may run as root',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Without `runAsNonRoot: true` a container runs as whatever user its image names, and most images name root. A process that breaks out of a root container is root on the node, too, unless user namespaces are in use.',
    how: 'Set `runAsNonRoot: true` on the container or on the pod, and `runAsUser` where the image has no numeric user. A `runAsUser` above 0 counts too.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-linter': 'run-as-non-root',
    polaris: 'runAsRootAllowed',
    checkov: 'CKV_K8S_23',
    trivy: 'KSV-0012',
  },
  check(container, { report }) {
    if (container.pod.windows || container.role === 'ephemeral') return;
    const nonRoot = effectiveSetting(container, 'runAsNonRoot');
    const user = numberOf(effectiveSetting(container, 'runAsUser'));
    if (isTrue(nonRoot) || (user !== undefined && user > 0)) return;
    // An explicit root user has a rule of its own.
    if (user === 0 && !isFalse(nonRoot)) return;
    const refused = isFalse(nonRoot) ? nonRoot : undefined;
    report({
      span: refused?.span ?? container.nameSpan,
      message: refused
        ? `${theContainer(container)} is allowed to run as root: whoever breaks out of it is root on the node.`
        : `${theContainer(container)} may run as root: nothing sets runAsNonRoot, so the image decides.`,
      missing: refused === undefined,
      fixes: () => [
        additionFix(
          'Set "runAsNonRoot" to true',
          false,
          container.node,
          { securityContext: { runAsNonRoot: true } },
          CONTAINER_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      {
        files: `apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: api
      image: example/api:1.4.2
`,
      },
      {
        files: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
        - name: api
          image: example/api:1.4.2
          securityContext: {runAsUser: 10001}
`,
      },
      {
        files: `apiVersion: v1
kind: Pod
metadata:
  name: iis
spec:
  os:
    name: windows
  containers:
    - name: iis
      image: example/iis:2022
`,
      },
    ],
    bad: [
      {
        files: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
      - name: api # the main one
        image: example/api:1.4.2
        volumeMounts:
        - name: data
          mountPath: /data
`,
        expect: ['15:15-18'],
        fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
      - name: api # the main one
        image: example/api:1.4.2
        securityContext:
          runAsNonRoot: true
        volumeMounts:
        - name: data
          mountPath: /data
`,
      },
      {
        files: `apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: api
      image: example/api:1.4.2
      securityContext:
        runAsNonRoot: false
`,
        expect: ['12:23-28'],
        fixed: `apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: api
      image: example/api:1.4.2
      securityContext:
        runAsNonRoot: true
`,
      },
      {
        files: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - {name: wait, image: "example/wait:1.0"}
          containers:
            - name: backup
              image: example/backup:3.1
              securityContext: {runAsNonRoot: true}
`,
        expect: ['13:22-26'],
        fixed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - {name: wait, image: "example/wait:1.0", securityContext: {runAsNonRoot: true}}
          containers:
            - name: backup
              image: example/backup:3.1
              securityContext: {runAsNonRoot: true}
`,
      },
    ],
  },
});
