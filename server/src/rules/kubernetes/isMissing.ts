import { edit } from '../../core/edit/edit.ts';
import { bringsMore, mayBeMade } from '../../core/kubernetes/makers.ts';
import type { Reference } from '../../core/kubernetes/references.ts';
import { type Resource, writtenName } from '../../core/kubernetes/resource.ts';
import type { Environment } from '../../core/rule/environment.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { closestName } from '../../core/text/closestName.ts';

/**
 * Whether what an object refers to in vain is missing. An environment without anything that could be meant is a part of
 * something larger. Files of one folder need not be deployed together: there it has to be a slip of the pen, or
 * what could be meant stands in the same file.
 *
 * @param candidates what could be meant, in what may be its namespace
 * @param slip whether one of them differs in a letter or two
 */
export function isToldMissing(
  { extent, cluster }: Environment,
  from: Resource,
  candidates: readonly Resource[],
  slip: () => boolean,
): boolean {
  if (extent === 'alone') return true;
  if (extent === 'open' || candidates.length === 0 || bringsMore(cluster)) return false;
  if (extent === 'deployed') return true;
  return candidates.some(({ source }) => source.uri === from.source.uri) || slip();
}

/** Whether one of some names is the one that is meant by a reference. */
export function isSlip({ name }: Reference, among: readonly Resource[]): boolean {
  const names = among.flatMap((each) => each.name ?? []);
  return closestName(name, names) !== undefined;
}

/** Whether a name is one that nobody can know: it is filled in later, or a custom resource may make the object. */
export function isUnknowable({ cluster }: Environment, { name }: Reference): boolean {
  return name === '' || /[${}*]/.test(name) || mayBeMade(cluster, name);
}

/** The fix that has a reference name an object that there is: the closest one, else the only one. */
export function renameFixes({ node, name }: Reference, among: readonly Resource[], only = true): Fix[] {
  const names = [...new Set(among.flatMap((each) => writtenName(each) ?? []))];
  const meant = closestName(name, names) ?? (only && names.length === 1 ? names[0] : undefined);
  return meant === undefined ? [] : replaceFixes(node, meant);
}

/** The fix that puts another value in the place of one; none where that is written nowhere. */
export function replaceFixes(node: Reference['node'], value: string | number): Fix[] {
  const edits = edit.replace(node, value);
  return edits.length === 0 ? [] : [{ title: `Change to "${value}"`, safe: false, edits }];
}
