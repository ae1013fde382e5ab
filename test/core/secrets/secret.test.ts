import { describe, expect, it } from 'vitest';
import { secretIn } from '../../../server/src/core/secrets/secret.ts';
import { entropyOf } from '../../../server/src/core/secrets/shape.ts';

/** What a value is taken for. */
const what = (name: string, value: string): string | undefined => secretIn(name, value)?.what;

/** Made up here; put together so that no scanner takes this file for a leak. */
const word = (length: number, alphabet = 'Qz7Kp2Xw9Rb4Tn6Vd8'): string =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + 3) % alphabet.length]).join('');

describe('a name that says that its value is secret', () => {
  it.each([
    ['POSTGRES_PASSWORD', 'a password'],
    ['password', 'a password'],
    ['DB_PASS', 'a password'],
    ['dbPassword', 'a password'],
    ['spring.datasource.password', 'a password'],
    ['mysql-root-password', 'a password'],
    ['PGPWD_PWD', 'a password'],
    ['KEY_PASSPHRASE', 'a password'],
    ['SMTP_PASSWORDS', 'a password'],
    ['API_TOKEN', 'a token'],
    ['githubToken', 'a token'],
    ['CI_TOKENS', 'a token'],
    ['API_KEY', 'a key'],
    ['STRIPE_APIKEY', 'a key'],
    ['AWS_SECRET_ACCESS_KEY', 'a key'],
    ['ENCRYPTION_KEY', 'a key'],
    ['private-key', 'a key'],
    ['JWT_SECRET', 'a secret'],
    ['CLIENT_SECRETS', 'a secret'],
    ['GOOGLE_CREDENTIALS', 'a secret'],
    ['SENTRY_DSN', 'a secret'],
    ['PGPASSWORD', 'a password'],
    ['mysqlrootpassword', 'a password'],
  ])('is %s', (name, expected) => {
    expect(what(name, 'Kw3-blue-otter')).toBe(expected);
  });

  it.each([
    'POSTGRES_USER',
    'PASSWORD_FILE',
    'TLS_KEY_PATH',
    'TOKEN_URL',
    'TOKEN_EXPIRES_IN',
    'PASSWORD_MIN_LENGTH',
    'SECRET_NAME',
    'API_KEY_HEADER',
    'JWT_SECRET_ROTATION',
    'PASSWORD_POLICY',
    'PASSWORD_HASH_ALGO',
    'PASSWORD_ENCODER',
    'PASSWORD_HASH_ROUNDS',
    'NOPASSWORD',
    'TOKEN_TTL',
    'ACCESS_KEY_ID',
    'PUBLIC_KEY',
    'MYSQL_ALLOW_EMPTY_PASSWORD',
    'REQUIRE_PASSWORD',
    'FORGOT_PASSWORD',
    'HAS_SECRET',
    'COMPASS',
    'PASSENGER',
    'BYPASS',
    'KEYBOARD',
    'TOKENIZER',
    'SECRETARY',
    'CACHE_KEY',
    'KEY',
    '',
  ])('is not %s', (name) => {
    expect(what(name, 'Kw3-blue-otter')).toBeUndefined();
  });
});

describe('a value that is no secret, whatever its name', () => {
  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['a switch', 'true'],
    ['a switch in capitals', 'OFF'],
    ['nothing in words', 'None'],
    ['a small number', '42'],
    ['a duration', '30s'],
    ['a method', 'scram-sha-256'],
    ['a kind of authorisation', 'bearer'],
    ['a path', '/run/secrets/db_password'],
    ['a relative path', './secrets/db.txt'],
    ['a path at home', '~/.netrc'],
    ['a path of Windows', 'C:\\secrets\\db.txt'],
    ['a URL without a password', 'https://vault.example.com/v1/secret'],
    ['a sentence', 'ask the team for it'],
    ['a way to hash', 'bcrypt'],
    ['a way to hash', 'argon2id'],
    ['a way to send', 'include'],
    ['a URL with a user', 'https://app@vault.example.com/v1'],
    ['a variable', '${DB_PASSWORD}'],
    ['a variable with a default', '${DB_PASSWORD:?set it}'],
    ['a variable without braces', '$DB_PASSWORD'],
    ['a variable inside of it', 'prefix-${DB_PASSWORD}'],
    ['a variable of Kubernetes', '$(DB_PASSWORD)'],
    ['a variable of Windows', '%DB_PASSWORD%'],
    ['a template', '{{ .Values.password }}'],
    ['angle brackets', '<your password>'],
    ['brackets', '[password]'],
    ['dots', '...'],
    ['stars', '********'],
    ['crosses', 'xxxxxxxx'],
    ['an order', 'change-me'],
    ['an order without a dash', 'changeme'],
    ['an order in capitals', 'CHANGE_ME_NOW'],
    ['another order', 'replace-with-your-key'],
    ['another order', 'insert_password_here'],
    ['a note', 'TODO'],
    ['a note inside of it', 'fixme-before-release'],
    ['a placeholder', 'your-api-key'],
    ['a placeholder', 'my_secret_here'],
    ['an example', 'example-password'],
    ['an example', 'example'],
    ['what is cut out', 'REDACTED'],
    ['another name', 'DB_PASSWORD_PROD'],
    ['a reference to a vault', 'vault:secret/data/db#password'],
    ['a reference to a password manager', 'op://team/db/password'],
    ['an encrypted value', 'sops:ENC'],
  ])('is %s: %s', (_, value) => {
    expect(what('DB_PASSWORD', value)).toBeUndefined();
  });

  it.each([
    'hunter2',
    'postgres',
    '12345678',
    'admin',
    'p@ss word',
    'a/b+c=',
    'Tr0ub4dor&3',
    'correct-horse',
    '/x+y=',
  ])('is not %s', (value) => {
    expect(secretIn('DB_PASSWORD', ` ${value} `)).toEqual({ what: 'a password', value });
  });

  it('is a short word behind a name with KEY or TOKEN', () => {
    expect(what('SIGNING_KEY', 'aaaa')).toBeUndefined();
    expect(what('AUTH_TOKEN', 'abab')).toBeUndefined();
    expect(what('AUTH_TOKEN', word(16))).toBe('a token');
    expect(what('API_KEY', 'aaaaaaaaaaaaaa')).toBe('a key');
  });
});

describe('a value that is a secret, whatever its name', () => {
  it.each([
    ['a GitHub token', `ghp_${word(36)}`],
    ['a GitHub token', `ghs_${word(40)}`],
    ['a GitHub token', `github_pat_${word(22)}_${word(59)}`],
    ['a GitLab token', `glpat-${word(20)}`],
    ['an AWS access key', `AKIA${word(16, 'QZ7KP2XW9RB4TN6V')}`],
    ['a Slack token', `xoxb-${word(12, '123456789')}-${word(24)}`],
    ['a Slack webhook', `https://hooks.slack.com/services/T${word(9)}/B${word(9)}/${word(24)}`],
    ['a Stripe key', `sk_live_${word(24)}`],
    ['a Stripe key', `rk_live_${word(24)}`],
    ['a Google API key', `AIza${word(35)}`],
    ['an OpenAI key', `sk-proj-${word(40)}`],
    ['an npm token', `npm_${word(36)}`],
    ['a SendGrid key', `SG.${word(22)}.${word(43)}`],
    ['a Docker Hub token', `dckr_pat_${word(27)}`],
    ['a Hugging Face token', `hf_${word(34)}`],
    ['a JSON Web Token', `eyJ${word(20)}.eyJ${word(30)}.${word(43)}`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${word(64)}`],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ])('is %s', (expected, value) => {
    expect(what('SETTING', value)).toBe(expected);
    expect(what('', `${value}\n`)).toBe(expected);
  });

  it('is found inside of other text, and named alone', () => {
    const token = `ghp_${word(36)}`;
    expect(secretIn('COMMAND', `git clone https://x:${token}@github.com/a/b`)).toEqual({
      what: 'a GitHub token',
      value: token,
    });
  });

  it('is a URL with a password', () => {
    for (const scheme of ['postgres', 'mongodb+srv', 'amqp', 'https', 'redis']) {
      expect(secretIn('URL', `${scheme}://app:Kw3-otter@db.example.com:5432/app`)).toEqual({
        what: 'a URL with a password',
        value: 'Kw3-otter',
      });
    }
    expect(what('URL', 'redis://:Kw3-otter@cache')).toBe('a URL with a password');
  });

  it.each([
    'postgres://app:changeme@db/app',
    'postgres://app:<password>@db/app',
    'postgres://app:${PASSWORD}@db/app',
    'https://example.com:8080/a@b',
    'https://example.com/a:b@c',
  ])('is no URL such as %s', (value) => {
    expect(what('URL', value)).toBeUndefined();
  });

  it.each([
    ['too short', `ghp_${word(20)}`],
    ['part of a longer word', `xghp_${word(36)}`],
    ['a test key', `sk_test_${word(24)}`],
    ['an example of the documentation', `AKIA${'IOSFODNN7EXAMPLE'}`],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
    ['a hash', 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
  ])('is nothing that is %s', (_, value) => {
    expect(what('SETTING', value)).toBeUndefined();
  });
});

describe('a value that holds more than a password', () => {
  it.each([
    ['CONN', 'Server=db;Database=app;User Id=app;Password=Kw3-otter;', 'Kw3-otter'],
    ['ConnectionStrings__Default', 'Data Source=db,1433;Pwd="Kw3 otter"', 'Kw3 otter'],
    ['LIBPQ', "host=db user=app password='Kw3-otter' dbname=app", 'Kw3-otter'],
    ['BASIC_AUTH', 'admin:Kw3-otter', 'Kw3-otter'],
    ['FLOWER_BASIC_AUTH', 'admin:Kw3-otter,guest:x', 'Kw3-otter'],
    ['NEO4J_AUTH', 'neo4j/Kw3-otter', 'Kw3-otter'],
    ['MYSQL_DSN', 'app:Kw3-otter@tcp(db:3306)/app', 'Kw3-otter'],
  ])('is a secret: %s', (name, value, password) => {
    expect(secretIn(name, value)).toEqual({ what: 'a password', value: password });
  });

  it.each([
    ['CONN', 'Server=db;Database=app;Integrated Security=true'],
    ['CONN', 'Server=db;Password=<password>;'],
    ['NOTE', 'password=x'],
    ['BASIC_AUTH', 'true'],
    ['BASIC_AUTH', 'admin:changeme'],
    ['FLOWER_BASIC_AUTH', 'admin:$$apr1$$x'],
    ['AUTH', 'internal:oauth'],
    ['NEO4J_AUTH', 'none'],
    ['MYSQL_DSN', 'app@tcp(db:3306)/app'],
    ['DATABASE_DSN', 'postgres://app@db:5432/app'],
    ['DSN', 'mysql:host=db;dbname=app'],
    ['SENTRY_DSN', 'https://0123456789abcdef@o1.ingest.sentry.io/2'],
    ['CREDENTIALS', 'same-origin'],
  ])('is none without one: %s=%s', (name, value) => {
    expect(what(name, value)).toBeUndefined();
  });

  it('is a URL that has it behind the question mark', () => {
    expect(what('DB_PASSWORD', 'https://db.example.com/?password=Kw3-otter')).toBe('a password');
  });
});

describe('the entropy of a text', () => {
  it('is the number of bits that each character tells', () => {
    expect(entropyOf('aaaa')).toBe(0);
    expect(entropyOf('abab')).toBe(1);
    expect(entropyOf('abcd')).toBe(2);
    expect(entropyOf('')).toBe(0);
  });
});
