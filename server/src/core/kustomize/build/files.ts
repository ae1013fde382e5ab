import { readFile, type YamlFile } from '../../model/file.ts';
import { resolvePath } from '../../text/uri.ts';

/** Where the files of kustomizations come from. */
export interface KustomizeSource {
  yaml(uri: string): YamlFile | undefined;
  text(uri: string): string | undefined;
  /** The URI of the kustomization file in a folder. */
  kustomizationIn(folder: string): string | undefined;
}

/** What was asked of the source, and what it said. */
export type Lookups = Map<string, { readonly uri: string; readonly kind: Kind; readonly answer: unknown }>;

type Kind = 'yaml' | 'text' | 'kustomizationIn';

/** Files that the source does not hold as YAML are parsed here; so many are remembered. */
const MOST_PARSED = 200;

/** Reads files, and notes which were looked at. */
export class Files {
  private readonly source: KustomizeSource;
  private readonly parsed: Map<string, YamlFile>;
  private lookups: Lookups = new Map();

  /** `parsed`: what was parsed before, to be taken over where the text is the same. */
  constructor(source: KustomizeSource, parsed: Map<string, YamlFile>) {
    this.source = source;
    this.parsed = parsed;
  }

  /** Runs something, and says what it looked at. */
  tracking<T>(run: () => T): { readonly result: T; readonly lookups: Lookups } {
    const outer = this.lookups;
    const own: Lookups = new Map();
    this.lookups = own;
    try {
      return { result: run(), lookups: own };
    } finally {
      this.lookups = outer;
      this.note(own);
    }
  }

  /** Counts what was looked at before as looked at again. */
  note(lookups: Lookups): void {
    for (const [key, lookup] of lookups) this.lookups.set(key, lookup);
  }

  /** Whether the source still gives the same answers. */
  holds(lookups: Lookups): boolean {
    for (const { kind, uri, answer } of lookups.values()) if (this.source[kind](uri) !== answer) return false;
    return true;
  }

  private ask<K extends Kind>(kind: K, uri: string): ReturnType<KustomizeSource[K]>;
  private ask(kind: Kind, uri: string): YamlFile | string | undefined {
    const key = `${kind} ${uri}`;
    const known = this.lookups.get(key);
    const answer = this.source[kind](uri);
    if (!known) this.lookups.set(key, { uri, kind, answer });
    return answer;
  }

  /** A file as YAML; undefined where there is none. */
  yaml(uri: string): YamlFile | undefined {
    const file = this.ask('yaml', uri);
    if (file) return file;
    const text = this.ask('text', uri);
    if (text === undefined) return undefined;
    const known = this.parsed.get(uri);
    if (known?.text === text) return known;
    if (this.parsed.size >= MOST_PARSED) this.parsed.clear();
    const read = readFile(uri, text, known);
    this.parsed.set(uri, read);
    return read;
  }

  /** The text of a file; undefined where there is none. */
  text(uri: string): string | undefined {
    return this.ask('text', uri) ?? this.ask('yaml', uri)?.text;
  }

  kustomizationIn(folder: string): string | undefined {
    return this.ask('kustomizationIn', folder);
  }
}

/** The URI of a path in a folder; undefined for what can not be one. */
export function pathIn(folder: string, path: string): string | undefined {
  return resolvePath(folder, path === '' ? '.' : path);
}

/** Whether a URI is in a folder, or the folder itself. */
export function isWithin(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(`${folder}/`);
}
