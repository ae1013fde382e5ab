import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type Checklist,
  EFFECTIVE_DOCUMENT,
  type EffectiveDocumentParams,
  ENVIRONMENTS,
  type EnvironmentSummary,
  FINDINGS_BY_RULE,
  FINDINGS_CHANGED,
  type FindingsByRuleParams,
  type FindingsByRuleResult,
  type InitializationOptions,
  READ_CHECKLIST,
  SCHEMA_OWNERS,
  STATUS,
  type StatusParams,
} from '../../../shared/src/protocol.ts';
import { CrashPolicy } from './crashPolicy.ts';
import { documentSelector } from './documents.ts';
import { linkToPages } from './rulePages.ts';
import { onSchemaOwners, schemaOwners } from './schemaOwners.ts';

/** What the server is doing, as far as a person wants to know. */
export type ServerState =
  | { readonly kind: 'starting' | 'stopped' }
  | ({ readonly kind: 'running' } & StatusParams);

/** The language server's process and what it tells. */
export class LanguageServer implements vscode.Disposable {
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly findingsChanged = new vscode.EventEmitter<void>();
  private readonly crashes = new CrashPolicy();
  private readonly log: vscode.LogOutputChannel;
  private readonly module: string;
  private readonly pages: vscode.Uri;
  private client: LanguageClient;
  private selector = documentSelector();
  private startFailed = false;
  private readonly foldersChanged: vscode.Disposable;
  private readonly ownersChanged: vscode.Disposable;
  readonly onState = this.stateChanged.event;
  readonly onFindings = this.findingsChanged.event;
  state: ServerState = { kind: 'starting' };

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.log = log;
    this.module = context.asAbsolutePath('dist/server.js');
    this.pages = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules');
    this.client = this.connect();
    this.ownersChanged = onSchemaOwners(() => void this.tellOwners());
    this.foldersChanged = vscode.workspace.onDidChangeWorkspaceFolders(() => void this.adaptToFolders());
  }

  async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.startFailed = true;
      this.log.error(
        `The server could not be started: ${error instanceof Error ? error.message : String(error)}`,
      );
      this.set({ kind: 'stopped' });
    }
  }

  async restart(): Promise<void> {
    this.crashes.reset();
    this.set({ kind: 'starting' });
    await this.stop();
    // A client whose start failed gives that failure for ever.
    if (this.startFailed) this.client = this.connect();
    this.startFailed = false;
    await this.start();
  }

  /** A client knows from the beginning which documents it is for: a folder on another file system needs a new one. */
  private async adaptToFolders(): Promise<void> {
    const known = new Set(this.selector.map((each) => each.scheme));
    const selector = documentSelector();
    if (selector.every((each) => known.has(each.scheme))) return;
    this.selector = selector;
    this.set({ kind: 'starting' });
    await this.stop();
    this.client = this.connect();
    this.startFailed = false;
    await this.start();
  }

  /** Stops the server. One that hangs is left to the client, which ends its process. */
  async stop(): Promise<void> {
    try {
      if (this.client.needsStop()) await this.client.stop();
    } catch (error) {
      this.log.warn(
        `The server did not stop when asked: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** The findings of some rules in the folder of a file; undefined while the server can not say. */
  findingsByRule(params: FindingsByRuleParams): Promise<FindingsByRuleResult | undefined> {
    return this.ask(FINDINGS_BY_RULE, params);
  }

  /** The task lists of a Markdown text; undefined while the server can not say. */
  readChecklist(text: string): Promise<Checklist | undefined> {
    return this.ask(READ_CHECKLIST, { text });
  }

  /** The environments, those of a file first; undefined while the server can not say. */
  environments(uri: string | undefined): Promise<readonly EnvironmentSummary[] | undefined> {
    return this.ask(ENVIRONMENTS, uri === undefined ? {} : { uri });
  }

  /** An environment's merged configuration; undefined while the server can not say. */
  effectiveDocument(params: EffectiveDocumentParams): Promise<string | undefined> {
    return this.ask(EFFECTIVE_DOCUMENT, params);
  }

  private async ask<R>(request: string, params: unknown): Promise<R | undefined> {
    if (!this.client.isRunning()) return undefined;
    try {
      return await this.client.sendRequest<R>(request, params);
    } catch {
      // The server is restarting, or has newer things to do: it will say so when findings change.
      return undefined;
    }
  }

  dispose(): void {
    this.foldersChanged.dispose();
    this.ownersChanged.dispose();
    this.stateChanged.dispose();
    this.findingsChanged.dispose();
  }

  private async tellOwners(): Promise<void> {
    if (!this.client.isRunning()) return;
    try {
      await this.client.sendNotification(SCHEMA_OWNERS, schemaOwners());
    } catch {
      // The server is being restarted, and is told when it begins.
    }
  }

  private connect(): LanguageClient {
    const { log, module } = this;
    const run = { module, transport: TransportKind.ipc };
    const client = new LanguageClient(
      'plumbline',
      'Plumbline',
      { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6011'] } } },
      {
        documentSelector: this.selector,
        outputChannel: log,
        middleware: { handleDiagnostics: linkToPages(this.pages) },
        initializationOptions: (): InitializationOptions => ({ schemaOwners: schemaOwners() }),
        errorHandler: this.errorHandler(),
        initializationFailedHandler: (error) => {
          log.error(
            `The server could not be initialized: ${error instanceof Error ? error.message : String(error)}`,
          );
          return false;
        },
      },
    );
    client.onNotification(STATUS, (params: StatusParams) => this.set({ kind: 'running', ...params }));
    client.onNotification(FINDINGS_CHANGED, () => this.findingsChanged.fire());
    return client;
  }

  private set(state: ServerState): void {
    this.state = state;
    this.stateChanged.fire(state);
  }

  private errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: (): CloseHandlerResult => {
        if (this.crashes.crashed()) {
          this.log.warn('The server ended unexpectedly and is started again.');
          this.set({ kind: 'starting' });
          return { action: CloseAction.Restart, handled: true };
        }
        this.set({ kind: 'stopped' });
        void this.sayStopped();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async sayStopped(): Promise<void> {
    const message =
      'Plumbline stopped: its server crashed five times within three minutes. The log says why.';
    const choice = await vscode.window.showErrorMessage(message, 'Open Log', 'Restart');
    if (choice === 'Open Log') this.log.show();
    if (choice === 'Restart') await this.restart();
  }
}
