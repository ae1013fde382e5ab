import { partsOf } from '../model/derive.ts';
import { rootOf } from '../model/document.ts';
import type { MapNode, Node } from '../model/node.ts';
import { type Data, get, isNull } from '../model/read.ts';
import type { Problem, Related } from '../rule/problem.ts';
import { louder, type Severity } from '../rule/severity.ts';
import type { SourceText, Span } from '../text/span.ts';
import type { Subject } from './finding.ts';
import { type FixPlaces, fixPlaces } from './fixPlaces.ts';
import type { Judgement, UnitJudgement } from './judge.ts';
import { overriddenBy } from './overridden.ts';
import type { Unit } from './unit.ts';

/** A judgement at the place that has to change, with the environments that it holds in. */
export interface Placed {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly problem: Problem;
  readonly subject: Subject;
  /** The units it holds in. */
  readonly units: readonly Unit[];
}

interface Group {
  readonly first: Judgement;
  readonly members: { readonly unit: UnitJudgement; readonly judgement: Judgement }[];
}

/**
 * Puts what was found in each environment at one place: a bad value where it is written; a missing one at the object in
 * its base where every environment lacks it, else in the layer of those that do.
 */
export function placed(units: readonly UnitJudgement[], places: FixPlaces): Placed[] {
  const result: Placed[] = [];
  for (const group of groupsOf(units)) {
    if (group.first.problem.missing && group.members.some(({ unit }) => unit.unit.spec)) {
      result.push(...placeMissing(group, units, places));
    } else result.push(placeBad(group));
  }
  return joined(result);
}

/** Judgements of one rule at one place; several of one unit there stay apart. */
function groupsOf(units: readonly UnitJudgement[]): Iterable<Group> {
  const bySource = new Map<SourceText, Map<string, Group>>();
  for (const unit of units) {
    const seen = new Map<string, number>();
    for (const judgement of unit.judgements) {
      const { source, start, end } = judgement.problem.span;
      let groups = bySource.get(source);
      if (!groups) {
        groups = new Map();
        bySource.set(source, groups);
      }
      const place = `${judgement.ruleId}|${start}|${end}`;
      const ordinal = seen.get(`${idOf(source)}|${place}`) ?? 0;
      seen.set(`${idOf(source)}|${place}`, ordinal + 1);
      const key = `${place}|${ordinal}`;
      const group = groups.get(key);
      if (group) group.members.push({ unit, judgement });
      else groups.set(key, { first: judgement, members: [{ unit, judgement }] });
    }
  }
  return [...bySource.values()].flatMap((groups) => [...groups.values()]);
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
    units: members.map(({ unit }) => unit.unit),
  };
}

function placeMissing(group: Group, units: readonly UnitJudgement[], places: FixPlaces): Placed[] {
  const { first, members } = group;
  const base = partsOf(first.subject.node)[0] ?? first.subject.node;
  const using = units.filter((each) => each.subjects.has(base));
  const silent = using.filter((each) => !members.some(({ unit }) => unit === each));
  const everywhere = silent.every((each) => lacksToo(each, base, members));
  const reporting = members.map(({ unit }) => unit.unit);
  const { ruleId, subject, problem } = first;
  if (everywhere) {
    const fixes = fixPlaces(first, members, { everywhere, shared: using.length > 1 }, places);
    return [
      {
        ruleId,
        subject,
        severity: loudest(members),
        problem: withFixes(problem, problem.span, fixes),
        units: reporting,
      },
    ];
  }
  return members.map((member): Placed => {
    const own = ownLayer(member.judgement, member.unit.unit);
    const fixes = fixPlaces(member.judgement, [member], { everywhere, shared: true }, places);
    const related: Related[] = own
      ? [{ span: problem.span, message: 'The object is written here, for all environments.' }]
      : [];
    const moved = withFixes(member.judgement.problem, own ?? problem.span, fixes);
    return {
      ruleId,
      subject: member.judgement.subject,
      severity: member.judgement.severity,
      problem: { ...moved, related: [...(problem.related ?? []), ...related] },
      units: [member.unit.unit],
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
function lacksToo(unit: UnitJudgement, base: Node, members: Group['members']): boolean {
  if (members.some((each) => each.unit.unit.spec?.kind === unit.unit.spec?.kind)) return false;
  const addition = members[0]?.judgement.problem.fixes?.()[0]?.addition;
  const subject = unit.subjects.get(base);
  return addition !== undefined && subject !== undefined && lacks(subject.node, addition.values);
}

function lacks(node: Node | undefined, values: { readonly [key: string]: Data }): boolean {
  return Object.entries(values).some(([key, value]) => {
    const there = get(node, key);
    if (isNull(there)) return true;
    return typeof value === 'object' && value !== null && !Array.isArray(value) && there?.kind === 'map'
      ? lacks(there, value as { readonly [key: string]: Data })
      : false;
  });
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
            units: [...known.units, ...each.units],
          }
        : each,
    );
  }
  return [...result.values()];
}

function loudest(members: Group['members']): Severity {
  return members.map(({ judgement }) => judgement.severity).reduce(louder);
}
