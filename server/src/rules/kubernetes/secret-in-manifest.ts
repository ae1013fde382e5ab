import type { Entry } from '../../core/model/node.ts';
import { entriesOf, get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { textInBase64 } from '../../core/secrets/base64.ts';
import { isHarmless, namesSecret } from '../../core/secrets/secret.ts';
import { isPlaceholder } from '../../core/secrets/shape.ts';
import { shortened } from '../../core/text/shortened.ts';
import { baseName } from '../../core/text/uri.ts';

const secret = (body: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: demo\n${body}`;

/** Keys of what may be known: certificates, names, places. */
const OPEN_KEY =
  /(?:account|user)name$|(?:^|[._-])(?:crt|cert|pub|user|username|login|name|host|hostname|port|namespace|server|type|endpoint|address|region|email|database|db|dbname|ca|id|version|scheme|enable[ds]?)$/i;
const SAMPLE = /(?:^|[._-])(?:example|examples|sample|template|tmpl|tpl|dist)(?:[._-]|$)/i;

export default defineRule({
  id: 'kubernetes/secret-in-manifest',
  title: 'Secret with its value in the manifest',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'What stands in `data` is encoded, not encrypted: everybody with the file has the secret, and version control keeps it for ever. Whoever reads the repository can act as the application does.',
    how: 'Keep the manifest without the value: a SealedSecret, an ExternalSecret, a file encrypted with SOPS, or a `secretGenerator` that reads a file which is not committed. Then change the secret itself, since it has been seen. Placeholders, templates, certificates and the names of users are fine.',
    references: [
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
      'https://kubernetes.io/docs/concepts/configuration/secret/',
    ],
  },
  check(resource, { report }) {
    const { kind, group, node, name = '' } = resource;
    if (kind !== 'Secret' || group !== '' || get(node, 'sops')) return;
    if (stringOf(get(node, 'type')) === 'kubernetes.io/service-account-token') return;
    const real = [
      ...entriesOf(get(node, 'data')).filter((each) => isReal(each, true)),
      ...entriesOf(get(node, 'stringData')).filter((each) => isReal(each, false)),
    ];
    const first = real.find(({ key }) => namesSecret(key)) ?? real[0];
    if (!first) return;
    const others = real.length > 1 ? ` and ${real.length - 1} more` : '';
    report({
      span: first.value.span,
      message: `Secret "${shortened(name, 24)}" has the value of "${shortened(first.key, 24)}"${others} in the manifest: all who can read the file know it.`,
    });
  },
  examples: {
    good: [
      good(
        secret(
          'type: Opaque\nstringData:\n  password: ${DB_PASSWORD}\n  token: <your-token>\n  username: app\n',
        ),
      ),
      good(
        'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: demo\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq\n',
      ),
      good(secret('data:\n  password: Y2hhbmdlLW1l\n  ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t\n')),
      good(
        secret(
          'stringData:\n  password: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]\nsops:\n  version: 3.8.1\n',
        ),
      ),
    ],
    bad: [
      bad(secret('type: Opaque\ndata:\n  username: YXBw\n  password: «Y29ycmVjdC1ob3JzZQ==»\n')),
      bad(secret('stringData:\n  config: «"a: b-kW3x9"»\n')),
      bad(
        `${secret('stringData: {user: app, api-token: «kV9x2LqP0z», other: x-kW3x9}\n')}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: demo\ndata: {a: b}\n`,
      ),
    ],
  },
});

/** Whether a value is what it will be in the cluster, and nobody should know it. */
function isReal({ key, value }: Entry, encoded: boolean): boolean {
  const written = stringOf(value)?.trim() ?? '';
  const { source, start, end } = value.span;
  if (written === '' || isPlaceholder(written) || SAMPLE.test(baseName(source.uri))) return false;
  // A generator reads most values from files, which may be ignored by git; a literal stands here.
  if (value.made === true && !source.text.slice(start, end).replace(/^["']/, '').startsWith(`${key}=`))
    return false;
  const text = encoded ? (textInBase64(written) ?? written) : written;
  if (/^ENC\[|^AgB/.test(text) || /BEGIN (?:CERTIFICATE|PUBLIC KEY)/.test(text.slice(0, 40))) return false;
  if (text.trim() === '' || isPlaceholder(text.trim()) || /\{\{|\$\{/.test(text)) return false;
  return namesSecret(key)
    ? !isHarmless(text.trim()) || text.length > 30
    : !OPEN_KEY.test(key) && !isHarmless(text.trim());
}
