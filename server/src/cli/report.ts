import type { Finding } from '../core/analysis/finding.ts';
import type { Severity } from '../core/rule/severity.ts';
import { LineIndex } from '../core/text/lineIndex.ts';

/** A place as people and most tools count: from 1, the end exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as it is printed. */
export interface Row extends Place {
  /** Relative to the working directory, with \`/\`. */
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly environments: readonly string[];
  readonly fixable: boolean;
  readonly related: readonly (Place & { readonly file: string; readonly message: string })[];
}

/** All that a formatter may print. */
export interface Report {
  readonly rows: readonly Row[];
  /** Files that were judged. */
  readonly files: number;
  readonly colour: boolean;
  readonly version: string;
}

export type Formatter = (report: Report) => string;

/** Makes rows of findings. */
export class RowMaker {
  private readonly lines = new Map<string, LineIndex>();
  private readonly textOf: (uri: string) => string;
  private readonly nameOf: (uri: string) => string;

  constructor(textOf: (uri: string) => string, nameOf: (uri: string) => string) {
    this.textOf = textOf;
    this.nameOf = nameOf;
  }

  row(finding: Finding): Row {
    return {
      file: this.nameOf(finding.location.uri),
      ...this.place(finding.location),
      rule: finding.ruleId,
      severity: finding.severity,
      message: finding.message,
      environments: finding.environments,
      fixable: finding.fixes().length > 0,
      related: finding.related.map(({ location, message }) => ({
        file: this.nameOf(location.uri),
        ...this.place(location),
        message,
      })),
    };
  }

  private place({ uri, start, end }: Finding['location']): Place {
    let lines = this.lines.get(uri);
    if (!lines) {
      lines = new LineIndex(this.textOf(uri));
      this.lines.set(uri, lines);
    }
    const from = lines.positionAt(start);
    const to = lines.positionAt(end);
    return {
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
    };
  }
}
