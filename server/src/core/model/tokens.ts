import { prologueEnd } from '../yaml/splitDocuments.ts';

/** The offset of the next line end, or of the text's end. */
function lineEndFrom(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

/** The offset behind the colon of a key that ends at `from`; `from` itself where it has none. */
export function colonAfter(text: string, from: number, flow: boolean): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === ':') return flow || /^[\s]?$/.test(text.charAt(at + 1)) ? at + 1 : from;
    if (character === '#') at = lineEndFrom(text, at);
    else if (isSpace(character)) at++;
    else break;
  }
  return from;
}

/** Where the colon of an entry without a key stands, from the end of what precedes it. */
export function missingKeyAt(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '#') at = lineEndFrom(text, at);
    else if (isSpace(character) || character === ',' || character === '{') at++;
    else break;
  }
  return text[at] === ':' ? at : from;
}

/** Where `&anchor` or `!tag` begins between what holds a value and the value. */
export function propertiesStart(text: string, after: number, start: number): number {
  let at = after;
  while (at < start) {
    const character = text[at];
    if (character === '&' || character === '!') return at;
    if (character === '#') at = lineEndFrom(text, at);
    else at++;
  }
  return start;
}

/** The dash of an item whose value starts at `to`: the first outside comments from `from` on. */
export function dashBefore(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const character = text[at];
    if (character === '-') return at;
    if (character === '#') at = lineEndFrom(text, at) - 1;
  }
  return from;
}

/** `end` moved back over blanks and line ends, but not before `start`. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at--;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

/** The offset behind the `---` of a document that has one, else where the document starts. */
export function documentStart(text: string): number {
  const line = prologueEnd(text, 0);
  if (/^---(?:\s|$)/.test(text.slice(line, line + 4))) return line + 3;
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}
