import { PassThrough } from 'node:stream';
import picomatch from 'picomatch/posix';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type FileChangeType,
  type FileSystemWatcher,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type LogMessageParams,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  type ServerCapabilities,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { serve } from '../../server/src/lsp/server.ts';
import {
  type Checklist,
  type EditorSettings,
  FINDINGS_BY_RULE,
  FINDINGS_CHANGED,
  type FindingsByRuleResult,
  READ_CHECKLIST,
  SCHEMA_OWNERS,
  type SchemaOwnersParams,
  STATUS,
  type StatusParams,
} from '../../shared/src/protocol.ts';
import { SCHEMAS } from '../support/analysis.ts';
import { OpenDocument } from './openDocument.ts';

const DEADLINE = 5_000;

type Wanted = (params: PublishDiagnosticsParams) => boolean;
type WorkspaceCapabilities = NonNullable<ClientCapabilities['workspace']>;

/** What VS Code can do, as far as it concerns this server. */
const VSCODE: WorkspaceCapabilities = {
  configuration: true,
  workspaceFolders: true,
  didChangeConfiguration: { dynamicRegistration: true },
  didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  workspaceEdit: {
    documentChanges: true,
    resourceOperations: ['create', 'rename', 'delete'],
    changeAnnotationSupport: { groupsOnLabel: true },
  },
};

export interface EditorOptions {
  /** The URIs of the workspace folders; null where none is open. */
  readonly folders?: readonly string[] | null;
  readonly rootUri?: string;
  readonly capabilities?: WorkspaceCapabilities;
  /** The settings for a scope; an editor that throws here refuses to tell. */
  readonly settings?: (scope: string | undefined) => EditorSettings | null;
  /** Asks for the edit of an action when it is chosen, as VS Code does. */
  readonly resolves?: boolean;
  /** `files.exclude`. */
  readonly hidden?: { readonly [glob: string]: boolean };
  /** Refuses whatever the server wants to be told of. */
  readonly refusesRegistrations?: boolean;
  readonly schemaOwners?: SchemaOwnersParams;
}

/** A fake editor at the other end of the protocol. */
export class Editor {
  readonly connection: ProtocolConnection;
  /** Everything that was published, in its order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: LogMessageParams[] = [];
  readonly statuses: StatusParams[] = [];
  /** The methods that the server registered for. */
  readonly registered: string[] = [];
  /** What the server has the editor watch now, by registration. */
  readonly watching = new Map<string, readonly FileSystemWatcher[]>();
  /** What the server says that it can do. */
  capabilities: ServerCapabilities = {};
  /** How often the server said that findings have changed. */
  findingsChanged = 0;
  private hidden: { readonly [glob: string]: boolean };
  private readonly options: EditorOptions;
  private readonly checks = new Set<() => void>();
  private settings: (scope: string | undefined) => EditorSettings | null;

  constructor(reader: MessageReader, writer: MessageWriter, options: EditorOptions) {
    this.options = options;
    this.hidden = options.hidden ?? {};
    this.settings = options.settings ?? (() => ({}));
    this.connection = createProtocolConnection(reader, writer);
    this.listen();
  }

  async initialize(): Promise<void> {
    const { folders = null, rootUri = null, capabilities = VSCODE, resolves = false } = this.options;
    const { capabilities: offered } = await this.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri,
      capabilities: {
        workspace: capabilities,
        textDocument: {
          publishDiagnostics: { versionSupport: true, relatedInformation: true },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: [CodeActionKind.QuickFix] } },
            ...(resolves ? { dataSupport: true, resolveSupport: { properties: ['edit'] } } : {}),
          },
        },
      },
      workspaceFolders: folders?.map((uri) => ({ uri, name: uri })) ?? null,
      initializationOptions: { schemaOwners: this.options.schemaOwners },
    });
    this.capabilities = offered;
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  async open(uri: string, text: string, languageId = 'yaml', version = 1): Promise<OpenDocument> {
    const document = new OpenDocument(this.connection, { uri, languageId, version, text });
    await document.open();
    return document;
  }

  /** The newest diagnostics of a URI, as soon as they are as wanted; has the server judge at once. */
  async diagnostics(uri: string, wanted: Wanted = () => true): Promise<PublishDiagnosticsParams> {
    const latest = this.latest(uri);
    if (!latest || !wanted(latest)) await this.settled(uri);
    return await this.shown(uri, wanted);
  }

  /** The same, at the server's own pace. */
  shown(uri: string, wanted: Wanted): Promise<PublishDiagnosticsParams> {
    return this.until(`diagnostics of ${uri}`, () => {
      const latest = this.latest(uri);
      return latest && wanted(latest) ? latest : undefined;
    });
  }

  latest(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((each) => each.uri === uri);
  }

  /** The rules whose findings a URI shows now. */
  codes(uri: string): (string | number | undefined)[] {
    return this.latest(uri)?.diagnostics.map((each) => each.code) ?? [];
  }

  /** Returns when everything that the server was told so far of a file's folder is judged and published. */
  async settled(uri: string): Promise<void> {
    await this.findingsByRule(uri, []);
  }

  findingsByRule(uri: string, rules: readonly string[]): Promise<FindingsByRuleResult> {
    return this.connection.sendRequest(FINDINGS_BY_RULE, { uri, rules });
  }

  /** What the lightbulb offers at a place; `only` is what the editor asks for by kind. */
  codeActions(document: OpenDocument, range: Range, ...only: readonly string[]): Promise<CodeAction[]> {
    return this.actionsAt(document.uri, range, ...only);
  }

  async actionsAt(uri: string, range: Range, ...only: readonly string[]): Promise<CodeAction[]> {
    const result = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only.length > 0 ? { only: [...only] } : {}) },
    });
    // The library takes an action without an edit, which is asked for later, for none.
    return (result ?? []).filter((each): each is CodeAction => typeof each.command !== 'string');
  }

  /** The action with its edit, as a person chooses it. */
  chosen(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  readChecklist(text: string): Promise<Checklist> {
    return this.connection.sendRequest(READ_CHECKLIST, { text });
  }

  async changeSettings(settings: (scope: string | undefined) => EditorSettings | null): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  /** Changes `files.exclude`. */
  async hide(hidden: { readonly [glob: string]: boolean }): Promise<void> {
    this.hidden = hidden;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  async changeSchemaOwners(owners: SchemaOwnersParams): Promise<void> {
    await this.connection.sendNotification(SCHEMA_OWNERS, owners);
  }

  async fileEvents(...changes: readonly (readonly [uri: string, type: FileChangeType])[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([uri, type]) => ({ uri, type })),
    });
  }

  /** Tells of what happened to a file as an editor does: only where the server has it watched. */
  async happened(uri: string, type: FileChangeType): Promise<void> {
    if (this.isWatched(uri)) await this.fileEvents([uri, type]);
  }

  isWatched(uri: string): boolean {
    return [...this.watching.values()].flat().some(({ globPattern }) => {
      if (typeof globPattern === 'string')
        return picomatch(globPattern, { dot: true })(URI.parse(uri).fsPath);
      const { baseUri, pattern } = globPattern;
      const base = `${typeof baseUri === 'string' ? baseUri : baseUri.uri}/`;
      return uri.startsWith(base) && picomatch(pattern, { dot: true })(uri.slice(base.length));
    });
  }

  async changeFolders(change: { added?: readonly string[]; removed?: readonly string[] }): Promise<void> {
    const named = (uris: readonly string[] = []) => uris.map((uri) => ({ uri, name: uri }));
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: named(change.added), removed: named(change.removed) },
    });
  }

  /** Looks after every message of the server, until there is something to be found. */
  async until<T>(what: string, look: () => T | undefined): Promise<T> {
    const now = look();
    if (now !== undefined) return now;
    return await new Promise((resolve, reject) => {
      const again = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        this.checks.delete(again);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.checks.delete(again);
        const seen = this.published.map(
          ({ uri, version, diagnostics }) => `${uri} ${version}: ${diagnostics.map((each) => each.code)}`,
        );
        const logged = this.logged.map((each) => each.message);
        reject(new Error([`Not in ${DEADLINE} ms: ${what}. Until then:`, ...seen, ...logged].join('\n')));
      }, DEADLINE);
      this.checks.add(again);
    });
  }

  async shutdown(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
  }

  private listen(): void {
    const { connection } = this;
    const told = <T>(take: (params: T) => void) => {
      return (params: T): void => {
        take(params);
        for (const check of [...this.checks]) check();
      };
    };
    connection.onNotification(
      PublishDiagnosticsNotification.type,
      told((params) => this.published.push(params)),
    );
    connection.onNotification(
      LogMessageNotification.type,
      told((params) => this.logged.push(params)),
    );
    connection.onNotification(
      STATUS,
      told((params: StatusParams) => this.statuses.push(params)),
    );
    connection.onNotification(
      FINDINGS_CHANGED,
      told(() => this.findingsChanged++),
    );
    connection.onRequest(ConfigurationRequest.type, ({ items }) => {
      return items.map(({ scopeUri, section }) => {
        if (section === 'files.exclude') return this.hidden;
        return section === 'plumbline' ? this.settings(scopeUri) : null;
      });
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      if (this.options.refusesRegistrations) throw new Error('This editor registers nothing.');
      this.registered.push(...registrations.map((each) => each.method));
      for (const { id, method, registerOptions } of registrations) {
        if (method === DidChangeWatchedFilesNotification.method)
          this.watching.set(id, registerOptions.watchers);
      }
      for (const check of [...this.checks]) check();
    });
    connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
      for (const { id } of unregisterations) this.watching.delete(id);
      for (const check of [...this.checks]) check();
    });
    connection.listen();
  }
}

/** Starts a server and an editor that it serves; both end with the test. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const reader = new StreamMessageReader(toServer);
  const server = createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(toEditor));
  serve(server, SCHEMAS);
  server.listen();
  const editor = new Editor(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer), options);
  onTestFinished(async () => {
    await editor.shutdown();
    editor.connection.dispose();
    // What the server still had to say goes nowhere, and must not be waited for.
    toEditor.resume();
  });
  await editor.initialize();
  return editor;
}
