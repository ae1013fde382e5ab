import { edit } from '../edit/edit.ts';
import { newPatch } from '../kustomize/newPatch.ts';
import { partsOf } from '../model/derive.ts';
import type { MapNode } from '../model/node.ts';
import { type Data, get, isNull, stringOf } from '../model/read.ts';
import type { Addition, Fix } from '../rule/problem.ts';
import { baseName } from '../text/uri.ts';
import type { UnitJudgement } from './judge.ts';
import type { Unit } from './unit.ts';
import type { Judgement } from './verdicts.ts';

/** What fixes need of the workspace to offer their places by name. */
export interface FixPlaces {
  /** The value of a kustomization file. */
  kustomization(uri: string): MapNode | undefined;
  /** Whether no file stands at a URI. */
  isFree(uri: string): boolean;
}

/** A judgement and the environment that it was made in. */
export interface Member {
  readonly unit: UnitJudgement;
  readonly judgement: Judgement;
}

/** The same judgement in several environments, that of the most demanding one first: it speaks for all. */
export type Members = readonly [Member, ...Member[]];

/** What is missing somewhere, with the environments that a fix for it may change. */
export interface Missing {
  /** Those that are to be mended; the fixes are worked out for the first. */
  readonly members: Members;
  /** Those that use the object. */
  readonly using: readonly UnitJudgement[];
  /** Whether each of them lacks it. */
  readonly everywhere: boolean;
}

/** A fix in a layer above the base, with the environments that it changes. */
interface Placed {
  readonly fix: Fix;
  /** The URI of the file. */
  readonly layer: string;
  readonly changes: readonly Unit[];
}

/**
 * The fixes for what is missing: in the base, for every environment; in a layer that some use; in one that a single one uses, a
 * new patch where it has none that names the object. The first one follows from where it is missing.
 */
export function fixPlaces(missing: Missing, places: FixPlaces): (() => readonly Fix[]) | undefined {
  const { members, using, everywhere } = missing;
  const fixes = members[0].judgement.problem.fixes;
  if (!fixes) return undefined;
  return () =>
    fixes().flatMap((fix, index) => {
      const { addition } = fix;
      if (!addition || !(using.length > 1 || partsOf(addition.to).length > 1)) return [fix];
      const inBase = baseFix(fix, addition, index, missing);
      const own = distinct(members.flatMap((member) => layerFixes(index, member, missing, places)));
      // What mends all that is said here, and changes no other environment, comes first.
      const wanted = new Set(members.map(({ unit }) => unit.unit));
      const isExact = ({ changes }: Placed): boolean =>
        changes.length === wanted.size && changes.every((each) => wanted.has(each));
      const sorted = [...own.filter(isExact), ...own.filter((each) => !isExact(each))].map(
        (each) => each.fix,
      );
      return everywhere ? [...inBase, ...sorted] : [...sorted, ...inBase];
    });
}

function fixAt({ judgement }: Member, index: number): Fix | undefined {
  return judgement.problem.fixes?.()[index];
}

/** Several environments may be mended in one layer. */
function distinct(all: readonly Placed[]): Placed[] {
  return [...new Map(all.map((each) => [`${each.layer} ${each.fix.title}`, each])).values()];
}

/** The addition to the lowest layer itself: what layers above have beside it does not count there. */
function baseFix(fix: Fix, { to, values, order }: Addition, index: number, missing: Missing): Fix[] {
  const base = partsOf(to).find((part) => !part.made);
  if (base?.kind !== 'map') return [];
  // What one environment wants written another way is no fix for all of them.
  const shape = shapeOf(values);
  if (missing.members.some((each) => shapeOf(fixAt(each, index)?.addition?.values) !== shape)) return [];
  const lost = missing.members.filter((member) => isTakenAway(index, member)).map(({ unit }) => unit);
  const changes = missing.using.filter((each) => !lost.includes(each)).map(({ unit }) => unit);
  if (lost.length > 0 && changes.length === 0) return [];
  // It must not reach an environment that was not asked, or where somebody has to look.
  const safe =
    lost.length === 0 &&
    missing.everywhere &&
    missing.members.every((each) => fixAt(each, index)?.safe === true);
  const whom = lost.length === 0 ? 'for all environments' : forWhom(changes);
  const title = `${fix.title} in ${baseName(base.span.source.uri)}, ${whom}`;
  const edits = edit.add(base, values, order);
  const environments = lost.length === 0 ? {} : { environments: namesOf(changes) };
  return [{ title, safe, edits, addition: { to: base, values, order }, ...environments }];
}

/** The keys in values, without what they hold in the end. */
function shapeOf(values: Addition['values'] | undefined): string {
  return JSON.stringify(values, (_, each: unknown) => (typeof each === 'object' ? each : ''));
}

/** Whether a layer above the base takes away what is added there: a patch does with a null or a directive. */
function isTakenAway(index: number, member: Member): boolean {
  const addition = fixAt(member, index)?.addition;
  if (!addition) return false;
  const [, ...uppers] = partsOf(addition.to);
  return uppers.some((upper) => upper.kind === 'map' && takesAway(upper, addition.values));
}

function takesAway(upper: MapNode, values: Addition['values']): boolean {
  return Object.entries(values).some(([key, value]) => {
    const own = get(upper, key);
    if (own?.kind === 'scalar') return isNull(own);
    return (
      own?.kind === 'map' && (get(own, '$patch') !== undefined || (isValues(value) && takesAway(own, value)))
    );
  });
}

function isValues(data: Data): data is Addition['values'] {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The addition as an environment wants it: in its uppermost layer, and where others use that too, in a new one of its own. */
function layerFixes(index: number, member: Member, missing: Missing, places: FixPlaces): Placed[] {
  const { unit } = member.unit;
  const fix = fixAt(member, index);
  const addition = fix?.addition;
  if (!fix || !addition || !unit.spec) return [];
  const { to, values, order } = addition;
  const parts = partsOf(to);
  const upper = parts.length > 1 ? parts.at(-1) : undefined;
  if (upper?.kind !== 'map' || upper.made) return newLayer(fix, addition, member, missing, places);
  const changes = usersOf(upper.span.source.uri, unit, missing);
  const placed: Placed = {
    layer: upper.span.source.uri,
    changes,
    fix: {
      title: `${fix.title} in ${baseName(upper.span.source.uri)}, ${forWhom(changes)}`,
      safe: false,
      edits: edit.add(upper, values, order),
      addition: { to: upper, values, order },
      environments: namesOf(changes),
    },
  };
  return changes.length === 1 ? [placed] : [placed, ...newLayer(fix, addition, member, missing, places)];
}

/** The addition in a patch that does not exist yet. */
function newLayer(
  fix: Fix,
  { to, values }: Addition,
  { unit: { unit }, judgement }: Member,
  missing: Missing,
  places: FixPlaces,
): Placed[] {
  if (unit.spec?.deploys.tool !== 'kustomize') return [];
  const { kustomization } = unit.spec.deploys;
  const root = places.kustomization(kustomization);
  const object = unit.objects.find(({ resource }) => resource.node === judgement.subject.root);
  const base = partsOf(to)[0];
  if (!root || !object || object.broughtBy.length < 2 || base?.kind !== 'map') return [];
  // Kustomize refuses a patch that may be for several objects: those that one base gives twice, by another prefix.
  if (unit.objects.some((each) => each !== object && isNamedAlike(each.written, object.written))) return [];
  const patch = newPatch(object.written, base, values, root, (uri) => places.isFree(uri));
  if (!patch) return [];
  const changes = usersOf(kustomization, unit, missing);
  return [
    {
      layer: patch.uri,
      changes,
      fix: {
        title: `${fix.title} in a new patch, ${forWhom(changes)}`,
        safe: false,
        edits: patch.edits,
        creates: [{ uri: patch.uri, text: patch.text }],
        environments: namesOf(changes),
      },
    },
  ];
}

function isNamedAlike(a: MapNode, b: MapNode): boolean {
  const nameOf = (object: MapNode): string | undefined => stringOf(get(object, 'metadata', 'name'));
  return stringOf(get(a, 'kind')) === stringOf(get(b, 'kind')) && nameOf(a) === nameOf(b);
}

/** The environments that what is written in a file goes to, that of which it is the layer first. */
function usersOf(uri: string, own: Unit, { using }: Missing): Unit[] {
  const others = using.map(({ unit }) => unit).filter((each) => each !== own && each.files.has(uri));
  return [own, ...others];
}

function namesOf(units: readonly Unit[]): string[] {
  return [...new Set(units.flatMap(({ spec }) => spec?.name ?? []))].sort();
}

/** `only for production`, `for dev and staging`, `for dev, staging and 3 more`. */
function forWhom(units: readonly Unit[]): string {
  const names = namesOf(units);
  const [first = '', ...rest] = names;
  if (rest.length === 0) return `only for ${first}`;
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names.slice(0, -1);
  const last = names.length > MOST_NAMES ? `${names.length - shown.length} more` : names.at(-1);
  return `for ${shown.join(', ')} and ${last}`;
}

const MOST_NAMES = 3;
