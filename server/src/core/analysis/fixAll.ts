import { applyEdits, composeEdits, overlap, type PlainEdit, plain } from '../text/textEdit.ts';
import type { Finding, LocatedFix } from './finding.ts';

/** Judges one file as if it had this text. */
export type Rejudge = (text: string) => readonly Finding[];

const MOST_ROUNDS = 10;

/**
 * Applies every safe fix of a file, round after round, since one may make room for another, until nothing changes.
 * @param wanted which findings are to be mended; all by default
 * @returns the edits against the text as it was; none where there is nothing to mend
 */
export function fixAllSafe(
  uri: string,
  text: string,
  rejudge: Rejudge,
  wanted: (finding: Finding) => boolean = () => true,
): PlainEdit[] {
  return mend(uri, text, rejudge, (finding) =>
    wanted(finding) ? finding.fixes().find((fix) => fix.safe) : undefined,
  );
}

/** Applies the preferred fix, safe or not, of every finding of one rule in a file: a person asked for it. */
export function fixAllOfRule(uri: string, text: string, rejudge: Rejudge, ruleId: string): PlainEdit[] {
  return mend(uri, text, rejudge, (finding) => (finding.ruleId === ruleId ? finding.fixes()[0] : undefined));
}

function mend(
  uri: string,
  text: string,
  rejudge: Rejudge,
  choose: (finding: Finding) => LocatedFix | undefined,
): PlainEdit[] {
  const rounds: PlainEdit[][] = [];
  const seen = new Set([text]);
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits: PlainEdit[] = [];
    for (const finding of rejudge(current)) {
      const fix = choose(finding);
      if (!fix || fix.creates || fix.edits.some((edit) => edit.location.uri !== uri)) continue;
      const its = fix.edits.map(plain);
      if (its.some((edit, index) => its.slice(0, index).some((other) => overlap(edit, other)))) continue;
      // What overlaps waits for the next round, where its place is known again.
      if (!its.some((edit) => edits.some((other) => overlap(edit, other)))) edits.push(...its);
    }
    if (edits.length === 0) break;
    const next = applyEdits(current, edits);
    if (seen.has(next)) break;
    seen.add(next);
    rounds.push(edits);
    current = next;
  }
  return rounds.length === 0 ? [] : composeEdits(text, rounds);
}
