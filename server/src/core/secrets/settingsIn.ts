import { namesSecret, type Secret, secretIn } from './secret.ts';
import { providerOf } from './shape.ts';

/** Files of settings, by the ends of their names. */
const SETTINGS =
  /\.(?:properties|env|ini|conf|cnf|cfg|config|json|ya?ml|toml|hcl|npmrc|netrc)$|^\.?env$|^\.npmrc$/i;
const LINE = /^\s*(?:export\s+|-\s+)?["']?([\w.-]+)["']?\s*[=:]\s*(.*?)\s*,?\s*$/;
const JSON_PAIR = /"([\w.-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
/** Keys under which the name of an object stands as often as a secret itself. */
const AMBIGUOUS = /^(?:(?:existing|image|pull|tls)?_?secrets?|credentials?|token)$/i;
/** Calls, types and indexing: code, not a value. */
const CODE = /[()[\]{}<>]|=>|\s\+\s|^\w+\.\w+(?:\.\w+)*$|^\$\d|\bthen$/;
const URL_INSIDE = /[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:[^\s/@"']+@[^\s"']*/i;

/**
 * The secrets in the text of a ConfigMap's key: the value of a variable, or a file of settings (properties, ini, JSON,
 * YAML, env). In other files, scripts say, only what nobody can mistake for anything else.
 * @param key the name of the variable or of the file
 */
export function secretsInSettings(key: string, text: string): Secret[] {
  if (!text.includes('\n') && !SETTINGS.test(key) && !/^\s*[{[]/.test(text)) {
    const secret = secretIn(key, text);
    return secret ? [secret] : [];
  }
  return text.split('\n').flatMap((line) => {
    if (/^\s*(?:#|;|\/\/|<!--|\*)/.test(line)) return [];
    const provider = providerOf(line);
    if (provider) return [provider];
    const url = URL_INSIDE.exec(line)?.[0];
    const inUrl = url === undefined ? undefined : secretIn('', url);
    if (inUrl) return [inUrl];
    return SETTINGS.test(key) || looksLikeSettings(text) ? inLine(line) : [];
  });
}

function inLine(line: string): Secret[] {
  const pairs = [...line.matchAll(JSON_PAIR)].map(([, name = '', value = '']) => [name, value] as const);
  const [, name = '', written = ''] = LINE.exec(line) ?? [];
  if (pairs.length === 0 && name !== '') pairs.push([name, unquoted(written)]);
  return pairs.flatMap(([each, value]) => {
    if (!namesSecret(each) || CODE.test(value)) return [];
    if (AMBIGUOUS.test(each) && !/\d/.test(value)) return [];
    return secretIn(each, value) ?? [];
  });
}

function unquoted(text: string): string {
  const [, , inner] = /^(["'])(.*)\1(?:\s*[#;].*)?$/.exec(text) ?? [];
  return inner ?? text.replace(/\s+#.*$/, '');
}

/** Whether a text without a telling name is `name=value` or a section on every line. */
function looksLikeSettings(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  return (
    lines.length > 1 &&
    lines.every((line) => /^\s*(?:\[[\w.:\s-]+\]|[\w.-]+\s*[=:]\s*\S*.*)$/.test(line)) &&
    !/[;{]\s*$/m.test(text)
  );
}
