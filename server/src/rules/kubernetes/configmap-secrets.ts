import { entriesOf, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { secretsInSettings } from '../../core/secrets/settingsIn.ts';
import { shortened } from '../../core/text/shortened.ts';
import { placeOfText } from './placeOfText.ts';

const configMap = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: demo\ndata:\n${data}`;

export default defineRule({
  id: 'kubernetes/configmap-secrets',
  title: 'Secret in a ConfigMap',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'A ConfigMap is plain text to everybody who may read the namespace, it is not encrypted at rest, and its manifest is in version control. A password or a token in it is as good as published.',
    how: 'Keep the value in a Secret, made by your secret manager, and mount or refer to that; then change the secret itself, since it has been seen. Files of settings are read line by line; of scripts only tokens in a published format and URLs with a password are told.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/configmap/',
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  aliases: {
    polaris: 'sensitiveConfigmapContent',
    trivy: 'KSV-0109, KSV-01010',
    kubescape: 'C-0012',
  },
  check(resource, { report }) {
    if (resource.kind !== 'ConfigMap' || resource.group !== '') return;
    for (const { key, value } of entriesOf(get(resource.node, 'data'))) {
      const text = stringOf(value);
      if (text === undefined) continue;
      const told = new Set<string>();
      for (const secret of secretsInSettings(key, text)) {
        if (told.has(secret.value)) continue;
        told.add(secret.value);
        report({
          span: placeOfText(value, secret.value),
          message: `"${shortened(key, 24)}" of ConfigMap "${shortened(resource.name ?? '', 24)}" holds ${secret.what} in plain text: all who can read it know it.`,
        });
      }
    }
  },
  examples: {
    good: [
      good(
        configMap(
          '  DB_HOST: db\n  DB_PASSWORD_FILE: /run/secrets/db\n  TOKEN_TTL: "3600"\n  API_KEY: ${API_KEY}\n',
        ),
      ),
      good(
        configMap(
          '  app.properties: |\n    spring.datasource.username=app\n    spring.datasource.password=${DB_PASSWORD}\n    # password=old\n    token.expiry=1h\n',
        ),
      ),
      good(
        configMap(
          '  run.sh: |\n    PASSWORD=$1\n    token=$(cat /run/secrets/token)\n    password = read_password("x")\n  config.yaml: |\n    auth:\n      secret: api-credentials\n      existingSecret: login\n',
        ),
      ),
    ],
    bad: [
      bad(configMap('  LOG_LEVEL: info\n  DB_PASSWORD: «correct-horse» # to be moved\n')),
      bad(
        configMap(
          '  app.properties: |\n    spring.datasource.username=app\n    spring.datasource.password=«correct-horse»\n  config.json: \'{"user": "x", "apiKey": "«kV9x2LqP0z»"}\'\n',
        ),
      ),
      bad(
        configMap(
          '  run.sh: |\n    psql postgres://app:«pa55word»@db/app\n  my.cnf: |\n    [client]\n    user = x\n    password = «Xy7-quiet-lake»\n',
        ),
      ),
    ],
  },
});
