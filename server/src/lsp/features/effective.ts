import {
  type ClientCapabilities,
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type Connection,
  type Hover,
  type HoverParams,
  type InlayHint,
  type InlayHintParams,
  InlayHintRefreshRequest,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import {
  type EditorSettings,
  EFFECTIVE_DOCUMENT,
  type EffectiveDocumentParams,
  ENVIRONMENTS,
  type EnvironmentSummary,
  type EnvironmentsParams,
} from '../../../../shared/src/protocol.ts';
import type { MergedEnvironment } from '../../core/analysis/environmentBook.ts';
import type { Folder, Judged } from '../folder.ts';
import { normalized } from '../folders.ts';
import { handler, type Log } from '../handler.ts';
import { codeLenses } from './codeLens.ts';
import { effectiveDocument, environments } from './effectiveDocument.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';

/** What the features on effective models need of the server. */
export interface EffectiveHost {
  readonly connection: Connection;
  readonly log: Log;
  folders(): readonly Folder[];
  folderOf(uri: string): Folder;
  isDisabled(folder: Folder): boolean;
  editorUri(uri: string): string;
}

/** What the server can do with effective models. */
export const EFFECTIVE_CAPABILITIES: ServerCapabilities = {
  hoverProvider: true,
  codeLensProvider: {},
  inlayHintProvider: true,
};

/** Shows what layers amount to: in hovers, beside values, and as documents. */
export class EffectiveFeatures {
  private readonly host: EffectiveHost;
  private readonly settings = new WeakMap<Folder, EditorSettings>();
  private readonly merged = new WeakMap<Folder, readonly MergedEnvironment[]>();
  private refreshes: readonly string[] = [];

  constructor(host: EffectiveHost) {
    this.host = host;
  }

  initialize({ workspace }: ClientCapabilities): void {
    this.refreshes = [
      ...(workspace?.codeLens?.refreshSupport === true ? [CodeLensRefreshRequest.method] : []),
      ...(workspace?.inlayHint?.refreshSupport === true ? [InlayHintRefreshRequest.method] : []),
    ];
  }

  register(): void {
    const { connection, log } = this.host;
    connection.onHover(handler('Hover', log, (params: HoverParams) => this.hover(params)));
    connection.onCodeLens(handler('Code lens', log, (params: CodeLensParams) => this.codeLenses(params)));
    connection.languages.inlayHint.on(
      handler('Inlay hints', log, (params: InlayHintParams) => this.inlayHints(params)),
    );
    connection.onRequest(
      ENVIRONMENTS,
      handler('Environments', log, (params: EnvironmentsParams) => this.environments(params)),
    );
    connection.onRequest(
      EFFECTIVE_DOCUMENT,
      handler('Effective document', log, (params: EffectiveDocumentParams) => this.document(params)),
    );
  }

  /** Takes up a folder's settings. */
  configured(folder: Folder, settings: EditorSettings): void {
    const before = this.settings.get(folder);
    this.settings.set(folder, settings);
    if (before && JSON.stringify(before) !== JSON.stringify(settings)) this.refresh();
  }

  /** Has the editor ask again where environments are not what they were: an edit in one file shows in others. */
  judged(folder: Folder, { analysis }: Judged): void {
    const { all } = analysis.environments;
    const before = this.merged.get(folder) ?? [];
    this.merged.set(folder, all);
    if (all.length !== before.length || all.some((each, index) => each !== before[index])) this.refresh();
  }

  private refresh(): void {
    const { connection } = this.host;
    // An editor that is about to close answers no more.
    for (const method of this.refreshes) connection.sendRequest(method).catch(() => undefined);
  }

  private async hover({ textDocument, position }: HoverParams): Promise<Hover | undefined> {
    const uri = normalized(textDocument.uri);
    const folder = this.host.folderOf(uri);
    const judged = await folder.upToDate();
    if (!judged || this.host.isDisabled(folder)) return undefined;
    return hover(judged.analysis, uri, position, (each) => this.host.editorUri(each));
  }

  private async codeLenses({ textDocument }: CodeLensParams): Promise<CodeLens[]> {
    const uri = normalized(textDocument.uri);
    const judged = await this.judgedFor(uri, 'codeLens');
    return judged ? codeLenses(judged.analysis, uri) : [];
  }

  private async inlayHints({ textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
    const uri = normalized(textDocument.uri);
    const judged = await this.judgedFor(uri, 'inlayHints');
    return judged ? inlayHints(judged.analysis, uri, range) : [];
  }

  /** What the editor asks for by itself while a person types: it does not make the server hurry. */
  private async judgedFor(uri: string, feature: 'codeLens' | 'inlayHints'): Promise<Judged | undefined> {
    const folder = this.host.folderOf(uri);
    const judged = await folder.settled();
    const off = this.settings.get(folder)?.[feature]?.enable === false;
    return off || this.host.isDisabled(folder) ? undefined : judged;
  }

  private async environments({ uri }: EnvironmentsParams): Promise<EnvironmentSummary[]> {
    const folders = await this.shown();
    return environments(folders, uri === undefined ? {} : { uri: normalized(uri) });
  }

  private async document(params: EffectiveDocumentParams): Promise<string> {
    return effectiveDocument(await this.shown(), params);
  }

  /** The folders that are checked, judged as they are now; views ask often, so nobody is made to hurry. */
  private async shown(): Promise<readonly Folder[]> {
    const folders = this.host.folders();
    await Promise.all(folders.map((folder) => folder.settled()));
    return folders.filter((folder) => !this.host.isDisabled(folder));
  }
}
