import type { Connection, Hover, HoverParams, ServerCapabilities } from 'vscode-languageserver/node';
import type { Folder } from '../folder.ts';
import { normalized } from '../folders.ts';
import { handler, type Log } from '../handler.ts';
import { hover } from './hover.ts';

/** What the features on effective models need of the server. */
export interface EffectiveHost {
  readonly connection: Connection;
  readonly log: Log;
  folderOf(uri: string): Folder;
  isDisabled(folder: Folder): boolean;
  editorUri(uri: string): string;
}

/** What the server can do with effective models. */
export const EFFECTIVE_CAPABILITIES: ServerCapabilities = { hoverProvider: true };

/** Shows what layers amount to: in hovers. */
export class EffectiveFeatures {
  private readonly host: EffectiveHost;

  constructor(host: EffectiveHost) {
    this.host = host;
  }

  register(): void {
    const { connection, log } = this.host;
    connection.onHover(handler('Hover', log, (params: HoverParams) => this.hover(params)));
  }

  private async hover({ textDocument, position }: HoverParams): Promise<Hover | undefined> {
    const uri = normalized(textDocument.uri);
    const folder = this.host.folderOf(uri);
    const judged = await folder.upToDate();
    if (!judged || this.host.isDisabled(folder)) return undefined;
    return hover(judged.analysis, uri, position, (each) => this.host.editorUri(each));
  }
}
