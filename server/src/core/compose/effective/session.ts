import type { YamlFile } from '../../model/file.ts';
import type { Entry, Node } from '../../model/node.ts';
import type { SourceText, Span } from '../../text/span.ts';
import { folderOf } from '../../text/uri.ts';
import type { Environment } from './environment.ts';

/** Where the texts come from. */
export interface ComposeSource {
  yaml(uri: string): YamlFile | undefined;
  text(uri: string): string | undefined;
}

/** What Compose would refuse, or warn of. */
export interface ComposeProblem {
  readonly kind: 'error' | 'warning';
  readonly code: string;
  readonly span: Span;
  readonly message: string;
}

/** A variable in a string of a Compose file. */
export interface VariableUse {
  readonly name: string;
  /** The reference, `$` and braces counted in; the whole scalar where it can not be told. */
  readonly span: Span;
  /** What stands behind `:-` or `-`, as written. */
  readonly fallback: string | undefined;
  readonly set: boolean;
  /** The URI of the env file that sets it; undefined for the shell, and where nothing does. */
  readonly by: string | undefined;
}

/** How a model is made for those who judge it. */
export interface Judging {
  /** Whether a value may be a secret: then its variable stays as it is written. */
  hides(name: string, value: string): boolean;
}

/** The folders that relative paths of a file start from. */
export interface Base {
  readonly folder: string;
  /** Where a path that is not written anywhere starts from: a build's context. */
  readonly unwritten: string;
}

/** Faults with which files can't be merged at all. */
const STRUCTURAL = /^(?:extends-cycle|include-cycle|too-large|yaml-syntax|yaml-alias-expansion|empty)$/;

/** Of problems, a project shows no more than this. */
const MOST_PROBLEMS = 200;
/** More files than this in one project are taken for an attack. */
const MOST_FILES = 1000;
/** Files that are read more often than this, all together, are taken for an attack. */
const MOST_READINGS = 2000;
/** More characters than this out of variables are taken for an attack. */
const MOST_CHARACTERS = 20_000_000;

/** What is found out while the files of a project are read. */
export class Session {
  readonly source: ComposeSource;
  readonly problems: ComposeProblem[] = [];
  readonly variables: VariableUse[] = [];
  readonly files = new Set<string>();
  readonly project: string;
  /** Set where the model is for those who judge it; see `ComposeRequest`. */
  readonly judging: Judging | undefined;
  private readonly bases = new Map<string, Base>();
  private readonly rebased = new WeakMap<Node, Base>();
  private readonly absent = new Map<string, SourceText>();
  private characters = 0;
  private readings = 0;

  constructor(source: ComposeSource, project: string, judging?: Judging) {
    this.source = source;
    this.project = project;
    this.judging = judging;
  }

  get refused(): boolean {
    return this.problems.some(
      ({ kind, code }) => kind === 'error' && (!this.judging || STRUCTURAL.test(code)),
    );
  }

  error(code: string, span: Span, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ kind: 'error', code, span, message });
  }

  warn(code: string, span: Span, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ kind: 'warning', code, span, message });
  }

  yaml(uri: string): YamlFile | undefined {
    this.files.add(uri);
    return this.files.size > MOST_FILES ? undefined : this.source.yaml(uri);
  }

  /** Whether one more file may be read into the model: includes can ask for the same ones over and over. */
  affordsReading(): boolean {
    return ++this.readings <= MOST_READINGS;
  }

  text(uri: string): string | undefined {
    this.files.add(uri);
    return this.files.size > MOST_FILES ? undefined : this.source.text(uri);
  }

  /** Whether so much text may still be made out of variables. */
  affords(characters: number): boolean {
    this.characters += characters;
    return this.characters <= MOST_CHARACTERS;
  }

  /** A place in a file that is not there, or has no text of its own. */
  placeIn(uri: string): Span {
    const source = this.absent.get(uri) ?? { uri, text: '', shared: [] };
    this.absent.set(uri, source);
    return { source, start: 0, end: 0 };
  }

  /**
   * Remembers what the paths of a file are relative to. A file that comes in twice, with different folders, is
   * copied, so that each copy's paths are known apart.
   */
  based(uri: string, root: Node, base: Base): Node {
    const known = this.bases.get(uri);
    if (!known) this.bases.set(uri, base);
    else if (known.folder !== base.folder || known.unwritten !== base.unwritten) return this.copy(root, base);
    return root;
  }

  /** What a node's paths are relative to. */
  baseOf(node: Node): Base {
    const { uri } = node.span.source;
    return (
      this.rebased.get(node) ?? this.bases.get(uri) ?? { folder: folderOf(uri), unwritten: this.project }
    );
  }

  /** A node that takes another one's place keeps its base. */
  inherit(node: Node, from: Node): Node {
    const base = this.rebased.get(from);
    if (base) this.rebased.set(node, base);
    return node;
  }

  private copy(node: Node, base: Base): Node {
    const copied = this.copied(node, base);
    this.rebased.set(copied, base);
    return copied;
  }

  private copied(node: Node, base: Base): Node {
    switch (node.kind) {
      case 'scalar':
        return { ...node };
      case 'seq': {
        const items = node.items.map((item) => ({ ...item, value: this.copy(item.value, base) }));
        return { ...node, items };
      }
      case 'map': {
        const entries = node.entries.map((each): Entry => ({ ...each, value: this.copy(each.value, base) }));
        return { ...node, entries };
      }
    }
  }
}

/** What the reading of one model goes by: the main files, those of an `include`, that of an `extends`. */
export interface Reading {
  readonly environment: Environment;
  readonly base: Base;
  /** The files that include each other down to here. */
  readonly within: readonly string[];
  /** The service of another file that is asked for: nothing else of the file counts. */
  readonly extending: boolean;
}
