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
  for (const { unit, own } of found) {
    for (const judgement of own) {
      // All of them are in one document.
      const { start, end } = judgement.problem.span;
      const place = `${judgement.ruleId}|${start}|${end}|${partOf(judgement)}`;
      add(byPlace, place, { unit, judgement });
    }
  }
  return [...byPlace.values()].flatMap(apart).flatMap((members) => {
    const [first, ...others] =
      members.length === 1 ? members : [...members].sort((a, b) => rank(a) - rank(b));
    return first ? [{ first: first.judgement, members: [first, ...others] as const }] : [];
  });
}

/** The part of an object that is judged: two may have one value through an anchor, and patches change which comes first. */
function partOf({ subject }: Judgement): string {
  return subject.node === subject.root ? '' : (stringOf(get(subject.node, 'name')) ?? '');
}

/**
 * What is said at one place, in groups that have each unit once. Where a unit has several, as a service and one that
 * extends it have, those of other units belong to the ones with the same words.
 */
function apart(members: readonly Member[]): (readonly Member[])[] {
  if (new Set(members.map(({ unit }) => unit)).size === members.length) return [members];
  const groups = new Map<string, Member[]>();
  const seen = new Map<Member['unit'], Map<string, number>>();
  for (const member of members) {
    const { message } = member.judgement.problem;
    const counts = seen.get(member.unit) ?? new Map<string, number>();
    seen.set(member.unit, counts);
    const ordinal = counts.get(message) ?? 0;
    counts.set(message, ordinal + 1);
    add(groups, `${ordinal}|${message}`, member);
  }
  return [...groups.values()];
}

function add(groups: Map<string, Member[]>, key: string, member: Member): void {
  const known = groups.get(key);
  if (known) known.push(member);
  else groups.set(key, [member]);
}
