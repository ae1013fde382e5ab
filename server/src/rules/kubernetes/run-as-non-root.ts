import { CONTAINER_ORDER } from '../../core/edit/keyOrder.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import { get, isFalse, isTrue, numberOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { badFiles } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { canonicalRepository, parseImage } from '../../core/text/imageReference.ts';
import { theContainer } from './containerWords.ts';
import { api, pod } from './exampleManifests.ts';
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
    how: 'Set `runAsNonRoot: true` on the container or on the pod, and `runAsUser` where the image has no numeric user: the fix takes it from the policy of the environment, or from the Compose service of the same image. A `runAsUser` above 0 counts too.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  aliases: {
    'kube-linter': 'run-as-non-root',
    polaris: 'runAsRootAllowed',
    kics: 'Container Running As Root [cf34805e-3872-4c08-bf92-6ff7bb0cfadb]',
    checkov: 'CKV_K8S_23',
    trivy: 'KSV-0012',
    kubescape: 'C-0013',
    semgrep:
      'run-as-non-root, run-as-non-root-container-level, run-as-non-root-container-level-missing-security-context, run-as-non-root-security-context-pod-level, run-as-non-root-unsafe-value',
    monokle: 'PSS203',
  },
  check(container, { environment, report }) {
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
        ...(user === undefined ? withUser(container, environment) : []),
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
      badFiles(
        {
          'api.yaml': pod('containers:\n  - name: «api»\n    image: example/api:1.4.2\n'),
          'compose.yaml': 'services:\n  api:\n    image: docker.io/example/api:1.4\n    user: "1001:1001"\n',
        },
        { 'api.yaml': pod(api('securityContext:\n  runAsNonRoot: true\n  runAsUser: 1001\n')) },
      ),
    ],
  },
});

/** The same with the UID, where the policy or the same image in Compose tells it. */
function withUser(container: Container, environment: Environment): Fix[] {
  const known = userFor(container, environment);
  if (!known) return [];
  return [
    additionFix(
      `Set "runAsNonRoot" to true and "runAsUser" to ${known.uid}, ${known.source}`,
      false,
      container.node,
      { securityContext: { runAsNonRoot: true, runAsUser: known.uid } },
      CONTAINER_ORDER,
    ),
  ];
}

function userFor(
  { image }: Container,
  { policy, compose }: Environment,
): { readonly uid: number; readonly source: string } | undefined {
  if (policy.user !== undefined && policy.user > 0) return { uid: policy.user, source: 'as the policy asks' };
  const wanted = repositoryOf(image);
  if (wanted === undefined) return undefined;
  for (const service of compose.flatMap((project) => project.services)) {
    const uid = Number(/^[1-9]\d*(?=:|$)/.exec(stringOf(get(service.node, 'user')) ?? '')?.[0]);
    if (uid > 0 && repositoryOf(service.image) === wanted) {
      return { uid, source: `as in Compose service "${service.name}"` };
    }
  }
  return undefined;
}

function repositoryOf(image: string | undefined): string | undefined {
  const parsed = image === undefined ? undefined : parseImage(image);
  return parsed && canonicalRepository(parsed.repository);
}
