import * as vscode from 'vscode';
import { EFFECTIVE_SCHEME, type EffectiveDocumentParams } from '../../../shared/src/protocol.ts';
import type { LanguageServer } from './languageServer.ts';

/** The read-only document that shows an environment's merged configuration. */
export function effectiveUri(label: string, params: EffectiveDocumentParams): vscode.Uri {
  const path = `/${encodeURIComponent(`Effective ${label.replace(/[\\/]/g, '-')}.yaml`)}`;
  const query = encodeURIComponent(JSON.stringify(params));
  return vscode.Uri.parse(`${EFFECTIVE_SCHEME}:${path}?${query}`);
}

/** Fills these documents, and again whenever findings change. */
export class EffectiveDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;
  private readonly server: LanguageServer;
  readonly onDidChange = this.changed.event;

  constructor(server: LanguageServer) {
    this.server = server;
    this.subscriptions = vscode.Disposable.from(
      server.onFindings(() => this.refresh()),
      vscode.workspace.registerTextDocumentContentProvider(EFFECTIVE_SCHEME, this),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const params = paramsOf(uri);
    const text = params && (await this.server.effectiveDocument(params));
    if (text !== undefined) return text;
    // While the server starts again, what was shown stays.
    const shown = shownDocuments().find((each) => each.uri.toString() === uri.toString());
    return shown?.getText() ?? '# The language server can not say yet.\n';
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    for (const { uri } of shownDocuments()) this.changed.fire(uri);
  }
}

function shownDocuments(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === EFFECTIVE_SCHEME);
}

function paramsOf({ query }: vscode.Uri): EffectiveDocumentParams | undefined {
  try {
    const { folder, id, origins } = JSON.parse(query);
    return { folder: String(folder), id: String(id), origins: origins === true };
  } catch {
    return undefined;
  }
}
