import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  type ProtocolConnection,
  type Range,
  type TextDocumentContentChangeEvent,
  type TextDocumentItem,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A document as the editor holds it; what happens to it is told to the server. */
export class OpenDocument {
  readonly uri: string;
  private readonly connection: ProtocolConnection;
  private document: TextDocument;

  constructor(connection: ProtocolConnection, { uri, languageId, version, text }: TextDocumentItem) {
    this.uri = uri;
    this.connection = connection;
    this.document = TextDocument.create(uri, languageId, version, text);
  }

  get text(): string {
    return this.document.getText();
  }

  get version(): number {
    return this.document.version;
  }

  /** The text that a range encloses. */
  at(range: Range): string {
    return this.document.getText(range);
  }

  /** Where a piece of the text stands first. */
  rangeOf(piece: string): Range {
    const start = this.text.indexOf(piece);
    if (start < 0) throw new Error(`"${piece}" is not in the text.`);
    return {
      start: this.document.positionAt(start),
      end: this.document.positionAt(start + piece.length),
    };
  }

  async open(): Promise<void> {
    const { uri, document, text, version } = this;
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: document.languageId, version, text },
    });
  }

  /** Replaces the whole text, told as a whole. */
  async write(text: string): Promise<void> {
    await this.changed([{ text }]);
  }

  /** Replaces pieces of the text, told as an editor that syncs by increments does. */
  async replace(piece: string, text: string): Promise<void> {
    await this.changed([{ range: this.rangeOf(piece), text }]);
  }

  async save(): Promise<void> {
    const { uri } = this;
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async close(): Promise<void> {
    const { uri } = this;
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Applies an edit as an editor does: it refuses one that was made for another version or another document. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    const [change, ...more] = edit?.documentChanges ?? [];
    if (!change || !('edits' in change) || more.length > 0)
      throw new Error('This is no edit of one document.');
    const { uri, version } = change.textDocument;
    if (uri !== this.uri) throw new Error(`The edit is for ${uri}, not for ${this.uri}.`);
    if (version !== this.version) throw new Error(`The edit is for version ${version}, not ${this.version}.`);
    // The last one first, so that none moves the places of the others.
    const edits: TextEdit[] = change.edits.map(({ range, newText }) => ({ range, newText }));
    const order = edits.sort(
      (a, b) => this.document.offsetAt(b.range.start) - this.document.offsetAt(a.range.start),
    );
    const result = TextDocument.applyEdits(this.document, edits);
    await this.changed(order.map(({ range, newText }) => ({ range, text: newText })));
    if (this.text !== result) throw new Error('The edits overlap.');
  }

  private async changed(contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    this.document = TextDocument.update(this.document, contentChanges, this.version + 1);
    const { uri, version } = this;
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }
}
