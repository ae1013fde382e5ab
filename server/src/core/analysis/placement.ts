import { partsOf } from '../model/derive.ts';
import { rootOf } from '../model/document.ts';
import type { MapNode, Node } from '../model/node.ts';
import { get } from '../model/read.ts';
import { ENVIRONMENT_KINDS } from '../rule/environmentKind.ts';
import type { Problem, Related } from '../rule/problem.ts';
import { louder, type Severity } from '../rule/severity.ts';
import type { SourceText, Span } from '../text/span.ts';
import type { Subject } from './finding.ts';
import { type FixPlaces, fixPlaces, type Member } from './fixPlaces.ts';
import type { Judgement, UnitJudgement } from './judge.ts';
import { overriddenBy } from './overridden.ts';
import { sameItems } from './sameItems.ts';
import type { Candidate } from './suppressed.ts';
import type { Unit } from './unit.ts';

/** A judgement at the place that has to change, with the environments that it holds in. */
export interface Placed extends Candidate {
  readonly subject: Subject;
  readonly environments: readonly string[];
}

interface Group {
  /** The most demanding environment's: it speaks for all. */
  readonly first: Judgement;
  readonly members: readonly Member[];
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
    return joined(groupsOf(units).flatMap((group) => this.place(group, units, places)));
  }

  private place(group: Group, units: readonly UnitJudgement[], places: FixPlaces): readonly Placed[] {
    const { first, members } = group;
    const base = partsOf(first.subject.node)[0] ?? first.subject.node;
    const using = first.problem.missing ? units.filter((each) => each.subjects.has(base)) : [];
    const others = using.flatMap((each) => [each.unit.spec, each.subjects.get(base)?.node]);
    const known = this.memory.get(first);
    if (known && sameMembers(known.members, members) && sameItems(known.others, others)) return known.placed;
    const placed = first.problem.missing ? placeMissing(group, base, using, places) : [placeBad(group)];
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
    const sorted = members.length === 1 ? members : [...members].sort((a, b) => rank(a) - rank(b));
    const first = sorted[0]?.judgement;
    return first ? [{ first, members: sorted }] : [];
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

function placeBad({ first, members }: Group): Placed {
  const { problem, ruleId, subject } = first;
  const related = overriddenBy(subject.node, problem.span);
  return {
    ruleId,
    severity: loudest(members),
    subject,
    problem:
      related.length === 0 ? problem : { ...problem, related: [...(problem.related ?? []), ...related] },
    environments: namesOf(members),
  };
}

function namesOf(members: readonly Member[]): string[] {
  const names = members.flatMap(({ unit: { unit } }) => (unit.spec?.named ? [unit.spec.name] : []));
  return [...new Set(names)].sort();
}

function placeMissing(
  { first, members }: Group,
  base: Node,
  using: readonly UnitJudgement[],
  places: FixPlaces,
): Placed[] {
  const silent = using.filter((each) => !members.some(({ unit }) => unit === each));
  const everywhere = silent.every((each) => lacksToo(each, base, members));
  const { ruleId, subject, problem } = first;
  if (everywhere) {
    const fixes = fixPlaces(first, members, { everywhere, shared: using.length > 1 }, places);
    const moved = withFixes(problem, problem.span, fixes);
    return [{ ruleId, subject, severity: loudest(members), problem: moved, environments: namesOf(members) }];
  }
  return members.map((member): Placed => {
    const { judgement, unit } = member;
    const own = ownLayer(judgement, unit.unit);
    const fixes = fixPlaces(judgement, [member], { everywhere, shared: true }, places);
    const message = 'What it is laid over is written here, for all environments.';
    const related: Related[] = own ? [{ span: problem.span, message }] : [];
    const moved = withFixes(judgement.problem, own ?? problem.span, fixes);
    return {
      ruleId,
      subject: judgement.subject,
      severity: judgement.severity,
      problem: { ...moved, related: [...(problem.related ?? []), ...related] },
      environments: namesOf([member]),
    };
  });
}

function withFixes(problem: Problem, span: Span, fixes: Problem['fixes']): Problem {
  return { ...problem, span, ...(fixes ? { fixes } : {}) };
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

/** The place in a unit's own layers that stands for an object which the base lacks something of. */
function ownLayer({ subject }: Judgement, unit: Unit): Span | undefined {
  const parts = partsOf(subject.node);
  const upper = parts.length > 1 ? parts.at(-1) : undefined;
  if (upper?.kind === 'map') return nameSpanOf(upper);
  const object = unit.objects.find(({ resource }) => resource.node === subject.root);
  return object && object.broughtBy.length > 1 ? object.broughtBy.at(-1) : undefined;
}

/** Where a mapping is named: the value of its `name`, else the key it stands under, else its first key. */
function nameSpanOf(map: MapNode): Span {
  const name = get(map, 'name');
  if (name?.kind === 'scalar') return name.span;
  const root = rootOf(map.span.source);
  return (root && keyOf(root, map)) ?? map.entries[0]?.keySpan ?? map.span;
}

function keyOf(node: Node, wanted: Node): Span | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'seq') {
    for (const item of node.items) {
      const found = keyOf(item.value, wanted);
      if (found) return found;
    }
    return undefined;
  }
  for (const { keySpan, value } of node.entries) {
    const found = value === wanted ? keySpan : keyOf(value, wanted);
    if (found) return found;
  }
  return undefined;
}

/** Findings that were moved to one place become one. */
function joined(all: readonly Placed[]): Placed[] {
  const result = new Map<string, Placed>();
  let apart = 0;
  for (const each of all) {
    const { source, start, end } = each.problem.span;
    const key = each.problem.missing
      ? `${each.ruleId}|${idOf(source)}|${start}|${end}|${each.problem.message}`
      : `${apart++}`;
    const known = result.get(key);
    result.set(
      key,
      known
        ? {
            ...known,
            severity: louder(known.severity, each.severity),
            environments: [...new Set([...known.environments, ...each.environments])].sort(),
          }
        : each,
    );
  }
  return [...result.values()];
}

function loudest(members: readonly Member[]): Severity {
  return members.map(({ judgement }) => judgement.severity).reduce(louder);
}
