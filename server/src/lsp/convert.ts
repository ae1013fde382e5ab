import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { Finding } from '../core/analysis/finding.ts';
import { docsUrl } from '../core/rule/docsUrl.ts';
import type { Severity } from '../core/rule/severity.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import type { PlainEdit } from '../core/text/textEdit.ts';

const SEVERITIES: { readonly [severity in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** Turns offsets into the protocol's positions, each file's lines counted once. */
export class Positions {
  private readonly lines = new Map<string, LineIndex>();
  private readonly textOf: (uri: string) => string | undefined;

  constructor(textOf: (uri: string) => string | undefined) {
    this.textOf = textOf;
  }

  range(uri: string, start: number, end: number): Range {
    const lines = this.linesOf(uri);
    return { start: lines.positionAt(start), end: lines.positionAt(end) };
  }

  edit(uri: string, { start, end, newText }: PlainEdit): TextEdit {
    return { range: this.range(uri, start, end), newText };
  }

  offset(uri: string, position: Range['start']): number {
    return this.linesOf(uri).offsetAt(position);
  }

  private linesOf(uri: string): LineIndex {
    let lines = this.lines.get(uri);
    if (!lines) {
      lines = new LineIndex(this.textOf(uri) ?? '');
      this.lines.set(uri, lines);
    }
    return lines;
  }
}

/** A finding as the protocol has it. */
export function diagnosticOf(finding: Finding, positions: Positions): Diagnostic {
  const { location, related, tags, environments } = finding;
  const where = environments.length > 0 ? ` [${environments.join(', ')}]` : '';
  return {
    range: positions.range(location.uri, location.start, location.end),
    severity: SEVERITIES[finding.severity],
    source: 'plumbline',
    code: finding.ruleId,
    codeDescription: { href: docsUrl(finding.ruleId) },
    message: finding.message + where,
    ...(tags.length > 0 ? { tags: tags.map((tag) => TAGS[tag]) } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related.map((each) => ({
            location: {
              uri: each.location.uri,
              range: positions.range(each.location.uri, each.location.start, each.location.end),
            },
            message: each.message,
          })),
        }
      : {}),
  };
}
