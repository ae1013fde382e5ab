import { readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import type * as vscode from 'vscode';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EventEmitter, Position, part, Uri, type WorkspaceEdit } from './vscodeValues.ts';

type Known = 'uri' | 'languageId' | 'version' | 'isDirty' | 'getText' | 'offsetAt' | 'positionAt' | 'save';

/** An open document, with the undo of the real one. */
export class FakeDocument implements Pick<vscode.TextDocument, Known> {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  isDirty = false;
  saves = 0;
  private content: TextDocument;
  private readonly past: string[] = [];
  private readonly write: (text: string) => void;

  constructor(uri: vscode.Uri, languageId: string, text: string, write: (text: string) => void) {
    this.uri = uri;
    this.languageId = languageId;
    this.content = TextDocument.create(uri.toString(), languageId, 1, text);
    this.write = write;
  }

  get version(): number {
    return this.content.version;
  }

  getText(): string {
    return this.content.getText();
  }

  offsetAt(position: vscode.Position): number {
    return this.content.offsetAt(position);
  }

  positionAt(offset: number): vscode.Position {
    const { line, character } = this.content.positionAt(offset);
    return part<vscode.Position>(new Position(line, character));
  }

  save(): Promise<boolean> {
    this.saves++;
    this.isDirty = false;
    this.write(this.getText());
    return Promise.resolve(true);
  }

  change(text: string): void {
    this.past.push(this.getText());
    this.set(text);
  }

  undo(): void {
    this.set(this.past.pop() ?? this.getText());
  }

  private set(text: string): void {
    this.content = TextDocument.create(this.uri.toString(), this.languageId, this.version + 1, text);
    this.isDirty = true;
  }
}

interface Watcher {
  readonly matches: (path: string) => boolean;
  readonly created: EventEmitter<vscode.Uri>;
  readonly changed: EventEmitter<vscode.Uri>;
  readonly deleted: EventEmitter<vscode.Uri>;
}

/** Folders, the files in them and the documents that are open. */
export class FakeWorkspace {
  trusted = true;
  folders: vscode.WorkspaceFolder[] = [];
  /** Texts by URI. */
  readonly files = new Map<string, string>();
  documents: FakeDocument[] = [];
  readonly settings = new Map<string, unknown>();
  readonly settingsChanged = new EventEmitter<vscode.ConfigurationChangeEvent>();
  /** The extensions that are installed and switched on. */
  readonly extensions = new Set<string>();
  readonly extensionsChanged = new EventEmitter<void>();
  readonly edits: WorkspaceEdit['edits'] = [];
  /** The URIs written past the editor, which nobody can undo. */
  readonly written: string[] = [];
  readonly documentChanged = new EventEmitter<vscode.TextDocumentChangeEvent>();
  readonly foldersChanged = new EventEmitter<vscode.WorkspaceFoldersChangeEvent>();
  readonly watchers = new Set<Watcher>();

  /** Opens one more folder, with its files by their paths. @returns its URI */
  add(uri: string, files: { readonly [path: string]: string } = {}): string {
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    this.folders.push({ uri: Uri.parse(uri), name, index: this.folders.length });
    for (const [path, text] of Object.entries(files))
      this.files.set(Uri.parse(`${uri}/${path}`).toString(), text);
    return uri;
  }

  /** A file changes, comes or goes outside the editor. */
  touch(uri: string, text: string | undefined): void {
    const was = this.files.has(uri);
    if (text === undefined) this.files.delete(uri);
    else this.files.set(uri, text);
    const path = this.relative(uri);
    for (const watcher of this.watchers) {
      if (path === undefined || !watcher.matches(path)) continue;
      const event = text === undefined ? watcher.deleted : was ? watcher.changed : watcher.created;
      event.fire(Uri.parse(uri));
    }
  }

  /** A setting changes. */
  set(id: string, value: unknown): void {
    this.settings.set(id, value);
    this.settingsChanged.fire({
      affectsConfiguration: (section) => id === section || id.startsWith(`${section}.`),
    });
  }

  /** A person types: the document has another text. */
  type(document: FakeDocument, text: string): void {
    document.change(text);
    this.tell(document);
  }

  open(uri: vscode.Uri): FakeDocument {
    const key = uri.toString();
    const open = this.documents.find((each) => each.uri.toString() === key);
    if (open) return open;
    const text = this.read(uri);
    const language = /\.md$/.test(uri.path) ? 'markdown' : 'yaml';
    return this.remember(new FakeDocument(uri, language, text, (saved) => this.touch(key, saved)));
  }

  untitled(language: string, content: string): FakeDocument {
    const uri = Uri.parse(`untitled:Untitled-${this.documents.length + 1}`);
    return this.remember(new FakeDocument(uri, language, content, () => undefined));
  }

  read(uri: vscode.Uri): string {
    const text = this.files.get(uri.toString());
    if (text !== undefined) return text;
    // What the extension is shipped with is really there.
    if (uri.scheme === 'file' && uri.path.includes('/client/templates/'))
      return readFileSync(uri.fsPath, 'utf8');
    throw new Error(`FileNotFound: ${uri.toString()}`);
  }

  apply({ edits }: Pick<WorkspaceEdit, 'edits'>): boolean {
    for (const { uri, range, text } of edits) {
      const document = this.open(uri);
      const before = document.getText();
      const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      document.change(before.slice(0, start) + text + before.slice(end));
      this.tell(document);
    }
    this.edits.push(...edits);
    return true;
  }

  find(include: string, exclude: string | undefined): vscode.Uri[] {
    const wanted = picomatch(include, { dot: true });
    const unwanted = picomatch(exclude ?? [], { dot: true });
    return [...this.files.keys()]
      .filter((uri) => {
        const path = this.relative(uri);
        return path !== undefined && wanted(path) && !unwanted(path);
      })
      .map((uri) => Uri.parse(uri));
  }

  folderOf(uri: vscode.Uri): vscode.WorkspaceFolder | undefined {
    const key = uri.toString();
    return this.folders
      .filter((folder) => key === folder.uri.toString() || key.startsWith(`${folder.uri.toString()}/`))
      .sort((a, b) => b.uri.path.length - a.uri.path.length)[0];
  }

  /** As the real one, which answers for a folder itself from the folder around it. */
  asRelativePath(uri: vscode.Uri, includeFolder = this.folders.length > 1): string {
    const self = this.folders.some((each) => each.uri.toString() === uri.toString());
    const folder = this.folderOf(self ? Uri.joinPath(uri, '..') : uri);
    if (!folder) return uri.fsPath;
    const path = uri.path.slice(folder.uri.path.length + 1);
    return includeFolder ? `${folder.name}/${path}` : path;
  }

  watch(glob: string): Watcher {
    const [created, changed, deleted] = [0, 1, 2].map(() => new EventEmitter<vscode.Uri>());
    if (!created || !changed || !deleted) throw new Error('unreachable');
    const watcher: Watcher = { matches: picomatch(glob, { dot: true }), created, changed, deleted };
    this.watchers.add(watcher);
    return watcher;
  }

  private remember(document: FakeDocument): FakeDocument {
    this.documents.push(document);
    return document;
  }

  private tell(document: FakeDocument): void {
    this.documentChanged.fire(
      part<vscode.TextDocumentChangeEvent>({ document: part<vscode.TextDocument>(document) }),
    );
  }

  private relative(file: string): string | undefined {
    const uri = Uri.parse(file);
    const folder = this.folderOf(uri);
    return folder && uri.path.slice(folder.uri.path.length + 1);
  }
}
