import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { fixAllOfRule, fixAllSafe } from '../../../server/src/core/analysis/fixAll.ts';
import { hardening } from '../../../server/src/core/analysis/harden.ts';
import { locateFix } from '../../../server/src/core/analysis/locatedFixes.ts';
import { locate } from '../../../server/src/core/model/file.ts';
import { LineIndex } from '../../../server/src/core/text/lineIndex.ts';
import { applyEdits, type PlainEdit } from '../../../server/src/core/text/textEdit.ts';
import type { Workspace } from './workspace.ts';

/** Something that a person can have done to the files. */
export interface Trial {
  readonly name: string;
  readonly fix: LocatedFix;
  /** What it mends; undefined where several findings are mended at once. */
  readonly finding: Finding | undefined;
  /** The rule whose findings it mends, where it is one. */
  readonly ruleId: string | undefined;
}

/** Each fix of each finding of a workspace. */
export function* fixTrials(workspace: Workspace): Generator<Trial> {
  for (const uri of workspace.before.findings.keys()) {
    for (const finding of workspace.offered(uri)) {
      for (const fix of finding.fixes())
        yield { name: nameOf(workspace, finding, fix.title), fix, finding, ruleId: finding.ruleId };
    }
  }
}

/** What is done to several findings of one file at once: hardening a subject, all of one rule, all that is safe. */
export function* wideTrials(workspace: Workspace): Generator<Trial> {
  for (const uri of workspace.before.findings.keys()) {
    const all = workspace.offered(uri);
    yield* hardenTrials(workspace, uri, all);
    const text = workspace.textOf(uri) ?? '';
    const rejudge = (next: string): readonly Finding[] => workspace.judgeText(uri, next);
    for (const ruleId of new Set(all.map((each) => each.ruleId))) {
      const found = all.filter((each) => each.ruleId === ruleId);
      if (found.length < 2) continue;
      yield* plainTrial(workspace, uri, `all of ${ruleId}`, fixAllOfRule(uri, text, rejudge, ruleId), ruleId);
    }
    const edits = fixAllSafe(uri, text, rejudge);
    yield* plainTrial(workspace, uri, SAFE, edits);
  }
}

const SEVERAL = { finding: undefined, ruleId: undefined };

export const SAFE = 'all that is safe';

/** Whether making all safe fixes of a file leaves some that could be made. */
export function isSettled(workspace: Workspace, uri: string, text: string): boolean {
  return fixAllSafe(uri, text, (next) => workspace.judgeText(uri, next)).length === 0;
}

function* hardenTrials(workspace: Workspace, uri: string, all: readonly Finding[]): Generator<Trial> {
  for (const subject of new Set(all.flatMap((each) => each.subject?.node ?? []))) {
    const found = hardening(subject, all);
    const fix =
      found &&
      locateFix({ title: found.title, safe: false, edits: found.edits }, (span) => {
        const yaml = workspace.before.model.files.get(span.source.uri)?.yaml;
        return yaml && locate(yaml, span);
      });
    if (fix) yield { name: `${workspace.pathOf(uri)} ${fix.title}`, fix, ...SEVERAL };
  }
}

function* plainTrial(
  workspace: Workspace,
  uri: string,
  title: string,
  edits: PlainEdit[],
  ruleId?: string,
): Generator<Trial> {
  if (edits.length === 0) return;
  const located = edits.map(({ start, end, newText }) => ({ location: { uri, start, end }, newText }));
  const name = `${workspace.pathOf(uri)} ${title}`;
  yield { name, fix: { title, safe: false, edits: located }, ...SEVERAL, ruleId };
}

function nameOf(workspace: Workspace, { location, ruleId }: Finding, title: string): string {
  const { line } = new LineIndex(workspace.textOf(location.uri) ?? '').positionAt(location.start);
  return `${workspace.pathOf(location.uri)}:${line + 1} ${ruleId}: ${title}`;
}

/** The text of a trial's own file after it. */
export function textAfter(workspace: Workspace, uri: string, { fix }: Trial): string {
  const edits = fix.edits.map(({ location: { start, end }, newText }) => ({ start, end, newText }));
  return applyEdits(workspace.textOf(uri) ?? '', edits);
}
