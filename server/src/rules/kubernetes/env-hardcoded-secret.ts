import { edit } from '../../core/edit/edit.ts';
import type { Cluster } from '../../core/kubernetes/cluster.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import type { MapNode } from '../../core/model/node.ts';
import { asMap, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { secretIn } from '../../core/secrets/secret.ts';
import { providerOf } from '../../core/secrets/shape.ts';
import { shortened } from '../../core/text/shortened.ts';
import { aContainer } from './containerWords.ts';
import { cronJob, deployment, pod } from './exampleManifests.ts';
import { placeOfText } from './placeOfText.ts';

export default defineRule({
  id: 'kubernetes/env-hardcoded-secret',
  title: 'Secret in a literal environment variable',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: "A secret in a manifest is in version control for ever, on every developer's disk and in every build log that prints the manifest. Everybody who may read the pod can read it, too.",
    how: 'Keep the value in a Secret and refer to it with `secretKeyRef`; then change the secret itself, since it has been seen. The fix writes the reference, never the value: create the Secret by hand or with your secret manager.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/secret/',
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  aliases: {
    'kube-linter': 'env-var-secret',
    polaris: 'sensitiveContainerEnvVar',
    checkov: 'CKV_SECRET_6',
    kubescape: 'C-0012, C-0259',
    monokle: 'KBP111',
  },
  check(container, { environment, report }) {
    for (const item of itemsOf(get(container.node, 'env'))) {
      const variable = asMap(item);
      const name = stringOf(get(variable, 'name'));
      const value = get(variable, 'value');
      const text = stringOf(value);
      if (!variable || name === undefined || !value || text === undefined) continue;
      const secret = secretIn(name, text);
      if (!secret) continue;
      report({
        span: value.span,
        message: `"${shortened(name, 24)}" of ${aContainer(container)} holds ${secret.what} in plain text: all who can read this file know it.`,
        fixes: () => reference(container, variable, name, environment.cluster),
      });
    }
    for (const field of ['command', 'args']) {
      for (const word of itemsOf(get(container.node, field))) {
        const token = providerOf(stringOf(word) ?? '');
        if (token)
          report({
            span: placeOfText(word, token.value),
            message: `"${field}" of ${aContainer(container)} holds ${token.what} in plain text: all who can read this file know it.`,
          });
      }
    }
  },
  examples: {
    good: [
      good(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: DB_PASSWORD\n        valueFrom:\n          secretKeyRef:\n            name: api-secrets\n            key: db-password\n',
        ),
      ),
      good(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  env:\n  - {name: DB_PASSWORD_FILE, value: /run/secrets/db}\n  - {name: TOKEN_TTL_SECONDS, value: "3600"}\n  - {name: REQUIRE_PASSWORD, value: "true"}\n  - {name: SECRET_NAME, value: api-secrets}\n',
        ),
      ),
      good(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    env:\n      - name: DB_PASSWORD\n        value: ${DB_PASSWORD}\n      - name: API_KEY\n        value: <your-api-key>\n      - name: DATABASE_URL\n        value: postgres://db:5432/app\n      - name: GOOGLE_API_KEY\n        value: GOOGLE_API_KEY_VAL\n',
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: DB_PASSWORD\n        value: «correct-horse» # to be moved\n',
        ),
        pod(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: DB_PASSWORD\n        valueFrom:\n          secretKeyRef:\n            name: demo-secrets\n            key: db-password\n',
        ),
      ),
      bad(
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  env:\n  - name: DATABASE_URL\n    value: «"postgres://app:s3cr3tpw@db:5432/app"»\n  - name: LOG_LEVEL\n    value: info\n',
        ),
        deployment(
          'containers:\n- name: api\n  image: example/api:1.4.2\n  env:\n  - name: DATABASE_URL\n    valueFrom:\n      secretKeyRef:\n        name: demo-secrets\n        key: database-url\n  - name: LOG_LEVEL\n    value: info\n',
        ),
      ),
      bad(
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    env: [{name: JWT_SECRET, value: «kV9x2LqP0z»}]\n',
        ),
        cronJob(
          'restartPolicy: Never\ncontainers:\n  - name: backup\n    image: example/backup:3.1\n    env: [{name: JWT_SECRET, valueFrom: {secretKeyRef: {name: demo-secrets, key: jwt-secret}}}]\n',
        ),
      ),
    ],
  },
});

/** Replaces the value by a reference to a key of the Secret that the container already uses, else of one named after its workload. */
function reference(container: Container, variable: MapNode, name: string, cluster: Cluster): Fix[] {
  const key = name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
  const used = itemsOf(get(container.node, 'env')).flatMap(
    (item) => stringOf(get(item, 'valueFrom', 'secretKeyRef', 'name')) ?? [],
  );
  const secret = used[0] ?? `${(container.pod.workload.name ?? container.name).replace(/\*$/, '')}-secrets`;
  const value = get(variable, 'value');
  if (!value) return [];
  return [
    {
      title: `Take it from key "${key}" of Secret "${secret}"${isThere(cluster, secret) ? '' : ', which has to be created'}`,
      safe: false,
      edits: edit.substitute(variable, 'value', 'valueFrom', { secretKeyRef: { name: secret, key } }),
    },
  ];
}

/** Whether a Secret is deployed, or made of something that is; generated ones have a hash behind their name. */
function isThere(cluster: Cluster, secret: string): boolean {
  return cluster.resources.some(({ kind, name, node }) => {
    if (!/^(?:Secret|SealedSecret|ExternalSecret)$/.test(kind)) return false;
    const made = stringOf(get(node, 'spec', 'target', 'name')) ?? name;
    return made === secret || (made?.startsWith(`${secret}-`) === true && /-[a-z0-9]{10}$/.test(made));
  });
}
