import type { Connection, Hover, HoverParams, ServerCapabilities } from 'vscode-languageserver/node';
import {
  EFFECTIVE_DOCUMENT,
  type EffectiveDocumentParams,
  ENVIRONMENTS,
  type EnvironmentSummary,
  type EnvironmentsParams,
} from '../../../../shared/src/protocol.ts';
import type { Folder } from '../folder.ts';
import { normalized } from '../folders.ts';
import { handler, type Log } from '../handler.ts';
import { effectiveDocument, environments } from './effectiveDocument.ts';
import { hover } from './hover.ts';

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
export const EFFECTIVE_CAPABILITIES: ServerCapabilities = { hoverProvider: true };

/** Shows what layers amount to: in hovers, and as documents. */
export class EffectiveFeatures {
  private readonly host: EffectiveHost;

  constructor(host: EffectiveHost) {
    this.host = host;
  }

  register(): void {
    const { connection, log } = this.host;
    connection.onHover(handler('Hover', log, (params: HoverParams) => this.hover(params)));
    connection.onRequest(
      ENVIRONMENTS,
      handler('Environments', log, (params: EnvironmentsParams) => this.environments(params)),
    );
    connection.onRequest(
      EFFECTIVE_DOCUMENT,
      handler('Effective document', log, (params: EffectiveDocumentParams) => this.document(params)),
    );
  }

  private async hover({ textDocument, position }: HoverParams): Promise<Hover | undefined> {
    const uri = normalized(textDocument.uri);
    const folder = this.host.folderOf(uri);
    const judged = await folder.upToDate();
    if (!judged || this.host.isDisabled(folder)) return undefined;
    return hover(judged.analysis, uri, position, (each) => this.host.editorUri(each));
  }

  private async environments({ uri }: EnvironmentsParams): Promise<EnvironmentSummary[]> {
    const folders = await this.shown();
    return environments(folders, uri === undefined ? {} : { uri: normalized(uri) });
  }

  private async document(params: EffectiveDocumentParams): Promise<string> {
    return effectiveDocument(await this.shown(), params);
  }

  /** The folders that are checked, judged as they are now. */
  private async shown(): Promise<readonly Folder[]> {
    const folders = this.host.folders();
    await Promise.all(folders.map((folder) => folder.upToDate()));
    return folders.filter((folder) => !this.host.isDisabled(folder));
  }
}
