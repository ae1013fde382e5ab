import { entropyOf, isPlaceholder, providerOf } from './shape.ts';

/** Words of a name that say that its value is secret. */
const SECRET_WORDS =
  /(?:^|_)(?:(?!no|empty|forgot|reset)[a-z]*(?:password|passwd|passphrase)|pwd|pass|secret|secrets|token|apikey|credential|credentials|private_key|access_key|secret_key|api_key|encryption_key|signing_key|auth_key|jwt_key|dsn)(?:_|$)/;

/** Words that turn such a name into one of something that is no secret itself. */
const HARMLESS_TAIL =
  /_(?:file|files|path|paths|dir|name|names|ref|id|ids|user|username|header|headers|field|type|policy|length|len|size|ttl|expiry|expires|expiration|expires_in|lifetime|timeout|seconds|minutes|hours|days|age|enabled|disabled|required|count|limit|max|min|algorithm|algo|alg|encoder|encoders|hasher|hashers|driver|strategy|validator|validators|generator|plugin|scope|scopes|rounds|iterations|cost|issuer|audience|endpoint|url|uri|host|hostname|port|server|service|provider|store|backend|mode|format|prefix|suffix|location|version|rotation|hint|regex|pattern|min_length|namespace|mount|keyring|store_type|volume|class|arn)$/;

const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i;

/** `Server=db;User Id=app;Password=x`, and the same with blanks between. */
const CONNECTION_STRING =
  /(?:^|[;\s])(?:server|host|data source|address|database|initial catalog|uid|user(?: id|name)?|dbname)\s*=.*/i;
const PASSWORD_OF_CONNECTION = /(?:^|[;\s])(?:password|pwd)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;\s]+))/i;

/** Names of a `user:password`, or of `user/password` for Neo4j. */
const LOGIN = /(?:^|_)(?:basic_?auth|http_?auth|htpasswd)(?:_users?|_credentials?)?$/;
const DSN = /(?:^|_)dsn(?:_|$)/;
const NEO4J_LOGIN = /(?:^|_)neo4_?j_auth$/;

/** A secret found in a text. */
export interface Secret {
  /** What it looks like, in words: `a password`, `a GitHub token`. */
  readonly what: string;
  /** The part of the value that is secret. */
  readonly value: string;
}

/** `DB-Password`, `dbPassword` and `db.password` as `db_password`. */
function normalize(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

/** Whether a name alone makes one expect a secret. */
export function namesSecret(name: string): boolean {
  const normal = normalize(name);
  if (
    /(?:^|_)(?:public|no|without|disable|allow_empty|require|use|enable|has|skip|ignore|reset|forgot|change)_/.test(
      normal,
    )
  )
    return false;
  return (
    !HARMLESS_TAIL.test(normal) && SECRET_WORDS.test(normal.replace(/(password|token|secret|key)s$/, '$1'))
  );
}

/**
 * Judges a literal by its name, its shape and its context together.
 * @param name the variable's or key's name; empty where there is none
 * @returns what makes it a secret; undefined where it is none
 */
export function secretIn(name: string, value: string): Secret | undefined {
  const text = value.trim();
  if (text === '' || isPlaceholder(text)) return undefined;
  const provider = providerOf(text);
  if (provider) return { what: provider.what, value: provider.value };
  const password = URL_WITH_PASSWORD.exec(text)?.[1];
  if (password !== undefined)
    return isPlaceholder(password) ? undefined : { what: 'a URL with a password', value: password };
  const login = passwordIn(normalize(name), text);
  if (login !== undefined)
    return isPlaceholder(login) || isHarmless(login) ? undefined : { what: 'a password', value: login };
  if (!namesSecret(name) || isHarmless(text)) return undefined;
  // A data source that can be read, and has no password.
  if (DSN.test(normalize(name)) && /[=@]/.test(text)) return undefined;
  const key = /(?:^|_)(?:token|key|apikey|api_key)s?$/.test(normalize(name));
  // A short word behind `_KEY` or `_TOKEN` is mostly an option, not a key.
  if (key && entropyOf(text) < 2.5 && text.length < 12) return undefined;
  return { what: whatOf(normalize(name)), value: text };
}

/** The password in a text that holds more than that: a connection string, a login, a data source name. */
function passwordIn(name: string, text: string): string | undefined {
  const connection = CONNECTION_STRING.test(text) ? PASSWORD_OF_CONNECTION.exec(text) : null;
  if (connection) return connection[1] ?? connection[2] ?? connection[3];
  if (LOGIN.test(name)) return /^[^\s:/]+:([^\s,]+)/.exec(text)?.[1];
  if (NEO4J_LOGIN.test(name)) return /^[^\s/]+\/(\S+)$/.exec(text)?.[1];
  if (DSN.test(name)) return /^[^\s:/@]+:([^\s/@]+)@/.exec(text)?.[1];
  return undefined;
}

/** Whether no secret looks like a value: switches, numbers of few digits, paths, names of other objects, URLs without userinfo. */
export function isHarmless(text: string): boolean {
  if (
    /^(?:true|false|yes|no|on|off|none|null|nil|disabled|enabled|default|auto|optional|required|plain|basic|bearer|md5|trust|scram-sha-256|mysql_native_password|caching_sha2_password|include|same-origin|omit|bcrypt|s?crypt|pbkdf2\S*|argon2(?:id?|d)?|sha-?(?:1|224|256|384|512)|native|inherit)$/i.test(
      text,
    )
  )
    return true;
  if (/^\d{1,3}$/.test(text) || /^\d+(?:ms|s|m|h|d)$/.test(text)) return true;
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[^\s]*$/.test(text) && !/[+=]/.test(text)) return true;
  // One with a password has been found already; a user alone is none.
  if (/^[a-z][a-z0-9+.-]*:\/\/\S*$/i.test(text))
    return !/[?&;][a-z_-]*(?:password|pwd|token|secret|key|sig)=/i.test(text);
  // Several words are a sentence, not a secret.
  return /\s\S+\s\S+\s/.test(text);
}

function whatOf(name: string): string {
  if (/pass|pwd/.test(name)) return 'a password';
  if (/token/.test(name)) return 'a token';
  if (/key/.test(name)) return 'a key';
  return 'a secret';
}
