import type { Analysis } from '../../../server/src/core/analysis/analyzer.ts';
import type { MergedEnvironment } from '../../../server/src/core/analysis/environmentBook.ts';
import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { partsOf } from '../../../server/src/core/model/derive.ts';
import type { Node } from '../../../server/src/core/model/node.ts';
import { get, stringOf } from '../../../server/src/core/model/read.ts';

/** The name under which findings of no environment are counted. */
const NOWHERE = '-';

/** How often each thing is found: by environment, rule, object and subject, wherever it is said. */
export type Counts = ReadonlyMap<string, number>;

/** What a finding counts as in an environment. In none it counts in its file; else its place may move with a fix. */
export function keyOf(finding: Finding, environment: string): string {
  const { ruleId, subject, location } = finding;
  const file = environment === NOWHERE ? location.uri : '';
  const part = /^(?:container|service) /.test(subject?.label ?? '') ? subject?.label : '';
  return [environment, ruleId, objectOf(finding), part, file].join(' | ');
}

/** The environments that a finding holds in. */
export function environmentsOf({ environments }: Finding): readonly string[] {
  return environments.length > 0 ? environments : [NOWHERE];
}

/** The environments for which a fix promises to mend a finding; others keep it where `exact`. */
export function promisedBy(fix: LocatedFix, finding: Finding): { names: readonly string[]; exact: boolean } {
  const holding = environmentsOf(finding);
  if (!fix.environments) return { names: holding, exact: false };
  return { names: holding.filter((name) => fix.environments?.includes(name)), exact: true };
}

/**
 * Counts all findings of an analysis. Those in objects that an environment has twice, of one base, count once: they are one
 * finding in the base, and several where the base is brought in.
 */
export function countsOf({ findings, environments }: Pick<Analysis, 'findings' | 'environments'>): Counts {
  const result = new Map<string, number>();
  const twice = new Set(environments.all.flatMap(objectsTwiceIn));
  for (const finding of [...findings.values()].flat()) {
    for (const environment of environmentsOf(finding)) {
      const key = keyOf(finding, environment);
      const once = twice.has(`${environment} | ${objectOf(finding)}`);
      result.set(key, once ? 1 : (result.get(key) ?? 0) + 1);
    }
  }
  return result;
}

function objectsTwiceIn({ spec, unit }: MergedEnvironment): string[] {
  const all = unit.objects.map(({ written }) => `${spec.name} | ${identityOf(written) ?? ''}`);
  return all.filter((each, index) => all.indexOf(each) < index);
}

function objectOf({ subject, location }: Finding): string {
  // As it is written: prefixes make it another one in each environment.
  const root = subject && partsOf(subject.root)[0];
  return identityOf(root) ?? root?.span.source.uri ?? location.uri;
}

function identityOf(root: Node | undefined): string | undefined {
  const name = root && stringOf(get(root, 'metadata', 'name'));
  return name === undefined ? undefined : `${stringOf(get(root, 'kind')) ?? ''} ${name}`;
}

/** What is found more often than before. */
export function newIn(before: Counts, after: Counts): string[] {
  return [...after].flatMap(([key, count]) => (count > (before.get(key) ?? 0) ? [key] : []));
}
