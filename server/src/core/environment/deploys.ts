import { LineIndex } from '../text/lineIndex.ts';
import { type DeployCommand, deployIn } from './commandLines.ts';
import { splitFiles } from './composeSets.ts';
import { type Script, scriptsIn } from './scripts.ts';
import { type Command, commandsIn } from './shellWords.ts';
import {
  assign,
  assignmentsIn,
  expanded,
  OWN_FOLDER,
  TOP_FOLDER,
  withoutAssignments,
  withPlainFolders,
} from './variables.ts';

/** A deployment that a text shows how to make. Paths are as written, or start with a word for a folder. */
export type Deploy = Placed & {
  /** From 1. */
  readonly line: number;
};

type Placed = DeployCommand & {
  /** Where the command runs, relative to where the text is run; undefined for that place itself. */
  readonly folder: string | undefined;
};

/**
 * Finds the `docker compose`, `kubectl -k` and `kustomize build` commands in a README, a Makefile, a script or a
 * workflow. Variables that the text itself sets are put in; a `cd` counts for as long as the shell that it is given to.
 */
export function deploysIn(text: string, uri: string): Deploy[] {
  if (!/compose|kustomize|kubectl/.test(text)) return [];
  return scriptsIn(text, uri).flatMap((script) => new Scan(script).run());
}

/** What may stand before a program: a prompt, a word of the shell, a program that starts another one, a variable. */
const BEFORE = /^(?:[$>%{!@-]|[@-]*\(|then|do|else|if|while|sudo|exec|time|command|\w+=.*)$/;

/** Goes through a script as a shell would, command by command. */
class Scan {
  private readonly script: Script;
  private readonly variables: Map<string, string>;
  private readonly home: string | undefined;
  private folder: string | undefined;
  private previous: string | undefined;
  /** Where `popd` and `)` go back to. */
  private readonly left: (string | undefined)[] = [];
  /** What `git clone` makes: there the text itself stands. */
  private readonly cloned = new Set<string>();

  constructor(script: Script) {
    this.script = script;
    this.variables = new Map(script.variables);
    this.home =
      script.folder === undefined ? undefined : expanded(withPlainFolders(script.folder), this.variables);
    this.folder = this.home;
  }

  run(): Deploy[] {
    const { style } = this.script;
    const recipes = style === 'recipes';
    // In a recipe, what is meant for the shell has two dollars.
    const text = withPlainFolders(recipes ? this.script.text.replaceAll('$$', '$') : this.script.text);
    const assignments = assignmentsIn(text, style);
    if (recipes) for (const each of assignments) assign(this.variables, each, style);
    const source = withoutAssignments(text, assignments);
    const lines = new LineIndex(source);
    const blocks = style === 'prose' ? new Blocks(source) : undefined;
    const result: Deploy[] = [];
    let next = 0;
    for (const command of commandsIn(source)) {
      for (
        let each = assignments[next];
        !recipes && each && each.start < command.start;
        each = assignments[next]
      ) {
        assign(this.variables, each, style);
        next++;
      }
      if (command.first && (recipes || blocks?.isNew(command.start))) this.folder = this.home;
      const found = this.step(command);
      const line = this.script.lineOf(lines.positionAt(command.start).line) + 1;
      if (found) result.push({ ...found, line });
    }
    return result;
  }

  /** Follows one command. @returns what it deploys */
  private step(command: Command): Placed | undefined {
    const written = command.words;
    if (/^[@-]*\(/.test(written[0] ?? '')) this.left.push(this.folder);
    const words = written.flatMap((word) => this.expandedWord(word));
    this.moved(words);
    const found = deployIn(words);
    const deploy = found && this.placed(found, words);
    if (written.some((word) => word.endsWith(')') && !word.includes('('))) this.back();
    return deploy;
  }

  private expandedWord(word: string): string[] {
    const text = expanded(word, this.variables);
    const parts = text === word ? [word] : text.split(/\s+/).filter((each) => each !== '');
    return parts.map((part) => {
      const bare = part.replace(/^["']+(?=.)|["']+$/g, '');
      return bare.includes('(') ? bare : bare.replace(/["')]+$/, '');
    });
  }

  private moved(words: readonly string[]): void {
    let at = 0;
    while (at < words.length && BEFORE.test(words[at] ?? '')) at++;
    const program = (words[at] ?? '').replace(/^[@(-]+/, '');
    const argument = words.slice(at + 1).find((word) => word === '-' || !word.startsWith('-'));
    if (program === 'git' && argument === 'clone') this.clone(words.slice(at + 2));
    else if (program === 'popd') this.back();
    else if (program === 'pushd') {
      this.left.push(this.folder);
      this.go(argument);
    } else if (program === 'cd') this.go(argument);
    else {
      // `Run cd svc`, as people write.
      const later = words.slice(0, 3).indexOf('cd');
      if (later > 0) this.go(words[later + 1]);
    }
  }

  private go(target: string | undefined): void {
    const before = this.folder;
    if (target === undefined || target === '') this.folder = this.home;
    else if (target === '-') this.folder = this.previous;
    else
      this.folder = this.cloned.has(target.replace(/\/.*$/, ''))
        ? afterFirst(target)
        : joined(before, target);
    this.previous = before;
  }

  private back(): void {
    if (this.left.length > 0) this.folder = this.left.pop();
  }

  private clone(words: readonly string[]): void {
    const [url, folder] = words.filter((word) => !word.startsWith('-'));
    const name = folder ?? /([^/:]+?)(?:\.git)?\/?$/.exec(url ?? '')?.[1];
    if (name !== undefined) this.cloned.add(name);
  }

  private placed(found: DeployCommand, words: readonly string[]): Placed | undefined {
    const { folder } = this;
    const known = folder === undefined || !folder.includes('$');
    if (found.tool === 'kustomize') {
      if (known) return { ...found, folder };
      return found.path === '.' ? undefined : { ...found, folder: undefined };
    }
    const files = found.files.length > 0 ? found.files : this.filesOfVariable(words);
    if (known) return { ...found, files, folder };
    return files.length === 0 ? undefined : { ...found, files, folder: undefined };
  }

  /** The files that `COMPOSE_FILE` names, before the command or above it. */
  private filesOfVariable(words: readonly string[]): readonly string[] {
    const before = words.flatMap((word) => /^COMPOSE_FILE=(.+)$/.exec(word)?.[1] ?? []).at(-1);
    const value = before ?? this.variables.get('COMPOSE_FILE');
    if (value === undefined) return [];
    return splitFiles(expanded(value, this.variables), this.variables.get('COMPOSE_PATH_SEPARATOR'));
  }
}

function joined(folder: string | undefined, path: string): string {
  const isWhole = path.startsWith('/') || path.startsWith(OWN_FOLDER) || path.startsWith(TOP_FOLDER);
  return folder === undefined || isWhole ? path : `${folder}/${path}`;
}

function afterFirst(path: string): string | undefined {
  const rest = path.replace(/^[^/]*\/*/, '');
  return rest === '' ? undefined : rest;
}

/** The blocks of code in a text for people: one shell runs a block, and each line outside of one has its own. */
class Blocks {
  private readonly fences: readonly number[];
  private passed = 0;

  constructor(text: string) {
    this.fences = [...text.matchAll(/^[ \t]*(?:```|~~~)/gm)].map(({ index }) => index);
  }

  /** Whether a shell of its own starts at an offset; asked in the order of the text. */
  isNew(offset: number): boolean {
    const before = this.passed;
    while ((this.fences[this.passed] ?? Number.POSITIVE_INFINITY) < offset) this.passed++;
    return this.passed !== before || this.passed % 2 === 0;
  }
}
