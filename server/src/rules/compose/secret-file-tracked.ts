import { readEnvFile } from '../../core/compose/effective/dotenv.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule, type Exposure, type HandedFile } from '../../core/rule/rule.ts';
import { secretIn } from '../../core/secrets/secret.ts';
import { secretsInSettings } from '../../core/secrets/settingsIn.ts';
import { isPlaceholder } from '../../core/secrets/shape.ts';
import { shortened } from '../../core/text/shortened.ts';
import { baseName } from '../../core/text/uri.ts';

/** Files that show others what to fill in. */
const SHOWN = /(?:^|[._-])(?:examples?|samples?|templates?|tmpl|tpl|dist)(?:[._-]|$)/i;
/** What was encrypted before it was committed: by SOPS, git-crypt, Ansible Vault, dotenvx. */
const ENCRYPTED =
  /ENC\[AES256_GCM,|^\0GITCRYPT|^\$ANSIBLE_VAULT;|^[\w.]+=["']?encrypted:|-----BEGIN AGE ENCRYPTED/m;
const PUBLIC = /^-----BEGIN (?:CERTIFICATE|(?:RSA |EC )?PUBLIC KEY)/m;

export default defineRule({
  id: 'compose/secret-file-tracked',
  title: 'File with secrets that git does not ignore',
  category: 'security',
  levels: { recommended: 'warning', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'A file that git does not ignore is committed with the next `git add .`, and what was committed once stays in the history of every clone. An `env_file` or a secrets file is where people put the real values.',
    how: 'Have git ignore the file, and commit one with placeholders beside it, as `.env.example`. If it was committed already, take it out with `git rm --cached` and change the secrets: they have been seen. Files that are encrypted, and those called example, sample, template or dist, are left alone; so are all where no git repository is known.',
    references: [
      'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
      'https://git-scm.com/docs/gitignore',
    ],
  },
  check({ handedOver }, { report }) {
    // Several services may get one file: it is told of once.
    const seen = new Set<string>();
    for (const file of handedOver) {
      const { exposed, span, uri } = file;
      const name = baseName(uri);
      if (!exposed || seen.has(uri) || SHOWN.test(name)) continue;
      seen.add(uri);
      const what = whatIn(file);
      if (what === undefined) continue;
      report({
        span,
        message: `"${shortened(name, 40)}" holds ${what}, and git does not ignore it: once committed, it stays in the history.`,
        fixes: () => [ignoring(exposed, name, span.source.text)],
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    env_file: [config/api.env, .env.example]\n',
          'config/api.env': 'DB_PASSWORD=Zq8-kite-lamp\n',
          '.env.example': 'DB_PASSWORD=Zq8-kite-lamp\n',
          '.gitignore': '/config/*.env\n',
        },
      },
      {
        files: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    env_file: api.env\n    secrets: [db, cert]\nsecrets:\n  db: {file: db.txt}\n  cert: {file: cert.pem}\n',
          'api.env': 'LEVEL=debug\nDB_PASSWORD=\nTOKEN=change-me\n',
          'db.txt': '<the password>\n',
          'cert.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
          '.gitignore': 'node_modules\n',
        },
      },
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    env_file: api.env\n',
          'api.env': 'DB_PASSWORD=Zq8-kite-lamp\n',
        },
      },
      {
        files: {
          'deploy/compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    configs: [app]\nconfigs:\n  app: {file: ./private/app.ini}\n',
          'deploy/private/app.ini': '[db]\npassword = Zq8-kite-lamp\n',
          '.git/HEAD': '',
          '.gitignore': 'private/\n',
        },
      },
      good('services:\n  api:\n    image: example/api:1.4.2\n    env_file: ../api.env\n'),
    ],
    bad: [
      badFiles(
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    env_file:\n      - path: «./api.env» # ours\n        required: false\n  worker:\n    image: example/worker:1.4.2\n    env_file: api.env\n',
          'api.env': '# database\nDB_PASSWORD=Zq8-kite-lamp\n',
          '.gitignore': 'node_modules\n',
        },
        { '.gitignore': 'node_modules\n/api.env\n' },
      ),
      badFiles(
        {
          'deploy/compose.yaml':
            'services:\n  db:\n    image: postgres:16\n    secrets: [pw]\nsecrets:\n  pw:\n    file: «secrets/db.txt»\n',
          'deploy/secrets/db.txt': 'Zq8-kite-lamp\n',
          '.git/HEAD': '',
        },
        { '.gitignore': '/deploy/secrets/db.txt\n' },
      ),
      badFiles(
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    configs: [app]\nconfigs:\n  app: {file: «conf/app.ini»}\n',
          'conf/app.ini': '[db]\npassword = Zq8-kite-lamp\n',
          '.gitignore': 'conf/*\n',
          'conf/.gitignore': '!app.ini',
        },
        { 'conf/.gitignore': '!app.ini\n/app.ini\n' },
      ),
    ],
  },
});

/** What of a file is secret, in words; undefined where nothing is. */
function whatIn({ kind, uri, text }: HandedFile): string | undefined {
  const content = text.trim();
  if (content === '' || ENCRYPTED.test(text)) return undefined;
  if (kind === 'config') return secretsInSettings(baseName(uri), text)[0]?.what;
  if (kind === 'secret') {
    const open = isPlaceholder(content) || (PUBLIC.test(text) && !/PRIVATE KEY/.test(text));
    return open ? undefined : 'a secret';
  }
  for (const [name, value] of readEnvFile(text, () => undefined).values) {
    const secret = secretIn(name, value);
    if (secret) return secret.what;
  }
  return undefined;
}

/** @param style a text whose ends of lines a new file takes over */
function ignoring({ uri, text, path }: Exposure, name: string, style: string): Fix {
  const title = `Have git ignore "${shortened(name, 40)}"`;
  // A blank at the end, and what is special in a pattern, count as they are.
  const pattern = `/${path.replace(/[\\*?[\]]|\s$/g, '\\$&')}`;
  if (text === undefined) {
    const end = style.includes('\r\n') ? '\r\n' : '\n';
    return { title, safe: false, edits: [], creates: [{ uri, text: `${pattern}${end}` }] };
  }
  const end = (text.includes('\n') ? text : style).includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? '' : end;
  const span = { source: { uri, text, shared: [] }, start: text.length, end: text.length };
  return { title, safe: false, edits: [{ span, newText: `${before}${pattern}${end}` }] };
}
