import { edit } from '../../core/edit/edit.ts';
import { bringsMore, mayBeMade } from '../../core/kubernetes/makers.ts';
import type { Reference } from '../../core/kubernetes/references.ts';
import { type Resource, writtenName } from '../../core/kubernetes/resource.ts';
import type { Environment } from '../../core/rule/environment.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { closestName } from '../../core/text/closestName.ts';

/**
 * Whether what is not found in an environment is missing. An environment without a single object of the kind that is
 * looked for is a part of something larger, unless each file is judged as though it were all.
 */
export function isToldMissing(environment: Environment, ofTheKind: number): boolean {
  const { extent, cluster } = environment;
  if (extent === 'alone') return true;
  return extent !== 'open' && ofTheKind > 0 && !bringsMore(cluster);
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
