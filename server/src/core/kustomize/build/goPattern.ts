/**
 * A regular expression as Go writes it, in JavaScript's; undefined where it can not be read. They differ in flags at the
 * start, named groups, `\A`, `\z`, `\Q...\E` and classes like `[[:alpha:]]`.
 */
export function goPattern(source: string): RegExp | undefined {
  if (source.length > MOST_CHARACTERS || NOT_IN_GO.test(source)) return undefined;
  let flags = 'u';
  let pattern = source;
  for (let leading = FLAGS.exec(pattern); leading; leading = FLAGS.exec(pattern)) {
    const [, before = '', names = ''] = leading;
    for (const name of names) if ('ims'.includes(name) && !flags.includes(name)) flags += name;
    pattern = before + pattern.slice(leading[0].length);
  }
  pattern = pattern
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\[:(\^?)(\w+):\]/g, (all, not: string, name: string) => (not ? all : (CLASSES[name] ?? all)));
  return compiled(pattern, flags) ?? compiled(pattern, flags.replace('u', ''));
}

/** Longer patterns are not tried: JavaScript's matcher may take exponential time, Go's does not. */
const MOST_CHARACTERS = 1000;
const FLAGS = /^(\^?(?:\(\?:)?)\(\?([imsU]+)\)/;
/** Look-around and back-references, which Go refuses. */
const NOT_IN_GO = /\(\?(?:=|!|<[=!])|\\[1-9]/;

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
  space: '\\t\\n\\v\\f\\r ',
  blank: '\\t ',
  punct: '!-\\/:-@\\[-`{-~',
};

function compiled(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
