import { isHarmless, namesSecret, secretIn } from './secret.ts';
import { providersIn } from './shape.ts';

/** What is shown in the place of a secret. */
export const MASK = '********';

/** Names whose values are kept from view, whether or not a rule would call them secrets: PGPASS, REDIS_AUTH. */
const TAIL = /(?:pass|password|passwd|passphrase|pwd|secret|token|auth|authorization|cred|credential)s?$/;
const NO_TAIL = /(?:bypass|compass|encompass|surpass|trespass|overpass|underpass)$/;
const OPTION_NAME = /^-*(?:requirepass|masterauth|primaryauth)$/;
/** Names of one `user:password` or several. */
const LOGINS = /basic_?auth|http_?auth|htpasswd|(?:^|[_.])users$/i;

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;
const NAME = String.raw`[A-Za-z_][\w.-]*`;
const VARIABLE = new RegExp(String.raw`\$\{(${NAME})(:?[-+])((?:[^{}]|\$\{[^{}]*\})*)\}`, 'g');
/** `name=value`, `"name": "value"`, `--name value`, `<name>value<`; quotes may be escaped. */
const ASSIGNED = new RegExp(
  String.raw`(?<!\$\{[\w.-]*)(${NAME})(\\?["']?[ \t]*(?::=|=>|[=:])[ \t]*)(\\?"(?:[^"\\]|\\.)*"|'[^']*'|\$\{[^}]*\}|[^\s"',;&|<>}\])]+)`,
  'g',
);
const TAG = new RegExp(String.raw`<(${NAME})((?:\s[^<>]*)?>)([^<]+)(?=</)`, 'g');
const FLAG = new RegExp(
  String.raw`((?:^|[\s"'])--?)(${NAME})((?:=|[ \t]+|["'],?[ \t]*["'])\\?["']?)([^\s"'-][^\s"',;&|]*)`,
  'g',
);
/** `requirepass x`, `IDENTIFIED BY 'x'`, as files and SQL have it. */
const SPOKEN =
  /\b(password|passwd|requirepass|masterauth|primaryauth|identified by)([ \t]+["']?)([^\s"'=:;,]{3,})/gi;
const USERINFO = /(\/\/)([^\s/@:"']*)(:)?([^\s/@"']*)(@)/g;
const CONNECTION = /(\b(?:password|pwd)\s*=\s*)("[^"]*"|'[^']*'|[^;\s"']+)/gi;
const BEARER = /\b((?:bearer|basic|token)[ \t]+)([\w.~+/=-]{8,})/gi;
const LINE = /^(\s*(?:export\s+|set\s+|-\s+)?["']?)([\w.-]+)(["']?\s*(?::=|[=:])\s*)(\S.*)$/i;
const OPENS_BLOCK = /^\s*["']?([\w.-]+)["']?\s*:\s*[|>][-+\d]*\s*$/;
const MYSQL_WORD = /(\b(?:mysql|mariadb)[\w-]*\b[^;&|\n]*?\s-p)(?!ort\b|assword\b)([^\s"';&|]+)/g;
const REDIS_WORD = /(\b(?:redis|valkey)-cli\b[^;&|\n]*?\s(?:-a|--pass)[ \t]+)([^\s"';&|]+)/g;
const USER_WORD = /((?:^|\s)(?:-u|--user|--proxy-user)[ \t=]+["']?[^\s:"']+:)([^\s"']+)/g;

/** Whether the value of a name is not shown to anybody. Asks less than what makes a rule speak. */
export function hidesValue(name: string): boolean {
  if (name === '') return false;
  if (OPTION_NAME.test(name) || namesSecret(name)) return true;
  const last = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+$/, '');
  return TAIL.test(last) && !NO_TAIL.test(last) && !/^(?:no|without|allow|disable|require|enable)/.test(last);
}

/**
 * A text without the secrets in it, to be shown to people: too much is masked rather than too little.
 * @param name the key, the variable or the option it belongs to; empty where there is none
 */
export function maskedText(name: string, text: string): string {
  if (text.trim() === '') return text;
  if (PRIVATE_KEY.test(text) && !text.includes('\n')) return MASK;
  if (!text.includes('\n')) return maskedLine(name, text);
  if (hidesValue(name) && !hasFields(text)) return MASK;
  return maskedLines(text.split('\n')).join('\n');
}

/** Whether a text of several lines has names of its own, of which only some are secret. */
function hasFields(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || /^\s*["']?[\w.-]+["']?\s*[:=]/.test(line));
}

function maskedLines(lines: readonly string[]): string[] {
  let inKey = false;
  let block: number | undefined;
  return lines.map((line) => {
    const indent = line.search(/\S/);
    if (inKey || PRIVATE_KEY.test(line)) {
      inKey = !/-----END/.test(line);
      return MASK;
    }
    if (block !== undefined && (indent < 0 || indent > block))
      return indent < 0 ? line : line.slice(0, indent) + MASK;
    block = hidesValue(OPENS_BLOCK.exec(line)?.[1] ?? '') ? indent : undefined;
    return block === undefined ? maskedSetting(line) : line;
  });
}

/** A line of a file: what stands behind a secret's name is masked to its end. */
function maskedSetting(line: string): string {
  const [, before = '', name = '', between = '', value = ''] = LINE.exec(line) ?? [];
  if (!hidesValue(name) || /^[[{|>]/.test(value)) return maskedLine('', line);
  const comma = /,\s*$/.exec(value)?.[0] ?? '';
  return before + name + between + hidden(value.slice(0, value.length - comma.length)) + comma;
}

/** A value of a name that hides it. */
function hidden(value: string): string {
  const [, open = '', inner = '', close = ''] = /^(\\?["']?)(.*?)(\\?["']?)$/s.exec(value) ?? [];
  if (isOpen(inner)) return open + maskedDefaults('', inner, true) + close;
  return open + MASK + close;
}

/** What no secret is, whatever it is called: a switch, a short number, a variable, a method. */
function isOpen(text: string): boolean {
  const bare = text.trim();
  if (/^(?:\$\{[^}]*\}|\$\$?\w+|\$\(\w+\)|\{\{[^{}]*\}\}|-?\d{1,3})$/.test(bare)) return true;
  return /^[a-z-]*$/i.test(bare) && (bare === '' || isHarmless(bare));
}

function maskedLine(name: string, text: string): string {
  const pair = name === '' ? /^([A-Za-z_][\w.-]*)=(.*)$/.exec(text) : null;
  if (pair?.[1] !== undefined && pair[2] !== undefined) return `${pair[1]}=${maskedLine(pair[1], pair[2])}`;
  if (LOGINS.test(name)) {
    const logins = text.replace(/([^\s:,]+:)([^\s,]+)/g, `$1${MASK}`);
    if (logins !== text) return logins;
  }
  // A structure has names of its own.
  const structured = /^\s*[[{<]/.test(text) && !/^\s*\{\{/.test(text);
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) && !/[?&]/.test(text);
  const secret = secretIn(name, text);
  if (hidesValue(name) && !structured && !isOpen(text) && !isUrl) {
    if (secret && secret.value !== text.trim()) return inPatterns(text.replaceAll(secret.value, MASK), name);
    if (secret || !isHarmless(text)) return MASK;
  }
  return inPatterns(secret ? text.replaceAll(secret.value, MASK) : text, name);
}

function maskedDefaults(name: string, text: string, hides = hidesValue(name)): string {
  return text.replace(VARIABLE, (all, variable: string, operator: string, rest: string) => {
    if (rest === '') return all;
    const shown = hides || hidesValue(variable) ? (isOpen(rest) ? rest : MASK) : maskedText('', rest);
    return `\${${variable}${operator}${shown}}`;
  });
}

function inPatterns(text: string, name: string): string {
  let shown = maskedDefaults(name, text);
  for (const value of providersIn(shown)) shown = shown.replaceAll(value, MASK);
  const put = (all: string, before: string, value: string): string =>
    isOpen(value) || value === MASK ? all : before + MASK;
  shown = shown.replace(USERINFO, userinfo);
  shown = shown.replace(CONNECTION, put).replace(BEARER, put);
  shown = shown.replace(MYSQL_WORD, put).replace(REDIS_WORD, put).replace(USER_WORD, put);
  if (!shown.includes('\n'))
    shown = shown.replace(ASSIGNED, (all, key: string, between: string, value: string) =>
      hidesValue(key) && !/^[[{]/.test(value) && !/:\/\//.test(between + value)
        ? key + between + hidden(value)
        : all,
    );
  shown = shown.replace(FLAG, (all, dashes: string, flag: string, between: string, value: string) =>
    hidesValue(flag) && !isOpen(value) ? dashes + flag + between + MASK : all,
  );
  shown = shown.replace(TAG, (all, tag: string, rest: string, value: string) =>
    hidesValue(tag) && !isOpen(value) ? `<${tag}${rest}${MASK}` : all,
  );
  return shown.replace(SPOKEN, (all, word: string, between: string, value: string) =>
    isOpen(value) || value === MASK || isSentence(value) ? all : word + between + MASK,
  );
}

/** `the password is wrong`: words that go on. */
function isSentence(word: string): boolean {
  return /^(?:is|was|for|from|of|in|to|and|or|with|must|file|hash|reset|policy|the|not)$/i.test(word);
}

function userinfo(
  all: string,
  slashes: string,
  user: string,
  colon: string | undefined,
  password: string,
): string {
  if (colon !== undefined) return isOpen(password) ? all : `${slashes}${user}:${MASK}@`;
  return user.length >= 16 && !isOpen(user) ? `${slashes}${MASK}@` : all;
}

/** Whether a text by itself looks like something made by a generator, or mangled so that nobody guesses it. */
export function looksMixed(text: string): boolean {
  return (
    text.length >= 8 &&
    !/[\s/,]/.test(text) &&
    !/^v?\d+(?:[.-]\d+)*(?:[.-][a-z]+\d*)?$/i.test(text) &&
    (/[a-z]\d+[a-z]/i.test(text) || (/\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text)))
  );
}
