import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { theContainer } from './containerWords.ts';
import { api, cronJob, deployment, pod } from './exampleManifests.ts';

export default defineRule({
  id: 'kubernetes/env-from-secret',
  title: 'Secret in an environment variable',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Environment variables reach every child process, and end up in crash reports, debug pages and logs. A secret in a file can be read when it is needed, and changes without a restart.',
    how: 'Mount the Secret as a volume and read the file, as many images do with variables that end in `_FILE`. Where the application only takes variables, leave the rule off.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod',
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  aliases: {
    'kube-linter': 'read-secret-from-env-var',
    kics: 'Secrets As Environment Variables [3d658f8b-d988-41a0-a841-40043121de1e]',
    checkov: 'CKV_K8S_35',
    kubescape: 'C-0207',
    monokle: 'KBP112',
  },
  check(container, { report }) {
    const references = [
      ...itemsOf(get(container.node, 'env')).map((item) => get(item, 'valueFrom', 'secretKeyRef')),
      ...itemsOf(get(container.node, 'envFrom')).map((item) => get(item, 'secretRef')),
    ];
    for (const reference of references) {
      if (!reference) continue;
      report({
        span: (stringOf(get(reference, 'name')) === undefined
          ? reference
          : (get(reference, 'name') ?? reference)
        ).span,
        message: `${theContainer(container)} gets a secret as a variable: child processes and crash reports have it, too.`,
      });
    }
  },
  examples: {
    good: [
      good(pod(api('env:\n  - name: MODE\n    value: fast\n'))),
      good(
        deployment(
          `${api('envFrom: [{configMapRef: {name: settings}}]\nvolumeMounts: [{name: secrets, mountPath: /secrets, readOnly: true}]\n')}volumes:\n- {name: secrets, secret: {secretName: api}}\n`,
        ),
      ),
      good(
        cronJob(
          `restartPolicy: Never\n${api('env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]\n')}`,
        ),
      ),
    ],
    bad: [
      bad(
        pod(
          api(
            'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: «api» # made by hand\n        key: db\n',
          ),
        ),
      ),
      bad(deployment(api('envFrom:\n- secretRef: {name: «"api"», optional: true}\n'))),
      bad(
        cronJob(
          `restartPolicy: Never\n${api('envFrom: [{secretRef: {name: «a»}}]\nenv: [{name: B, valueFrom: {secretKeyRef: {key: b, name: «b»}}}]\n')}`,
        ),
      ),
    ],
  },
});
