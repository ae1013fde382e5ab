import { edit } from '../edit/edit.ts';
import { newPatch } from '../kustomize/newPatch.ts';
import { partsOf } from '../model/derive.ts';
import type { MapNode } from '../model/node.ts';
import type { Addition, Fix } from '../rule/problem.ts';
import { baseName } from '../text/uri.ts';
import type { UnitJudgement } from './judge.ts';
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

/**
 * The fixes for what is missing: in the base, for every environment; or in a layer of one alone, a new patch where it has none
 * that names the object. The first one follows from where it is missing.
 * @param missing everywhere: in each environment that uses the object; shared: more than one environment uses it
 */
export function fixPlaces(
  judgement: Judgement,
  members: readonly Member[],
  missing: { readonly everywhere: boolean; readonly shared: boolean },
  places: FixPlaces,
): (() => readonly Fix[]) | undefined {
  const { problem } = judgement;
  const fixes = problem.fixes;
  if (!fixes) return undefined;
  return () =>
    fixes().flatMap((fix, index) => {
      const { addition } = fix;
      if (!addition || !(missing.shared || partsOf(addition.to).length > 1)) return [fix];
      // It must not reach an environment that was not asked, or where somebody has to look.
      const safe = missing.everywhere && members.every((each) => fixAt(each, index)?.safe === true);
      const inBase = baseFix(fix, addition, safe);
      const own = members.flatMap((member) => ownFix(index, member, places) ?? []);
      return missing.everywhere ? [...inBase, ...own] : [...own, ...inBase];
    });
}

function fixAt({ judgement }: Member, index: number): Fix | undefined {
  return judgement.problem.fixes?.()[index];
}

/** The addition to the lowest layer itself: what layers above have beside it does not count there. */
function baseFix(fix: Fix, { to, values, order }: Addition, safe: boolean): Fix[] {
  const base = partsOf(to).find((part) => !part.made);
  if (base?.kind !== 'map') return [];
  const title = `${fix.title} in ${baseName(base.span.source.uri)}, for all environments`;
  const edits = edit.add(base, values, order);
  return [{ title, safe, edits, addition: { to: base, values, order } }];
}

/** The addition as this environment wants it, in a layer that only it has. */
function ownFix(index: number, member: Member, places: FixPlaces): Fix | undefined {
  const { judgement } = member;
  const { unit } = member.unit;
  const fix = fixAt(member, index);
  const addition = fix?.addition;
  if (!fix || !addition || !unit.spec) return undefined;
  const { to, values, order } = addition;
  const { name, deploys } = unit.spec;
  const parts = partsOf(to);
  const upper = parts.length > 1 ? parts.at(-1) : undefined;
  if (upper?.kind === 'map' && !upper.made) {
    const path = baseName(upper.span.source.uri);
    return {
      title: `${fix.title} in ${path}, only for ${name}`,
      safe: false,
      edits: edit.add(upper, values, order),
      addition: { to: upper, values, order },
    };
  }
  if (deploys.tool !== 'kustomize') return undefined;
  const root = places.kustomization(deploys.kustomization);
  const object = unit.objects.find(({ resource }) => resource.node === judgement.subject.root);
  const base = parts[0];
  if (!root || !object || object.broughtBy.length < 2 || base?.kind !== 'map') return undefined;
  const patch = newPatch(object.written, base, values, root, (uri) => places.isFree(uri));
  if (!patch) return undefined;
  return {
    title: `${fix.title} in a new patch, only for ${name}`,
    safe: false,
    edits: patch.edits,
    creates: [{ uri: patch.uri, text: patch.text }],
  };
}
