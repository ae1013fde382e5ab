import { get, stringOf } from '../model/read.ts';
import { ENVIRONMENT_KINDS } from '../rule/environmentKind.ts';
import type { Member, Members } from './fixPlaces.ts';
import type { Heap } from './placementHeaps.ts';
import type { Judgement } from './verdicts.ts';

/** What one rule says at one place, in all environments that it says it in. */
export interface Group {
  readonly first: Judgement;
  readonly members: Members;
}

/** The place of an environment among the kinds, the most demanding first; those that no name tells the kind of come last. */
function rank({ unit }: Member): number {
  const kind = unit.unit.spec?.kind;
  return kind === undefined ? ENVIRONMENT_KINDS.length : ENVIRONMENT_KINDS.indexOf(kind);
}

/** The judgements in a document, those of one rule at one place together; several of one unit there stay apart. */
export function groupsOf(found: Heap['found']): Group[] {
  const byPlace = new Map<string, Member[]>();
  let seen = new Map<string, number>();
  found.forEach(({ unit, own }, index) => {
    if (found[index - 1]?.unit !== unit) seen = new Map();
    for (const judgement of own) {
      // All of them are in one document.
      const { start, end } = judgement.problem.span;
      const place = `${judgement.ruleId}|${start}|${end}|${partOf(judgement)}`;
      const ordinal = seen.get(place) ?? 0;
      seen.set(place, ordinal + 1);
      const members = byPlace.get(`${place}|${ordinal}`);
      if (members) members.push({ unit, judgement });
      else byPlace.set(`${place}|${ordinal}`, [{ unit, judgement }]);
    }
  });
  return [...byPlace.values()].flatMap((members) => {
    const [first, ...others] =
      members.length === 1 ? members : [...members].sort((a, b) => rank(a) - rank(b));
    return first ? [{ first: first.judgement, members: [first, ...others] as const }] : [];
  });
}

/** The part of an object that is judged: two may have one value through an anchor, and patches change which comes first. */
function partOf({ subject }: Judgement): string {
  return subject.node === subject.root ? '' : (stringOf(get(subject.node, 'name')) ?? '');
}
