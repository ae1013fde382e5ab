import { readFile } from '../model/file.ts';
import type { MapNode, Node, ScalarNode } from '../model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../model/read.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { baseName } from '../text/uri.ts';
import type { ScriptStyle } from './variables.ts';

/** What one shell runs, or a text for people. */
export interface Script {
  readonly text: string;
  readonly style: ScriptStyle;
  /** The line of the file, from 0, that a line of the text stands in. */
  lineOf(line: number): number;
  /** Where it is run, relative to where the file is; as written. */
  readonly folder: string | undefined;
  /** What the file sets for it. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Where a text's commands stand: in the values of YAML or JSON, or in the text itself. */
export function scriptsIn(text: string, uri: string): Script[] {
  const name = baseName(uri);
  if (name === 'package.json' || isPipeline(uri)) {
    const { documents } = readFile(uri, text);
    const lines = new LineIndex(text);
    const read = documents.flatMap(({ start, document: { root, problems } }) =>
      root && problems.length === 0 ? new Scripts(lines, start).of(root, name === 'package.json') : undefined,
    );
    // One that is still being written is read as any other text.
    const whole = read.flatMap((each) => each ?? []);
    if (whole.length === read.length) return whole;
  }
  return [{ text, style: styleOf(name), lineOf: (line) => line, folder: undefined, variables: new Map() }];
}

/** Whether a file tells a runner of tasks what to run, in YAML. */
export function isPipeline(uri: string): boolean {
  return (
    /\/\.github\/workflows\/[^/]+\.ya?ml$/.test(uri) ||
    /^(?:\.gitlab-ci|taskfile)\.ya?ml$/i.test(baseName(uri))
  );
}

/** Whether what a file says is run in the folder of the repository, wherever the file is. */
export function runsAtTop(uri: string): boolean {
  return /\/\.github\/workflows\//.test(uri) || /^(?:\.gitlab-ci\.ya?ml|jenkinsfile)$/i.test(baseName(uri));
}

function styleOf(name: string): ScriptStyle {
  if (/makefile$|\.mk$|justfile$/i.test(name)) return 'recipes';
  return /\.sh$/i.test(name) ? 'script' : 'prose';
}

interface Around {
  readonly folder: string | undefined;
  readonly variables: ReadonlyMap<string, string>;
}

const NOWHERE: Around = { folder: undefined, variables: new Map() };
const VARIABLES = ['env', 'variables', 'vars'];
/** Words for people, and what is no script. */
const NO_SCRIPT = new Set([...VARIABLES, 'name', 'desc', 'description', 'summary', 'uses', 'if', 'image']);
/** One shell runs all commands of such a list. */
const LISTS = /^(?:before_|after_)?script$/;

class Scripts {
  private readonly lines: LineIndex;
  private readonly start: number;
  private readonly result: Script[] = [];

  constructor(lines: LineIndex, start: number) {
    this.lines = lines;
    this.start = start;
  }

  of(root: Node, isPackage: boolean): Script[] {
    const from = isPackage ? get(root, 'scripts') : root;
    if (from) this.walk(from, '', NOWHERE);
    return this.result;
  }

  private walk(node: Node, key: string, around: Around): void {
    if (node.kind === 'scalar') {
      this.add([node], around);
    } else if (node.kind === 'map') {
      const inside = this.around(node, around);
      for (const each of node.entries) if (!NO_SCRIPT.has(each.key)) this.walk(each.value, each.key, inside);
    } else {
      const items = itemsOf(node);
      const scalars = items.flatMap((item) => (item.kind === 'scalar' ? item : []));
      if (LISTS.test(key) && scalars.length === items.length) this.add(scalars, around);
      else for (const item of items) this.walk(item, key, around);
    }
  }

  private around(node: MapNode, outer: Around): Around {
    const folder = [
      get(node, 'working-directory'),
      get(node, 'dir'),
      get(node, 'defaults', 'run', 'working-directory'),
    ].find((each) => stringOf(each) !== undefined);
    const set = VARIABLES.flatMap((name) => entriesOf(get(node, name))).flatMap(({ key, value }) => {
      const text = stringOf(value) ?? stringOf(get(value, 'value'));
      return text === undefined ? [] : [[key, text] as const];
    });
    return {
      folder: stringOf(folder) ?? outer.folder,
      variables: set.length === 0 ? outer.variables : new Map([...outer.variables, ...set]),
    };
  }

  private add(parts: readonly ScalarNode[], around: Around): void {
    const places: number[] = [];
    for (const part of parts) {
      const { line } = this.lines.positionAt(this.start + part.span.start);
      const block = part.style === 'literal' || part.style === 'folded';
      part.text.split('\n').forEach((_, index) => {
        places.push(line + (block ? 1 : 0) + (part.style === 'literal' ? index : 0));
      });
    }
    const text = parts.map((part) => part.text).join('\n');
    this.result.push({ text, style: 'script', lineOf: (line) => places[line] ?? 0, ...around });
  }
}
