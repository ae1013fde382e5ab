import type { Node } from '../model/node.ts';
import { itemsOf, stringOf } from '../model/read.ts';
import { isReset } from './reset.ts';

/** A variable with what stands for it (`${NAME:?set NAME in .env}`), a text in quotes, or anything else but a blank. */
const PART = /\$\{(?:[^{}]|\$\{[^{}]*\})*\}|"[^"]*"|'[^']*'|[^\s"']/;

const WORD = new RegExp(`(?:${PART.source})+`, 'g');
const QUOTED = /(\$\{(?:[^{}]|\$\{[^{}]*\})*\})|"([^"]*)"|'([^']*)'/g;

/** A `command`, `entrypoint` or `args` as words, whether written as a string or as a list; quotes are taken off. */
export function wordsOf(node: Node | undefined): string[] {
  if (isReset(node)) return [];
  if (node?.kind === 'seq') return itemsOf(node).flatMap((item) => stringOf(item) ?? []);
  const text = stringOf(node);
  return (text?.match(WORD) ?? []).map((word) =>
    word.replace(QUOTED, (_, variable, double, single) => variable ?? double ?? single),
  );
}

/** A program's name without its folder. */
export function programOf(word: string): string {
  return word.replace(/^.*\//, '');
}

/** Whether a word names a shell. */
export function isShell(word: string | undefined): boolean {
  return word !== undefined && /^(?:ba|da|a|z)?sh$/.test(programOf(word));
}

/** The words of what starts, those of a shell's script taken for the shell itself; whatever holds several commands is cut. */
export function startedWords(words: readonly string[]): string[] {
  const [first, option = ''] = words;
  if (!isShell(first) || !/^-\w*c$/.test(option)) return [...words];
  return words
    .slice(2)
    .join(' ')
    .split(/[\s;&|]+/)
    .filter((word) => word !== '' && word !== 'exec');
}
