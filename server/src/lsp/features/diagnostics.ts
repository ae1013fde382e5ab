import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding } from '../../core/analysis/finding.ts';
import type { ConfigurationReading } from '../../core/config/readConfiguration.ts';
import { locate } from '../../core/model/file.ts';
import { docsUrl } from '../../core/rule/docsUrl.ts';
import { diagnosticOf, Positions } from '../convert.ts';
import type { Folder, Judged } from '../folder.ts';

/** What the editor was told of a file, by whom, and under which name. */
interface Shown {
  readonly folder: Folder;
  readonly name: string;
  readonly message: string;
}

/** Sends findings to the editor: those of files whose findings changed, and of no others. */
export class DiagnosticsPublisher {
  private readonly connection: Connection;
  /** The editor's name for a URI, which may be escaped in another way than ours. */
  private readonly editorUri: (uri: string) => string;
  private readonly ownerOf: (uri: string) => Folder;
  private readonly sent = new Map<Folder, Map<string, readonly Finding[] | string>>();
  /** What the editor shows now, by our URIs. */
  private readonly shown = new Map<string, Shown>();

  constructor(connection: Connection, editorUri: (uri: string) => string, ownerOf: (uri: string) => Folder) {
    this.connection = connection;
    this.editorUri = editorUri;
    this.ownerOf = ownerOf;
  }

  /** Publishes a result; where the folder is switched off, takes back what was published. */
  publish(folder: Folder, { analysis, reading }: Judged, enabled: boolean): void {
    const before = this.sent.get(folder) ?? new Map<string, readonly Finding[] | string>();
    const now = new Map<string, readonly Finding[] | string>();
    const positions = new Positions((uri) => analysis.model.files.get(uri)?.file.text);
    for (const [uri, findings] of enabled ? analysis.findings : []) {
      // A workspace folder within this one answers for its files itself.
      if (this.ownerOf(uri) !== folder || uri === reading?.file.uri) continue;
      if (findings.length === 0 && !before.has(uri)) continue;
      now.set(uri, findings);
      const shows = this.shown.get(uri)?.folder === folder;
      if (before.get(uri) === findings && shows === findings.length > 0) continue;
      this.send(
        folder,
        uri,
        findings.map((finding) => diagnosticOf(finding, positions)),
        analysis.model.files.get(uri)?.file.version,
      );
    }
    if (enabled && reading) this.publishConfiguration(folder, { analysis, reading }, positions, before, now);
    this.sent.set(folder, now);
    for (const uri of before.keys()) if (!now.has(uri)) this.takeBack(folder, uri);
  }

  /** What is wrong in the configuration file, and what of it has no effect. */
  private publishConfiguration(
    folder: Folder,
    { analysis, reading }: { readonly analysis: Judged['analysis']; readonly reading: ConfigurationReading },
    positions: Positions,
    before: ReadonlyMap<string, readonly Finding[] | string>,
    now: Map<string, readonly Finding[] | string>,
  ): void {
    const { uri, text } = reading.file;
    const own = (analysis.findings.get(uri) ?? []).map((each) => diagnosticOf(each, positions));
    const said = `${JSON.stringify(own)}\n${text}`;
    now.set(uri, said);
    if (before.get(uri) === said) return;
    const version = analysis.model.files.get(uri)?.file.version;
    this.send(folder, uri, [...configurationDiagnostics(reading, positions), ...own], version);
  }

  /** Takes back all that was published for a folder. */
  clear(folder: Folder): void {
    for (const uri of this.sent.get(folder)?.keys() ?? []) this.takeBack(folder, uri);
    this.sent.delete(folder);
  }

  /** What another folder, which the file belongs to by now, has said of it stays. */
  private takeBack(folder: Folder, uri: string): void {
    if (this.shown.get(uri)?.folder === folder) this.send(folder, uri, [], undefined);
  }

  private send(folder: Folder, uri: string, diagnostics: Diagnostic[], version: number | undefined): void {
    const name = this.editorUri(uri);
    const params = { uri: name, diagnostics, ...(version === undefined ? {} : { version }) };
    const message = JSON.stringify(params);
    const before = this.shown.get(uri);
    if (diagnostics.length > 0) this.shown.set(uri, { folder, name, message });
    else this.shown.delete(uri);
    if (before?.message === message) return;
    if (before && before.name !== name)
      void this.connection.sendDiagnostics({ uri: before.name, diagnostics: [] });
    void this.connection.sendDiagnostics(params);
  }
}

function configurationDiagnostics(
  reading: NonNullable<Judged['reading']>,
  positions: Positions,
): Diagnostic[] {
  return reading.problems.flatMap(({ span, message }) => {
    const location = locate(reading.file, span);
    if (!location) return [];
    return {
      range: positions.range(location.uri, location.start, location.end),
      severity: DiagnosticSeverity.Error,
      source: 'plumbline',
      code: 'plumbline/configuration',
      codeDescription: { href: docsUrl('plumbline/configuration') },
      message,
    };
  });
}
