/** An error of the YAML library, in a text. */
interface LibraryError {
  readonly code: string;
  readonly message: string;
  readonly start: number;
}

const TAB = 'A tab is used as indentation: YAML wants spaces.';
const CONFLICT = 'This is the mark of a merge conflict that is not settled.';
const ITEM =
  'This list item does not fit the lines around it: indent it like the other items, or put it below a key without a value.';
const TWO_KEYS =
  'A second "key:" on one line: quote the value if the colon belongs to it, or put the key on a line of its own.';
const BELOW =
  'The line below is indented as if it belonged to this value: align it with the key, or remove the value.';
const COMMA = 'A comma is missing before this.';

/** Plainer words for the library's errors, by their code and by how their message begins; the first that fits counts. */
const WORDS: readonly (readonly [code: string, begins: RegExp, words: string])[] = [
  ['TAB_AS_INDENT', /^/, TAB],
  ['BLOCK_AS_IMPLICIT_KEY', /^A block sequence/, ITEM],
  ['BLOCK_AS_IMPLICIT_KEY', /^/, TWO_KEYS],
  [
    'MULTILINE_IMPLICIT_KEY',
    /^/,
    'A key must stand on one line: is a colon, a comma or a quote missing here?',
  ],
  [
    'MISSING_CHAR',
    /^Implicit map keys/,
    'A colon is missing here: it stands behind a key, and a blank behind it.',
  ],
  [
    'MISSING_CHAR',
    /^Sequence item without/,
    'This line is not indented like what it belongs to: each item of a list begins with "-", and its keys are aligned.',
  ],
  ['BAD_INDENT', /^All sequence items/, ITEM],
  [
    'BAD_INDENT',
    /^All mapping items/,
    'This line is indented otherwise than those it belongs to: the keys of one mapping have the same indentation.',
  ],
  [
    '',
    /^Flow map .*end with/,
    'A "{" is not closed: its "}" is missing, or a line in between is not indented.',
  ],
  [
    '',
    /^Flow sequence .*end with/,
    'A "[" is not closed: its "]" is missing, or a line in between is not indented.',
  ],
  ['', /^Unexpected flow-map-end/, 'This "}" closes nothing: no "{" is open.'],
  ['', /^Unexpected flow-seq-end/, 'This "]" closes nothing: no "[" is open.'],
  [
    '',
    /^Unexpected block-seq-ind on/,
    'A list can not begin on the line of its key: put its first "-" on the next line.',
  ],
  ['', /^Missing closing "/, 'A text in double quotes is not closed: the quote at its end is missing.'],
  [
    '',
    /^Missing closing '/,
    'A text in single quotes is not closed: the quote at its end is missing, or one inside it is not written twice.',
  ],
  [
    '',
    /^Unexpected .* at node end/,
    'This does not belong to the value that ends before it: is a quote or the indentation wrong?',
  ],
  ['', /^Unexpected , in/, 'This comma has no value before it: remove it, or write the value.'],
  ['', /^Missing , /, COMMA],
  ['', /^Unexpected [\w-]+ token$/, COMMA],
  ['', /^Unexpected map-value-ind/, 'This colon has no key before it.'],
  [
    'BLOCK_IN_FLOW',
    /^/,
    'A comma is missing here; or a list is written with "-", or a mapping on lines of its own, between brackets.',
  ],
  ['', /^Comments must/, 'A comment needs a blank before its "#": quote the value if that belongs to it.'],
  ['', /^Tags and anchors must/, 'A blank is missing behind this tag or anchor.'],
  ['', /^Missing space after/, 'A blank is missing behind this colon.'],
  ['BAD_SCALAR_START', /^/, 'A value can not begin with this character: quote the value.'],
  ['BAD_ALIAS', /^Anchor/, 'This anchor has no name: quote the value if the "&" belongs to it.'],
  ['BAD_ALIAS', /^/, 'This alias has no name: quote the value if the "*" belongs to it.'],
  ['ALIAS_PROPS', /^/, 'An alias can have neither an anchor nor a tag.'],
  ['MULTIPLE_ANCHORS', /^/, 'A value can have one anchor only.'],
  ['MULTIPLE_TAGS', /^/, 'A value can have one tag only.'],
  ['BAD_PROP_ORDER', /^/, 'An anchor or a tag stands behind "-", "?" and ":", not before them.'],
  ['BAD_DQ_ESCAPE', /^/, 'This is no escape sequence: write a backslash twice, or use single quotes.'],
  ['', /^Block scalar header includes/, 'A text after "|" or ">" begins on the next line.'],
  [
    '',
    /^Block scalars with more-indented/,
    'The blank lines above this text are indented more than it is: remove the blanks from them.',
  ],
  ['', /^Missing directives-end/, 'A line "---" is missing behind the lines that begin with "%".'],
  ['', /^Block collection cannot start/, 'What follows "---" begins on the next line.'],
  ['KEY_OVER_1024_CHARS', /^/, 'A key can have 1024 characters at most: is a quote missing here?'],
];

const ANY = 'This can not be read as YAML: look at the indentation, the quotes and the brackets here.';

/**
 * What is wrong, in words of ours alone: what the library says may quote the text, and so a password that is not
 * quoted as it has to be.
 */
export function wordsFor({ code, message, start }: LibraryError, text: string): string {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, start + 1))?.[0] ?? '';
  const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(rest) && start === lineStart) return CONFLICT;
  if (indentation.includes('\t')) return TAB;
  if (code === 'MULTILINE_IMPLICIT_KEY' && /^-(?: |$)/.test(rest)) return ITEM;
  const found = WORDS.find(([wanted, begins]) => (wanted === '' || wanted === code) && begins.test(message));
  const words = found?.[2] ?? ANY;
  return words === TWO_KEYS && !/:(?:[ \t]|$)/.test(rest) ? BELOW : words;
}
