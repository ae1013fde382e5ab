import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding } from '../../core/analysis/finding.ts';
import { locate } from '../../core/model/file.ts';
import { docsUrl } from '../../core/rule/docsUrl.ts';
import { diagnosticOf, Positions } from '../convert.ts';
import type { Folder, Judged } from '../folder.ts';

/** Sends findings to the editor: those of files whose findings changed, and of no others. */
export class DiagnosticsPublisher {
  private readonly connection: Connection;
  /** The editor's name for a URI, which may be escaped in another way than ours. */
  private readonly editorUri: (uri: string) => string;
  private readonly sent = new Map<Folder, Map<string, readonly Finding[] | string>>();

  constructor(connection: Connection, editorUri: (uri: string) => string) {
    this.connection = connection;
    this.editorUri = editorUri;
  }

  /** Publishes a result; where the folder is switched off, takes back what was published. */
  publish(folder: Folder, { analysis, reading }: Judged, enabled: boolean): void {
    const before = this.sent.get(folder) ?? new Map<string, readonly Finding[] | string>();
    const now = new Map<string, readonly Finding[] | string>();
    const positions = new Positions((uri) => analysis.model.files.get(uri)?.file.text);
    for (const [uri, findings] of enabled ? analysis.findings : []) {
      if (findings.length === 0 && !before.has(uri)) continue;
      now.set(uri, findings);
      if (before.get(uri) === findings) continue;
      this.send(
        uri,
        findings.map((finding) => diagnosticOf(finding, positions)),
        analysis.model.files.get(uri)?.file.version,
      );
    }
    if (enabled && reading) {
      const text = reading.file.text;
      now.set(reading.file.uri, text);
      if (before.get(reading.file.uri) !== text) {
        const version = analysis.model.files.get(reading.file.uri)?.file.version;
        this.send(reading.file.uri, configurationDiagnostics(reading, positions), version);
      }
    }
    for (const uri of before.keys()) if (!now.has(uri)) this.send(uri, [], undefined);
    this.sent.set(folder, now);
  }

  /** Takes back all that was published for a folder. */
  clear(folder: Folder): void {
    for (const uri of this.sent.get(folder)?.keys() ?? []) this.send(uri, [], undefined);
    this.sent.delete(folder);
  }

  private send(uri: string, diagnostics: Diagnostic[], version: number | undefined): void {
    void this.connection.sendDiagnostics({
      uri: this.editorUri(uri),
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
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
