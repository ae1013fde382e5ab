import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionItem,
  type CompletionParams,
  type Connection,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  type ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  FINDINGS_BY_RULE,
  FINDINGS_CHANGED,
  type FindingsByRuleParams,
  type FindingsByRuleResult,
  type InitializationOptions,
  READ_CHECKLIST,
  type ReadChecklistParams,
  SCHEMA_OWNERS,
  STATUS,
  type StatusParams,
} from '../../../shared/src/protocol.ts';
import type { SnapshotFile } from '../core/analysis/snapshot.ts';
import { readChecklist } from '../core/checklist/checklist.ts';
import type { SchemaBook } from '../core/schema/schemaBook.ts';
import { askForSettings, NO_SETTINGS } from './askForSettings.ts';
import { layerOf, schemaModeOf } from './editorSettings.ts';
import { type ActionEditor, CodeActions, FIX_ALL_KIND, laterOf } from './features/codeAction.ts';
import { completion } from './features/completion.ts';
import { DiagnosticsPublisher } from './features/diagnostics.ts';
import { EFFECTIVE_CAPABILITIES, EffectiveFeatures } from './features/effective.ts';
import { findingsByRule, NOTHING } from './features/findingsByRule.ts';
import { statusOf } from './features/status.ts';
import { type Folder, isConfiguration, type Judged } from './folder.ts';
import { Folders, normalized } from './folders.ts';
import { handler, type Log } from './handler.ts';
import { isReadOnly } from './readOnly.ts';
import { askForEvents, type Registers, registersOf } from './registrations.ts';
import { SchemaOwners } from './schemaOwners.ts';
import { Watches } from './watches.ts';
import { editAbilities } from './workspaceEdits.ts';

/**
 * Composes the language server on a connection. It begins to listen when the caller has it do so.
 * @param schemas what objects must look like; loaded after the first findings are out
 */
export function serve(connection: Connection, schemas?: SchemaBook): void {
  new Server(connection, schemas).register();
}

class Server {
  private readonly connection: Connection;
  private readonly documents = new TextDocuments(TextDocument);
  private readonly log: Log;
  private readonly folders: Folders;
  private readonly publisher: DiagnosticsPublisher;
  private readonly effective: EffectiveFeatures;
  private readonly watches: Watches;
  /** The editor's URIs of open documents, by ours. */
  private readonly open = new Map<string, string>();
  private readonly disabled = new Set<Folder>();
  private readonly schemaOwners = new SchemaOwners();
  private initial: readonly string[] = [];
  private editor: ActionEditor = {
    edits: editAbilities({}),
    resolves: false,
    uri: (uri) => this.editorUri(uri),
  };
  private canConfigure = false;
  private registers: Registers = { configuration: false, files: false };
  private folderChanges = false;

  constructor(connection: Connection, schemas: SchemaBook | undefined) {
    this.connection = connection;
    this.log = connection.console;
    this.publisher = new DiagnosticsPublisher(
      connection,
      (uri) => this.editorUri(uri),
      (uri) => this.folders.of(uri),
    );
    this.folders = new Folders({
      log: this.log,
      schemas,
      schemaOwners: this.schemaOwners,
      openFiles: (folder) => this.openFiles(folder),
      judged: (folder, judged) => this.judged(folder, judged),
      busy: () => this.status('busy'),
    });
    this.watches = new Watches(connection, (changes) => void this.filesChanged(changes));
    this.effective = new EffectiveFeatures({
      connection,
      log: this.log,
      folders: () => this.folders.all,
      folderOf: (uri) => this.folders.of(uri),
      isDisabled: (folder) => this.disabled.has(folder),
      editorUri: (uri) => this.editorUri(uri),
    });
  }

  register(): void {
    const { connection, documents, log } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => void this.initialized());
    connection.onDidChangeConfiguration(() => void this.configureAll());
    connection.onDidChangeWatchedFiles(({ changes }) => void this.filesChanged(changes));
    documents.onDidOpen(({ document }) => {
      this.open.set(normalized(document.uri), document.uri);
      this.folders.of(normalized(document.uri)).changedNow();
    });
    documents.onDidChangeContent(({ document }) => this.folders.of(normalized(document.uri)).changed());
    documents.onDidSave(({ document }) => {
      this.folders.saved(normalized(document.uri), document.getText());
      this.folders.of(normalized(document.uri)).changedNow();
      void this.filesChanged([{ uri: document.uri, type: FileChangeType.Changed }]);
    });
    documents.onDidClose(({ document }) => {
      this.open.delete(normalized(document.uri));
      this.folders.of(normalized(document.uri)).changedNow();
    });
    connection.onCodeAction(
      handler('Code action', log, (params: CodeActionParams) => this.codeActions(params)),
    );
    connection.onCodeActionResolve(
      handler('Code action', log, (action: CodeAction) => this.resolveAction(action)),
    );
    connection.onCompletion(handler('Completion', log, (params: CompletionParams) => this.complete(params)));
    connection.onRequest(
      FINDINGS_BY_RULE,
      handler('Findings by rule', log, (params: FindingsByRuleParams) => this.byRule(params)),
    );
    connection.onRequest(
      READ_CHECKLIST,
      handler('Read checklist', log, ({ text }: ReadChecklistParams) => readChecklist(text)),
    );
    connection.onNotification(SCHEMA_OWNERS, (params: unknown) => this.ownersChanged(params));
    this.effective.register();
    documents.listen(connection);
  }

  private initialize(params: InitializeParams): InitializeResult {
    const { capabilities, workspaceFolders, rootUri } = params;
    const options: InitializationOptions | undefined = params.initializationOptions;
    this.schemaOwners.update(options?.schemaOwners);
    this.canConfigure = capabilities.workspace?.configuration === true;
    this.registers = registersOf(capabilities);
    this.watches.initialize(capabilities);
    this.folderChanges = capabilities.workspace?.workspaceFolders === true;
    this.effective.initialize(capabilities);
    const { dataSupport, resolveSupport } = capabilities.textDocument?.codeAction ?? {};
    const resolves = dataSupport === true && resolveSupport?.properties.includes('edit') === true;
    this.editor = { ...this.editor, edits: editAbilities(capabilities), resolves };
    this.initial = workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
    return {
      serverInfo: { name: 'plumbline' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
          resolveProvider: resolves,
        },
        completionProvider: { triggerCharacters: [' '] },
        ...EFFECTIVE_CAPABILITIES,
        workspace: { workspaceFolders: { supported: true, changeNotifications: this.folderChanges } },
      },
    };
  }

  private async initialized(): Promise<void> {
    if (this.folderChanges) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.closeFolder(uri);
        for (const { uri } of added) void this.openFolder(uri);
      });
    }
    // The folders are known from now on; what is read of them comes after the editor watches it.
    const watched = askForEvents(this.connection, this.registers);
    await Promise.all(this.initial.map((uri) => this.openFolder(uri, watched)));
    await this.configure(this.folders.loose);
  }

  private async openFolder(uri: string, watched?: Promise<void>): Promise<void> {
    const folder = await this.folders.add(uri, watched);
    await this.configure(folder);
    // What others answered for may be this one's now.
    for (const each of this.folders.around(folder.root ?? '')) each.changed();
    this.folders.loose.changed();
  }

  private closeFolder(uri: string): void {
    const folder = this.folders.remove(uri);
    if (!folder) return;
    this.publisher.clear(folder);
    this.watches.closed(folder);
    for (const each of this.folders.around(folder.root ?? '')) each.changedNow();
    this.folders.loose.changedNow();
  }

  private async configureAll(): Promise<void> {
    await Promise.all(this.folders.all.map((folder) => this.configure(folder)));
  }

  /** Fetches a folder's settings from the editor and has it judged with them. */
  private async configure(folder: Folder): Promise<void> {
    const [settings, hidden] = this.canConfigure
      ? await askForSettings(this.connection, folder.root, this.log)
      : NO_SETTINGS;
    if (settings.enable === false) this.disabled.add(folder);
    else this.disabled.delete(folder);
    this.effective.configured(folder, settings);
    folder.configured(layerOf(settings, hidden), schemaModeOf(settings));
  }

  private ownersChanged(params: unknown): void {
    if (this.schemaOwners.update(params)) for (const folder of this.folders.all) folder.ownersChanged();
  }

  private async filesChanged(changes: readonly { uri: string; type: FileChangeType }[]): Promise<void> {
    const touched = new Set<Folder>();
    for (const { uri, type } of changes) {
      for (const folder of await this.folders.fileChanged(uri, type === FileChangeType.Deleted)) {
        touched.add(folder);
      }
    }
    for (const folder of touched) folder.changed();
  }

  private openFiles(folder: Folder): ReadonlyMap<string, SnapshotFile> {
    const result = new Map<string, SnapshotFile>();
    for (const document of this.documents.all()) {
      const uri = normalized(document.uri);
      const owner = this.folders.of(uri);
      if (owner !== folder || (owner === this.folders.loose && isReadOnly(uri))) continue;
      result.set(uri, {
        uri,
        text: document.getText(),
        languageId: document.languageId,
        version: document.version,
      });
    }
    return result;
  }

  private judged(folder: Folder, judged: Judged): void {
    this.publisher.publish(folder, judged, !this.disabled.has(folder));
    this.effective.judged(folder, judged);
    this.watches.judged(folder, judged.analysis);
    this.status('ready');
    void this.connection.sendNotification(FINDINGS_CHANGED);
  }

  private status(state: StatusParams['state']): void {
    const counts = statusOf(this.folders, (folder) => !this.disabled.has(folder));
    void this.connection.sendNotification(STATUS, { state, ...counts } satisfies StatusParams);
  }

  private async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const uri = normalized(params.textDocument.uri);
    const folder = this.folders.of(uri);
    const judged = await folder.upToDate();
    if (!judged || this.disabled.has(folder)) return [];
    return new CodeActions(folder, judged, uri, this.editor).for(params);
  }

  private async resolveAction(action: CodeAction): Promise<CodeAction | ResponseError<void>> {
    const later = laterOf(action);
    if (!later) return action;
    const folder = this.folders.of(later.uri);
    const judged = await folder.upToDate();
    return judged ? new CodeActions(folder, judged, later.uri, this.editor).resolve(action, later) : action;
  }

  private complete(params: CompletionParams): CompletionItem[] {
    const document = this.documents.get(params.textDocument.uri);
    return document && isConfiguration(document.uri) ? completion(document.getText(), params) : [];
  }

  private async byRule(params: FindingsByRuleParams): Promise<FindingsByRuleResult> {
    const judged = await this.folders.of(normalized(params.uri)).upToDate();
    return judged ? findingsByRule(judged, params) : NOTHING;
  }

  private editorUri(uri: string): string {
    return this.open.get(uri) ?? uri;
  }
}
