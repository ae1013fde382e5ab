import type { SourceText } from '../text/span.ts';
import { type DocumentFindings, FileReport, type ReportContext } from './fileReport.ts';
import type { Finding } from './finding.ts';
import { sameItems } from './sameItems.ts';
import type { Candidate, Suppressions } from './suppressed.ts';
import type { ModelFile } from './workspaceModel.ts';

/** A file with all that is said of it, before comments silence any of it. */
export interface Draft {
  readonly file: ModelFile;
  readonly report: FileReport;
  readonly documents: readonly DocumentFindings[];
  readonly candidates: readonly Candidate[];
}

interface Remembered {
  readonly draft: Draft;
  readonly left: readonly Candidate[];
  readonly faults: string;
  readonly findings: readonly Finding[];
}

/** The findings of files from version to version: those that did not change keep their array. */
export class FileFindings {
  private readonly memory = new Map<string, Remembered>();

  /** Forgets all. */
  clear(): void {
    this.memory.clear();
  }

  /** Forgets files that are not judged any more. */
  keep(uris: { has(uri: string): boolean }): void {
    for (const uri of this.memory.keys()) if (!uris.has(uri)) this.memory.delete(uri);
  }

  /** What is said of a file; where it is the same as before, so are its candidates. */
  draft(file: ModelFile, documents: readonly DocumentFindings[], context: ReportContext): Draft {
    const report = new FileReport(file, context);
    const before = this.memory.get(file.file.uri)?.draft;
    if (before && isSame(before, file, documents)) return { ...before, file, report };
    return { file, report, documents, candidates: report.candidates(documents) };
  }

  /** What is shown of a file, once the comments of all files were asked what is left of all drafts. */
  of(draft: Draft, left: readonly Candidate[], suppressions: Suppressions): readonly Finding[] {
    const { uri } = draft.file.file;
    const found = faultsOf(draft, suppressions);
    const faults = found.map((each) => faultKey(each)).join('\n');
    const before = this.memory.get(uri);
    const same =
      before !== undefined &&
      before.draft.documents === draft.documents &&
      before.faults === faults &&
      sameItems(before.left, left) &&
      before.findings.every((each) => draft.report.stands(each));
    const findings = same ? before.findings : draft.report.findings([...left, ...found]);
    this.memory.set(uri, { draft, left, faults, findings });
    return findings;
  }
}

/** What is shown of a file, with nothing remembered. */
export function findingsAfresh(draft: Draft, suppressions: Suppressions): readonly Finding[] {
  const left = suppressions.left(draft.candidates);
  return draft.report.findings([...left, ...faultsOf(draft, suppressions)]);
}

function faultsOf({ report, documents }: Draft, suppressions: Suppressions): readonly Candidate[] {
  return report.sources(documents).flatMap((source: SourceText) => suppressions.faults(source));
}

function faultKey({ ruleId, problem: { span, message } }: Candidate): string {
  return `${ruleId} ${span.start} ${message}`;
}

/** Whether a file has the same text, and the same is found in its documents. */
function isSame({ file, documents }: Draft, now: ModelFile, found: readonly DocumentFindings[]): boolean {
  return (
    file.file.text === now.file.text &&
    file.file.languageId === now.file.languageId &&
    file.kind === now.kind &&
    documents.length === found.length &&
    documents.every(
      ({ document, candidates }, index) =>
        document === found[index]?.document && sameItems(candidates, found[index].candidates),
    )
  );
}
