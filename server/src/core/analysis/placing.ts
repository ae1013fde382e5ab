import { partsOf } from '../model/derive.ts';
import { rootOf } from '../model/document.ts';
import type { MapNode, Node } from '../model/node.ts';
import { get } from '../model/read.ts';
import type { Problem, Related } from '../rule/problem.ts';
import { louder, type Severity } from '../rule/severity.ts';
import type { SourceText, Span } from '../text/span.ts';
import { type FixPlaces, fixPlaces, type Member, type Members, type Missing } from './fixPlaces.ts';
import type { UnitJudgement } from './judge.ts';
import { overriddenBy } from './overridden.ts';
import { type Placed, sharesOf } from './placed.ts';
import type { Unit, UnitObject } from './unit.ts';
import type { Judgement } from './verdicts.ts';

/** A bad value, which a comment at a value that it takes the place of silences too. */
export function atValue(members: Members): Placed {
  const [{ judgement }] = members;
  const { problem, ruleId, subject } = judgement;
  const related = overriddenBy(subject.node, problem.span);
  const spans = members.map((each) =>
    overriddenBy(each.judgement.subject.node, problem.span).map(({ span }) => span),
  );
  return {
    ruleId,
    severity: loudest(members),
    subject,
    problem:
      related.length === 0 ? problem : { ...problem, related: [...(problem.related ?? []), ...related] },
    environments: namesOf(members),
    ...sharesOf(members, spans, atValue),
  };
}

function namesOf(members: readonly Member[]): string[] {
  const names = members.flatMap(({ unit: { unit } }) => (unit.spec?.named ? [unit.spec.name] : []));
  return [...new Set(names)].sort();
}

/**
 * What every environment lacks, at the base; what an environment has of its own speaks for that one.
 * @param using the environments that use the object
 */
export function inBase(members: Members, using: readonly UnitJudgement[], places: FixPlaces): Placed {
  const [{ judgement }] = members;
  const { ruleId, subject, problem } = judgement;
  const spans = members.map(({ judgement: each, unit: { unit } }) => {
    const own = ownLayer(each, unit);
    return own ? [own] : [];
  });
  return {
    ruleId,
    subject,
    severity: loudest(members),
    problem: withFixes(problem, problem.span, { members, using, everywhere: true }, places),
    environments: namesOf(members),
    ...sharesOf(members, spans, (rest) => inBase(rest, using, places)),
  };
}

/**
 * What some environments lack, in a layer that they have and the base has not; a comment at the base speaks for all.
 * @param members of one layer, see {@link byOwnLayer}
 */
export function inOwnLayer(members: Members, using: readonly UnitJudgement[], places: FixPlaces): Placed {
  const [{ judgement, unit }] = members;
  const { ruleId, subject, problem } = judgement;
  const own = ownLayer(judgement, unit.unit);
  const message = 'What it is laid over is written here, for all environments.';
  const related: Related[] = own ? [{ span: problem.span, message }] : [];
  const moved = withFixes(problem, own ?? problem.span, { members, using, everywhere: false }, places);
  const spans = members.map((each) => (own ? [each.judgement.problem.span] : []));
  return {
    ruleId,
    subject,
    severity: loudest(members),
    problem: { ...moved, related: [...(problem.related ?? []), ...related] },
    environments: namesOf(members),
    ...sharesOf(members, spans, (rest) => inOwnLayer(rest, using, places)),
  };
}

/** Environments by the place in their own layers that stands for what lacks something, and by what is said of it: some share a layer. */
export function byOwnLayer(members: Members, idOf: (source: SourceText) => number): Members[] {
  const result = new Map<string, [Member, ...Member[]]>();
  for (const member of members) {
    const { judgement, unit } = member;
    const own = ownLayer(judgement, unit.unit);
    const key = `${own ? `${idOf(own.source)}|${own.start}|${own.end}` : ''}|${judgement.problem.message}`;
    const known = result.get(key);
    if (known) known.push(member);
    else result.set(key, [member]);
  }
  return [...result.values()];
}

function withFixes(problem: Problem, span: Span, missing: Missing, places: FixPlaces): Problem {
  const fixes = fixPlaces(missing, places);
  return { ...problem, span, ...(fixes ? { fixes } : {}) };
}

/** The place in a unit's own layers that stands for an object which the base lacks something of. */
function ownLayer({ subject }: Judgement, unit: Unit): Span | undefined {
  const parts = partsOf(subject.node);
  const upper = parts.length > 1 ? parts.at(-1) : undefined;
  if (upper?.kind === 'map') return nameSpanOf(upper);
  const object = objectsOf(unit).get(subject.root);
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

const objects = new WeakMap<Unit, ReadonlyMap<MapNode, UnitObject>>();

function objectsOf(unit: Unit): ReadonlyMap<MapNode, UnitObject> {
  const known = objects.get(unit) ?? new Map(unit.objects.map((each) => [each.resource.node, each]));
  objects.set(unit, known);
  return known;
}

function loudest(members: readonly Member[]): Severity {
  return members.map(({ judgement }) => judgement.severity).reduce(louder);
}
