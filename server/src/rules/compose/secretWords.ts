import type { ComposeService } from '../../core/compose/project.ts';
import { isReset } from '../../core/compose/reset.ts';
import { programOf } from '../../core/compose/words.ts';
import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { providerOf } from '../../core/secrets/shape.ts';
import { type Span, span } from '../../core/text/span.ts';

/** A word of a command that has a name: an option's argument, a variable's value. */
export interface NamedWord {
  readonly text: string;
  readonly span: Span;
  /** `The command` */
  readonly where: string;
  readonly name: string;
}

/** `--requirepass x`, `--password=x`, `PGPASSWORD=x`, `mysqladmin -px` and their like in what a service starts. */
export function namedWords(service: ComposeService): NamedWord[] {
  const fields: readonly (readonly [Node | undefined, string])[] = [
    [get(service.node, 'command'), 'The command'],
    [get(service.node, 'entrypoint'), 'The entrypoint'],
    [get(service.node, 'healthcheck', 'test'), 'The healthcheck'],
  ];
  return fields.flatMap(([field, where]) => {
    if (!field || isReset(field)) return [];
    const named =
      field.kind === 'seq'
        ? wordsInList(field, where)
        : field.kind === 'scalar'
          ? wordsInString(field, where)
          : [];
    return [...named, ...tokensIn(field, where, named)];
  });
}

/** Tokens of providers that no name tells of. */
function tokensIn(field: Node, where: string, named: readonly NamedWord[]): NamedWord[] {
  const items = field.kind === 'seq' ? itemsOf(field) : [field];
  return items.flatMap((item): NamedWord[] => {
    const text = providerOf(stringOf(item) ?? '')?.value;
    if (text === undefined || named.some((each) => each.text.includes(text))) return [];
    return [inside(item, text, where, '')];
  });
}

const OPTION = /^--?([A-Za-z][\w-]*)$/;
const MYSQL = /^(?:mysql(?:admin|dump|check|import|show|slap)?|mariadb(?:-[a-z]+)?)$/;

function wordsInList(field: Node, where: string): NamedWord[] {
  const items = itemsOf(field);
  const texts = items.map((item) => stringOf(item) ?? '');
  const programs = texts.slice(0, 2).map(programOf);
  const mysql = programs.some((each) => MYSQL.test(each));
  return items.flatMap((item, index): NamedWord[] => {
    const text = texts[index] ?? '';
    const option = OPTION.exec(texts[index - 1] ?? '')?.[1];
    if (text === '') return [];
    if (mysql && /^-p./.test(text)) return [inside(item, text.slice(2), where, 'password')];
    if (option !== undefined && !text.startsWith('-')) {
      const name = option === 'a' && programs.includes('redis-cli') ? 'password' : nameOf(option);
      return [{ text, span: item.span, where, name }];
    }
    return /[\s=]/.test(text) ? wordsInString(item, where) : [];
  });
}

/** A word of several, in quotes or not; a variable may hold blanks. */
const VALUE = String.raw`\\?["']?((?:\$\{[^}]*\}|[^\s"'\\;&|])+)`;

interface Form {
  readonly pattern: RegExp;
  /** What the word is called, where only these programs give it a name. */
  readonly of?: { readonly programs: RegExp; readonly name: string };
}

/** What gives a word its name: the program and the option, else the option or the variable by itself. */
const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(String.raw`(?<=\s)-(p)${VALUE}`, 'g'),
    of: {
      programs: /(?<![\w-])(?:mysql(?:admin|dump|check|import|show|slap)?|mariadb(?:-[a-z]+)?)\s/,
      name: 'password',
    },
  },
  {
    pattern: new RegExp(String.raw`(?<=\s)-(a)\s+${VALUE}`, 'g'),
    of: { programs: /(?<![\w-])redis-cli\s/, name: 'password' },
  },
  { pattern: new RegExp(String.raw`(?<![\w-])--?([A-Za-z][\w-]*)(?:=|\s+)(?!-)${VALUE}`, 'g') },
  { pattern: new RegExp(String.raw`(?<![\w$\{-])([A-Z][A-Z0-9_]*)=${VALUE}`, 'g') },
];

function wordsInString(node: Node, where: string): NamedWord[] {
  const { source, start, end } = node.span;
  const written = source.text.slice(start, end);
  const found = new Map<number, NamedWord>();
  for (const { pattern, of } of FORMS) {
    for (const match of written.matchAll(pattern)) {
      const [whole, given = '', text = ''] = match;
      const before = commandBefore(written, match.index);
      if (of && !of.programs.test(before)) continue;
      // `mysql -ppassword shop` names no option but a password; and `shop` is none.
      if (!of && /^-p[a-z]/.test(whole) && /mysql|mariadb/.test(before)) continue;
      const from = start + match.index + whole.length - text.length;
      const place = span(source, from, from + text.length);
      if (!found.has(from)) found.set(from, { text, span: place, where, name: of?.name ?? nameOf(given) });
    }
  }
  return [...found.values()];
}

/** The command that an option belongs to, up to it. */
function commandBefore(text: string, at: number): string {
  return /[^;&|]*$/.exec(text.slice(Math.max(at - 300, 0), at))?.[0] ?? '';
}

/** A word at the end of an item. */
function inside(item: Node, text: string, where: string, name: string): NamedWord {
  const { source, start, end } = item.span;
  const at = source.text.slice(start, end).lastIndexOf(text);
  return { text, span: at < 0 ? item.span : span(source, start + at, start + at + text.length), where, name };
}

function nameOf(option: string): string {
  return /^(?:requirepass|masterauth)$/.test(option) ? 'password' : option;
}
