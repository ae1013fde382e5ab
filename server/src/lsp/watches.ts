import picomatch from 'picomatch/posix';
import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type FileEvent,
  type FileSystemWatcher,
} from 'vscode-languageserver/node';
import type { Analysis } from '../core/analysis/analyzer.ts';
import { reachedBy } from '../core/analysis/scope.ts';
import { baseName, folderOf } from '../core/text/uri.ts';
import type { Folder } from './folder.ts';
import { WATCHED_NAMES } from './registrations.ts';

/** How long what is referred to has to stay the same before the editor is asked to watch it, in milliseconds. */
const QUIET = 300;
/** An editor is not asked for more watchers than this. */
const MOST = 200;

const isWatchedByName = picomatch(WATCHED_NAMES, { dot: true });

/**
 * Has the editor watch what environments refer to under names that nobody can foresee: the folders that it is in, so that a
 * name which is being typed asks for nothing new.
 */
export class Watches {
  private readonly connection: Connection;
  private readonly check: (changes: readonly FileEvent[]) => void;
  private able = false;
  /** Whether the editor understands patterns that are relative to a folder. */
  private relative = false;
  private readonly byFolder = new Map<Folder, ReadonlyMap<string, readonly string[]>>();
  private registered = '';
  private registration: Disposable | undefined;
  private known: ReadonlySet<string> = new Set();
  private timer: NodeJS.Timeout | undefined;
  private registering: Promise<void> = Promise.resolve();

  /** @param check looks at files again that nobody watched until now */
  constructor(connection: Connection, check: (changes: readonly FileEvent[]) => void) {
    this.connection = connection;
    this.check = check;
  }

  initialize({ workspace }: ClientCapabilities): void {
    this.able = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.relative = workspace?.didChangeWatchedFiles?.relativePatternSupport === true;
  }

  /** Takes up what a new result refers to. */
  judged(folder: Folder, analysis: Analysis): void {
    const { root } = folder;
    if (root === undefined || !this.able) return;
    this.byFolder.set(folder, unforeseen(root, analysis));
    this.later();
  }

  closed(folder: Folder): void {
    if (this.byFolder.delete(folder)) this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (JSON.stringify(this.wanted()) === this.registered) return;
    this.timer = setTimeout(() => {
      this.registering = this.registering.then(() => this.register());
    }, QUIET);
    this.timer.unref();
  }

  private ask(watchers: FileSystemWatcher[]): Promise<Disposable> {
    return this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  /** The folders with what is referred to in them. */
  private folders(): Map<string, readonly string[]> {
    const all = [...this.byFolder.values()].flatMap((each) => [...each]);
    return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST));
  }

  private wanted(): FileSystemWatcher[] {
    const folders = this.folders();
    if (this.relative) {
      return [...folders.keys()].map((baseUri) => ({ globPattern: { baseUri, pattern: '*' } }));
    }
    const names = new Set([...folders.values()].flat().map((uri) => escaped(baseName(uri))));
    return [...names].sort().map((name) => ({ globPattern: `**/${name}` }));
  }

  private async register(): Promise<void> {
    const watchers = this.wanted();
    const key = JSON.stringify(watchers);
    if (key === this.registered) return;
    const folders = this.folders();
    const before = this.registration;
    try {
      this.registered = key;
      this.registration = watchers.length === 0 ? undefined : await this.ask(watchers);
      before?.dispose();
    } catch {
      // The library has logged it. Such files are looked at again when something else changes.
      return;
    }
    // What happened before the editor watched was seen by nobody.
    const news = [...folders].flatMap(([folder, uris]) => (this.known.has(folder) ? [] : uris));
    this.known = new Set(folders.keys());
    if (news.length > 0) this.check(news.map((uri) => ({ uri, type: FileChangeType.Changed })));
  }
}

/** What is referred to below a root and not watched by its name, by the folder it is in. */
function unforeseen(root: string, analysis: Analysis): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  if (!root.startsWith('file:')) return result;
  for (const uri of reachedBy(analysis)) {
    if (!uri.startsWith(`${root}/`) || isWatchedByName(baseName(uri))) continue;
    const list = result.get(folderOf(uri));
    if (list) list.push(uri);
    else result.set(folderOf(uri), [uri]);
  }
  return result;
}

/** A name in a glob that matches it. */
function escaped(name: string): string {
  return name.replace(/[*?[\]{}!,\\]/g, '?');
}
