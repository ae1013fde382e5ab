import type { SourceText } from '../text/span.ts';
import type { Subject } from './finding.ts';
import type { FixPlaces, Member, Members } from './fixPlaces.ts';
import type { UnitJudgement } from './judge.ts';
import { joined, type Placed } from './placed.ts';
import { type Group, groupsOf } from './placementGroups.ts';
import { type Heap, Heaps, lowest, type Share, type Use } from './placementHeaps.ts';
import { atValue, byOwnLayer, inBase, inOwnLayer } from './placing.ts';
import { sameItems } from './sameItems.ts';
import type { Judgement } from './verdicts.ts';

interface Remembered {
  readonly members: readonly Member[];
  /** What else the result follows from. */
  readonly others: readonly unknown[];
  readonly placed: readonly Placed[];
}

/** What stands at the places of one document, with what it followed from. */
interface RememberedHeap {
  readonly found: Heap['found'];
  /** What was looked at in the documents that something is missing in. */
  readonly looked: ReadonlyMap<SourceText, Heap['looked']>;
  readonly placed: readonly Placed[];
}

/**
 * Puts what was found in each environment at one place: a bad value where it is written; a missing one at the object in
 * its base where every environment lacks it, else in the layer of those that do. What follows from the same judgements
 * stays the same object: after an edit, only the documents with other judgements are gone through.
 */
export class Placement {
  private memory = new WeakMap<Judgement, Remembered>();
  private heaps = new WeakMap<SourceText, RememberedHeap>();

  /** Forgets all. */
  clear(): void {
    this.memory = new WeakMap();
    this.heaps = new WeakMap();
  }

  placed(units: readonly UnitJudgement[], places: FixPlaces): Placed[] {
    const heaps = new Heaps(units);
    const all: Placed[] = [];
    for (const [source, heap] of heaps.all()) {
      if (heap.found.length > 0) all.push(...this.placedIn(source, heap, heaps, places));
    }
    return joined(all, idOf);
  }

  private placedIn(source: SourceText, heap: Heap, heaps: Heaps, places: FixPlaces): readonly Placed[] {
    const known = this.heaps.get(source);
    const stands =
      known &&
      sameShares(known.found, heap.found) &&
      [...known.looked].every(([each, looked]) => sameShares(looked, heaps.looked(each)));
    if (stands) return known.placed;
    const looked = new Map<SourceText, Heap['looked']>();
    const placed = groupsOf(heap.found).flatMap((group) => {
      const { problem, subject } = group.first;
      const at = lowest(subject.node).span.source;
      if (problem.missing) looked.set(at, heaps.looked(at));
      return this.place(group, heaps, places);
    });
    this.heaps.set(source, { found: heap.found, looked, placed });
    return placed;
  }

  private place(group: Group, heaps: Heaps, places: FixPlaces): readonly Placed[] {
    const { first, members } = group;
    const using = first.problem.missing ? heaps.using(lowest(first.subject.node)) : NO_USE;
    const others = [...using].flatMap(([each, { subject, way }]) => [each.unit.spec, subject.node, way]);
    const known = this.memory.get(first);
    if (known && sameMembers(known.members, members) && sameItems(known.others, others)) return known.placed;
    const placed = first.problem.missing ? placeMissing(members, using, places) : [atValue(members)];
    this.memory.set(first, { members, others, placed });
    return placed;
  }
}

type Using = ReadonlyMap<UnitJudgement, Use>;

const NO_USE: Using = new Map();

function sameShares(a: readonly Share<unknown>[], b: readonly Share<unknown>[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ unit, own, way }, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        other.own === own &&
        other.way === way &&
        other.unit.unit.spec === unit.unit.spec
      );
    })
  );
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

function placeMissing(members: Members, using: Using, places: FixPlaces): Placed[] {
  const speaking = new Set(members.map(({ unit }) => unit));
  const silent = [...using].filter(([each]) => !speaking.has(each));
  const everywhere = silent.every(([each, { subject }]) => lacksToo(each, subject, members));
  const units = [...using.keys()];
  if (everywhere) return [inBase(members, units, places)];
  return byOwnLayer(members, idOf).map((each) => inOwnLayer(each, units, places));
}

/**
 * Whether a unit lacks what others are told to add, although the rule did not speak there: rules may ask less of some
 * kinds of environments.
 */
function lacksToo(unit: UnitJudgement, subject: Subject, members: readonly Member[]): boolean {
  const [first] = members;
  const kind = first?.unit.unit.spec?.kind;
  if (!first || kind === unit.unit.spec?.kind) return false;
  return unit.misses(first.judgement.ruleId, subject, kind);
}
