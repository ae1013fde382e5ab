import { louder } from '../rule/severity.ts';
import type { SourceText, Span } from '../text/span.ts';
import type { Subject } from './finding.ts';
import type { Candidate, Share, Shares } from './suppressed.ts';

/** A judgement at the place that has to change, with the environments that it holds in. */
export interface Placed extends Candidate {
  readonly subject: Subject;
  readonly environments: readonly string[];
  readonly shares?: Shares<Placed>;
}

/**
 * The parts of what is placed for several members, each with the places where a comment silences it alone; nothing where there
 * are no such places.
 * @param place places some of the members
 */
export function sharesOf<M>(
  members: readonly M[],
  spans: readonly (readonly Span[])[],
  place: (rest: readonly [M, ...M[]]) => Placed,
): { readonly shares?: Shares<Placed> } {
  if (spans.every((each) => each.length === 0)) return {};
  const all = spans.map((places): Share => ({ places }));
  const only = (kept: readonly Share[]): Placed | undefined => {
    const [first, ...rest] = members.filter((_, index) => kept.some((each) => each === all[index]));
    return first === undefined ? undefined : place([first, ...rest]);
  };
  return { shares: { all, only: remembering(all, only) } };
}

/** Asked for the same parts again, gives the same object. */
function remembering<T>(all: readonly Share[], make: (rest: readonly Share[]) => T): typeof make {
  const known = new Map<string, T>();
  return (rest) => {
    const key = rest.map((each) => all.indexOf(each)).join();
    const made = known.get(key) ?? make(rest);
    known.set(key, made);
    return made;
  };
}

/** Findings that were moved to one place become one. */
export function joined(all: readonly Placed[], idOf: (source: SourceText) => number): Placed[] {
  const result = new Map<string, Placed>();
  let apart = 0;
  for (const each of all) {
    const { source, start, end } = each.problem.span;
    const key = each.problem.missing
      ? `${each.ruleId}|${idOf(source)}|${start}|${end}|${each.problem.message}`
      : `${apart++}`;
    const known = result.get(key);
    result.set(key, known ? join(known, each) : each);
  }
  return [...result.values()];
}

const joins = new WeakMap<Placed, { readonly other: Placed; readonly both: Placed }>();

function join(one: Placed, other: Placed): Placed {
  const known = joins.get(one);
  if (known?.other === other) return known.both;
  const both = {
    ...one,
    severity: louder(one.severity, other.severity),
    environments: [...new Set([...one.environments, ...other.environments])].sort(),
    ...joinedShares(one, other),
  };
  joins.set(one, { other, both });
  return both;
}

/** What is said of several objects at one place is silenced object by object. */
function joinedShares(one: Placed, other: Placed): { readonly shares?: Shares<Placed> } {
  if (!one.shares && !other.shares) return {};
  const [first, second] = [partsOf(one), partsOf(other)];
  const all = [...first.all, ...second.all];
  const only = (kept: readonly Share[]): Placed | undefined => {
    const [a, b] = [first, second].map((part) => part.only(part.all.filter((each) => kept.includes(each))));
    return a && b ? join(a, b) : (a ?? b);
  };
  return { shares: { all, only: remembering(all, only) } };
}

function partsOf(placed: Placed): Shares<Placed> {
  const { shares } = placed;
  const all = shares?.all ?? [{ places: [] }];
  return {
    all,
    only: (rest) =>
      rest.length === all.length ? placed : rest.length === 0 ? undefined : shares?.only(rest),
  };
}
