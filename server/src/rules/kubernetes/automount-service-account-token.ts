import { POD_SPEC_ORDER } from '../../core/edit/keyOrder.ts';
import { type Cluster, sameNamespace } from '../../core/kubernetes/cluster.ts';
import { type Container, type Pod, serviceAccountOf } from '../../core/kubernetes/pod.ts';
import { dataOf, entry, get, isFalse, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/automount-service-account-token',
  title: 'Service account token mounted without need',
  category: 'security',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'Every pod gets a token for the API server unless it is told not to. An intruder finds it at a well-known path and has all the rights of its service account. Most applications never call the API server.',
    how: "Set `automountServiceAccountToken: false` on the pod or on the service account. A pod whose service account has a Role bound to it, or is from elsewhere, is taken to use the token, and so is one that calls `kubectl` or names the token's file.",
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
      'https://kubernetes.io/docs/concepts/security/service-accounts/',
    ],
  },
  aliases: {
    polaris: 'automountServiceAccountToken',
    kics: 'Service Account Token Automount Not Disabled [48471392-d4d0-47c0-b135-cdec95eb3eef]',
    checkov: 'CKV_K8S_38',
    trivy: 'KSV-0036',
    kubescape: 'C-0034, C-0190',
    monokle: 'KBP106',
  },
  check(target, { environment, report }) {
    const own = entry(target.spec, 'automountServiceAccountToken');
    if (own && isFalse(own.value)) return;
    const explicit = own && isTrue(own.value) ? own.value : undefined;
    const account = serviceAccountOf(target);
    if (!explicit && accountForbids(environment.cluster, account ?? 'default', target)) return;
    // Rights given to the account, or an account from elsewhere, show that the token is wanted.
    const named = account !== undefined && account !== 'default';
    if (named && isBound(environment.cluster, account)) return;
    if (named && !explicit && !isDeclared(environment.cluster, account)) return;
    if (target.containers.some(usesToken)) return;
    const { kind, name, nameSpan } = target.workload;
    report({
      span: explicit?.span ?? nameSpan,
      message: `${kind} "${name ?? ''}" mounts a token for the API server: an intruder can use it, the pod seems not to.`,
      missing: explicit === undefined,
      fixes: () => [
        additionFix(
          'Set "automountServiceAccountToken" to false',
          false,
          target.spec,
          { automountServiceAccountToken: false },
          POD_SPEC_ORDER,
        ),
      ],
    });
  },
  examples: {
    good: [
      good(
        pod(
          'automountServiceAccountToken: false\ncontainers:\n  - name: api\n    image: example/api:1.4.2\n',
        ),
      ),
      good(
        deployment(
          'serviceAccountName: operator\ncontainers:\n- name: operator\n  image: example/operator:1.0\n',
        ),
      ),
      good(
        `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: default\nautomountServiceAccountToken: false\n---\n${cronJob('restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n')}`,
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: clean\n    image: example/tools:3.1\n    command: [sh, -c, "kubectl delete pods --field-selector=status.phase=Failed"]\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod('containers:\n  - name: api\n    image: example/api:1.4.2\n').replace(
          'name: demo',
          'name: «demo»',
        ),
        pod(
          'automountServiceAccountToken: false\ncontainers:\n  - name: api\n    image: example/api:1.4.2\n',
        ),
      ),
      bad(
        deployment(
          'automountServiceAccountToken: «true»\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
        deployment(
          'automountServiceAccountToken: false\ncontainers:\n- name: api\n  image: example/api:1.4.2\n',
        ),
      ),
      bad(
        cronJob(
          'serviceAccountName: default\nrestartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ).replace('name: demo', 'name: «demo»'),
        cronJob(
          'serviceAccountName: default\nautomountServiceAccountToken: false\nrestartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n',
        ),
      ),
    ],
  },
});

function accountForbids(cluster: Cluster, name: string, target: Pod): boolean {
  return cluster.resources.some(
    (each) =>
      each.kind === 'ServiceAccount' &&
      each.name === name &&
      sameNamespace(each.namespace, target.workload.namespace) &&
      isFalse(get(each.node, 'automountServiceAccountToken')),
  );
}

function isDeclared(cluster: Cluster, name: string): boolean {
  return cluster.resources.some((each) => each.kind === 'ServiceAccount' && each.name === name);
}

/** Whether a RoleBinding or ClusterRoleBinding gives the account rights. */
function isBound(cluster: Cluster, name: string): boolean {
  return cluster.resources.some(
    (each) =>
      each.kind.endsWith('RoleBinding') &&
      itemsOf(get(each.node, 'subjects')).some(
        (subject) =>
          stringOf(get(subject, 'kind')) === 'ServiceAccount' && stringOf(get(subject, 'name')) === name,
      ),
  );
}

const SIGNS = /\bkubectl\b|\/var\/run\/secrets\/kubernetes\.io|\bKUBERNETES_SERVICE_/;

/** Whether a container's image, commands, variables or mounts show that it talks to the API server. */
function usesToken(container: Container): boolean {
  return ['image', 'command', 'args', 'env', 'volumeMounts'].some((key) => {
    const value = get(container.node, key);
    return value !== undefined && SIGNS.test(JSON.stringify(dataOf(value)));
  });
}
