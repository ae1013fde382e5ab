import { shares } from '../edit/edit.ts';
import type { Fix, Problem } from '../rule/problem.ts';
import type { Location, Span } from '../text/span.ts';
import type { LocatedEdit } from '../text/textEdit.ts';
import type { LocatedFix } from './finding.ts';

/** The fixes of a problem with their edits placed in files. */
export function fixesOf(
  problem: Problem,
  locate: (span: Span) => Location | undefined,
): readonly LocatedFix[] {
  return (problem.fixes?.() ?? []).flatMap((fix) => {
    const located = locateFix(fix, locate);
    return located ? [located] : [];
  });
}

/**
 * Places a fix in its files. One that edits an anchored value says how many places it changes, and is not safe any
 * more. Undefined where it changes nothing, or where a place is outdated.
 */
export function locateFix(fix: Fix, locate: (span: Span) => Location | undefined): LocatedFix | undefined {
  const edits: LocatedEdit[] = [];
  for (const each of fix.edits) {
    const location = locate(each.span);
    if (!location) return undefined;
    edits.push({ location, newText: each.newText });
  }
  if (edits.length === 0 && !fix.creates) return undefined;
  const more = {
    ...(fix.creates ? { creates: fix.creates } : {}),
    ...(fix.environments ? { environments: fix.environments } : {}),
  };
  const shared = shares(fix.edits);
  if (!shared) return { title: fix.title, safe: fix.safe, edits, ...more };
  const title = `${fix.title} (changes ${shared.places} places, through &${shared.name})`;
  return { title, safe: false, edits, ...more };
}
