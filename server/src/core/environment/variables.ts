/** How a text sets variables, and how long a `cd` in it holds. */
export type ScriptStyle =
  /** A shell runs the whole text. */
  | 'script'
  /** Each line of a recipe has a shell of its own: Makefile, Justfile. */
  | 'recipes'
  /** Text for people, with blocks of code in it. */
  | 'prose';

/** A variable that a text sets. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** `+=` adds to the value, `?=` leaves one that there is. */
  readonly mode: 'set' | 'add' | 'default';
  /** UTF-16 offsets of the whole statement. */
  readonly start: number;
  readonly end: number;
}

/** Stands at the start of a path for the folder of the text that the path is written in. */
export const OWN_FOLDER = '\u0001own';
/** Stands at the start of a path for the folder of the repository. */
export const TOP_FOLDER = '\u0001top';

const SCRIPT = String.raw`(?:\$0|\$\{0\}|\$\{?BASH_SOURCE(?:\[0\])?\}?)`;

/** What scripts write for a folder, and what it is; the later ones build on what the earlier ones put in. */
const FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/\$\{\{[ \t]*(?:env|vars|matrix)\.(\w+)[ \t]*\}\}/g, '${$1}'],
  [/\$\{\{[ \t]*github\.workspace[ \t]*\}\}|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR)\b\}?/g, TOP_FOLDER],
  [/\{\{[ \t]*justfile_directory\(\)[ \t]*\}\}/g, OWN_FOLDER],
  [/\{\{[ \t]*\.?(\w+)[ \t]*\}\}/g, '${$1}'],
  [/\$\((?:shell )?[ \t]*git rev-parse --show-toplevel[ \t]*\)/g, TOP_FOLDER],
  [/\$\((?:shell )?pwd\)|\$\(CURDIR\)|\$\{?PWD\b\}?/g, '.'],
  [new RegExp(String.raw`\$\((?:readlink -f|realpath)[ \t]+"?(${SCRIPT})"?\)`, 'g'), '$1'],
  [new RegExp(String.raw`\$\([ \t]*dirname[ \t]+(?:-- )?"?${SCRIPT}"?[ \t]*\)`, 'g'), OWN_FOLDER],
  [new RegExp(String.raw`\x60[ \t]*dirname[ \t]+"?${SCRIPT}"?[ \t]*\x60`, 'g'), OWN_FOLDER],
  [/\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}/g, OWN_FOLDER],
  [/\$\((?:readlink -f|realpath)[ \t]+"?([^\s"'()&;]{1,200})"?\)/g, '$1'],
  [
    /\$\([ \t]*cd[ \t]+(?:-P |-- )?"?([^\s"'()&;]{1,200})"?[^\r\n()&;]{0,40}&&[ \t]*pwd(?: -P)?[ \t]*\)/g,
    '$1',
  ],
];

/** A text with what stands for a folder made plain. Lines stay where they are. */
export function withPlainFolders(text: string): string {
  if (!/[$`{]/.test(text)) return text;
  return FOLDERS.reduce((result, [pattern, plain]) => result.replace(pattern, plain), text);
}

/** Indented ones, as between `ifeq` and `endif`, with blanks around the sign: else it is a recipe's line. */
const MAKE =
  /^(?: +(?=(?:export +)?\w+ +[:+?!]*= ))?(?:export[ \t]+|override[ \t]+)*([A-Za-z_]\w*)[ \t]*(\+|\?|!|:{1,3})?=((?:\\\r?\n|[^\r\n])*)/gm;
/** A statement that does nothing else: not the variables before a command. */
const SHELL =
  /(?:^|[;&|(])[ \t]*(?:(?:export|local|readonly|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)(\+)?=(\([^()]{0,2000}\)|(?:"(?:[^"\\]|\\[\s\S]){0,2000}"|'[^']{0,2000}'|[^\s;&|"'()`]){0,500})(?=[ \t]*(?:$|[;#&|)\r\n]))/gm;

/** The variables that a text sets, in their order. */
export function assignmentsIn(text: string, style: ScriptStyle): Assignment[] {
  const result: Assignment[] = [];
  for (const match of text.matchAll(style === 'recipes' ? MAKE : SHELL)) {
    const [all, name = '', operator = '', written = ''] = match;
    const value = plainValue(written);
    const mode = operator === '+' ? 'add' : operator === '?' ? 'default' : 'set';
    const added = operator === '+' && style !== 'recipes' && !written.startsWith('(');
    result.push({
      name,
      value: added ? value : mode === 'add' ? ` ${value}` : value,
      mode,
      start: match.index,
      end: match.index + all.length,
    });
  }
  return result;
}

/** Without quotes, the parentheses of an array, and what joins lines. */
function plainValue(written: string): string {
  const joined = written.replace(/\\\r?\n/g, ' ').trim();
  const array = /^\(([\s\S]*)\)$/.exec(joined)?.[1];
  if (array !== undefined) return array.replace(/["']/g, '').replace(/\s+/g, ' ').trim();
  return joined.replace(/"([^"]*)"|'([^']*)'/g, '$1$2');
}

/** The text with the statements blanked out: what they hold is not run where they stand. */
export function withoutAssignments(text: string, assignments: readonly Assignment[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of assignments) {
    if (start < at) continue;
    const statement = text.slice(start, end);
    // It may begin with what ends the one before.
    const kept = /^[;&|(]/.exec(statement)?.[0] ?? '';
    result += text.slice(at, start) + kept + statement.slice(kept.length).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}

/** Adds what an assignment sets. In a shell its value is worked out at once, in a Makefile where it is used. */
export function assign(variables: Map<string, string>, each: Assignment, style: ScriptStyle): void {
  const before = variables.get(each.name);
  if (each.mode === 'default' && before !== undefined) return;
  // A Makefile's variable that names itself means what it was.
  const known = style === 'recipes' ? new Map([[each.name, before ?? '']]) : variables;
  const value = expanded(each.value, known, style === 'recipes' ? 1 : 2);
  const whole = each.mode === 'add' ? `${before ?? ''}${value}` : value;
  if (whole.length < MOST_CHARACTERS) variables.set(each.name, whole);
}

/** Longer values are nothing that someone wrote. */
const MOST_CHARACTERS = 4000;

const REFERENCE =
  /\$(?:\((\w+)\)|\{(\w+)(?:\[[@*]\])?(?::?[-=]([^${}]*))?\}|(\w+)|\{\d(?::?[-=]([^${}]*))\})/g;

/**
 * A text with `$(NAME)`, `${NAME}`, `${NAME:-default}` and `$NAME` put in where they are known or have a default;
 * nested ones too.
 */
export function expanded(text: string, variables: ReadonlyMap<string, string>, rounds = 4): string {
  let result = text;
  for (let round = 0; round < rounds && result.includes('$'); round++) {
    let length = result.length;
    const next = result.replace(
      REFERENCE,
      (all, paren?: string, brace?: string, fallback?: string, bare?: string, positional?: string) => {
        const value = variables.get(paren ?? brace ?? bare ?? '') ?? fallback ?? positional ?? all;
        length += value.length;
        return length > 10 * MOST_CHARACTERS ? all : value;
      },
    );
    if (next === result) break;
    result = next;
  }
  return result;
}
