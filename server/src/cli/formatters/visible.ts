// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Writes out what a terminal would obey instead of showing it: line ends, colours, marks that turn the direction of
 * writing. Names of files and objects may have any of them.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (each) => {
    if (each === '\n') return '\\n';
    if (each === '\r') return '\\r';
    if (each === '\t') return '\\t';
    return `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
