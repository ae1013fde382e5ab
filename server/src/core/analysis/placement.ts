import { partsOf } from '../model/derive.ts';
import type { Node } from '../model/node.ts';
import { ENVIRONMENT_KINDS } from '../rule/environmentKind.ts';
import type { SourceText } from '../text/span.ts';
import type { FixPlaces, Member } from './fixPlaces.ts';
import type { Judgement, UnitJudgement } from './judge.ts';
import { joined, type Placed } from './placed.ts';
import { atValue, inBase, inOwnLayer, type Members } from './placing.ts';
import { sameItems } from './sameItems.ts';

interface Group {
  readonly first: Judgement;
  readonly members: Members;
}

interface Remembered {
  readonly members: readonly Member[];
  /** What else the result follows from. */
  readonly others: readonly unknown[];
  readonly placed: readonly Placed[];
}

/**
 * Puts what was found in each environment at one place: a bad value where it is written; a missing one at the object in
 * its base where every environment lacks it, else in the layer of those that do. What follows from the same judgements
 * stays the same object.
 */
export class Placement {
  private memory = new WeakMap<Judgement, Remembered>();

  /** Forgets all. */
  clear(): void {
    this.memory = new WeakMap();
  }

  placed(units: readonly UnitJudgement[], places: FixPlaces): Placed[] {
    return joined(
      groupsOf(units).flatMap((group) => this.place(group, units, places)),
      idOf,
    );
  }

  private place(group: Group, units: readonly UnitJudgement[], places: FixPlaces): readonly Placed[] {
    const { first, members } = group;
    const base = partsOf(first.subject.node)[0] ?? first.subject.node;
    const using = first.problem.missing ? units.filter((each) => each.subjects.has(base)) : [];
    const others = using.flatMap((each) => [each.unit.spec, each.subjects.get(base)?.node]);
    const known = this.memory.get(first);
    if (known && sameMembers(known.members, members) && sameItems(known.others, others)) return known.placed;
    const placed = first.problem.missing ? placeMissing(members, base, using, places) : [atValue(members)];
    this.memory.set(first, { members, others, placed });
    return placed;
  }
}

function sameMembers(a: readonly Member[], b: readonly Member[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ unit, judgement }, index) =>
        judgement === b[index]?.judgement && unit.unit.spec === b[index].unit.unit.spec,
    )
  );
}

/** The place of an environment among the kinds, the most demanding first; those that no name tells the kind of come last. */
function rank({ unit }: Member): number {
  const kind = unit.unit.spec?.kind;
  return kind === undefined ? ENVIRONMENT_KINDS.length : ENVIRONMENT_KINDS.indexOf(kind);
}

/** Judgements of one rule at one place; several of one unit there stay apart. */
function groupsOf(units: readonly UnitJudgement[]): Group[] {
  const byPlace = new Map<string, Member[]>();
  for (const unit of units) {
    const seen = new Map<string, number>();
    for (const judgement of unit.judgements) {
      const { source, start, end } = judgement.problem.span;
      const place = `${judgement.ruleId}|${idOf(source)}|${start}|${end}`;
      const ordinal = seen.get(place) ?? 0;
      seen.set(place, ordinal + 1);
      const members = byPlace.get(`${place}|${ordinal}`);
      if (members) members.push({ unit, judgement });
      else byPlace.set(`${place}|${ordinal}`, [{ unit, judgement }]);
    }
  }
  return [...byPlace.values()].flatMap((members) => {
    const [first, ...others] =
      members.length === 1 ? members : [...members].sort((a, b) => rank(a) - rank(b));
    return first ? [{ first: first.judgement, members: [first, ...others] as const }] : [];
  });
}

const ids = new WeakMap<SourceText, number>();
let nextId = 1;

function idOf(source: SourceText): number {
  let id = ids.get(source);
  if (id === undefined) {
    id = nextId++;
    ids.set(source, id);
  }
  return id;
}

function placeMissing(
  members: Members,
  base: Node,
  using: readonly UnitJudgement[],
  places: FixPlaces,
): Placed[] {
  const silent = using.filter((each) => !members.some(({ unit }) => unit === each));
  const everywhere = silent.every((each) => lacksToo(each, base, members));
  if (everywhere) return [inBase(members, using.length > 1, places)];
  return members.map((member) => inOwnLayer(member, places));
}

/**
 * Whether a unit lacks what others are told to add, although the rule did not speak there: rules may ask less of some
 * kinds of environments.
 */
function lacksToo(unit: UnitJudgement, base: Node, members: readonly Member[]): boolean {
  const [first] = members;
  const kind = first?.unit.unit.spec?.kind;
  const subject = unit.subjects.get(base);
  if (!first || !subject || kind === unit.unit.spec?.kind) return false;
  return unit.misses(first.judgement.ruleId, subject, kind);
}
