import { namesSecret, secretIn } from './secret.ts';
import { isPlaceholder } from './shape.ts';

/** What a login or a header of a request holds: `-u user:password`, `Authorization: Bearer x`. */
const LOGIN = /^[^\s:/]+:(.+)$/;
const HEADER =
  /^["']?(?:authorization|(?:x-)?[\w-]*(?:token|api-?key|secret|password))["']?[ \t]*:[ \t]*(.+)$/i;
const SCHEME = /^(?:basic|bearer|token)[ \t]+/i;

/** `NAME=value`, `--name=value`, and what stands in the query of a URL. */
const SETTING = /(?:^-{0,2}|[?&])([\w.-]+)=("[^"]*"|'[^']*'|[^&\s]+)/g;

/** Whether a command has a secret in plain text among its words: behind an option, in a variable, a URL or a header. */
export function holdsSecret(command: readonly string[]): boolean {
  const words = command.flatMap(wordsIn);
  const program = (words.find((each) => /^[\w./-]+$/.test(each) && !SHELL.test(each)) ?? '').replace(
    /^.*\//,
    '',
  );
  return words.some((word, index) => isSecret(word, words[index - 1] ?? '', program));
}

const SHELL = /^(?:CMD(?:-SHELL)?|(?:\/\S*\/)?(?:ba|da|k|z)?sh|-\w+|exec|env)$/;

/** The words of a word that is a shell's command line itself; quotes around them taken away. */
function wordsIn(text: string): string[] {
  if (!/\s/.test(text)) return [unquoted(text)];
  const found = text.match(/(?:"[^"]*"|'[^']*'|[^\s"';|&])+/g) ?? [];
  return HEADER.test(text) ? [text] : found.map(unquoted);
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

function isSecret(word: string, before: string, program: string): boolean {
  if (secretIn('', word)) return true;
  for (const [, name = '', value = ''] of word.matchAll(SETTING))
    if (secretIn(name, unquoted(value))) return true;
  const header = HEADER.exec(word)?.[1];
  if (header !== undefined) return isText(unquoted(header).replace(SCHEME, ''));
  const option = /^--?([\w-]+)$/.exec(before)?.[1];
  if (option !== undefined && namesSecret(option) && secretIn(option, word)) return true;
  if (/^(?:mysql|mariadb)/.test(program)) return isText(/^-p(.+)$/.exec(word)?.[1]);
  if (/^(?:redis|valkey)/.test(program) && before === '-a') return isText(word);
  if (/^(?:-u|--(?:proxy-)?user)$/.test(before)) return isText(LOGIN.exec(word)?.[1]);
  return false;
}

/** Whether a word stands for itself: it is no variable and nothing made up. */
function isText(word: string | undefined): boolean {
  return word !== undefined && word !== '' && !word.includes('$') && !isPlaceholder(word);
}
