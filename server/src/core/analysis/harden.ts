import { edit } from '../edit/edit.ts';
import { partsOf } from '../model/derive.ts';
import type { MapNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import type { Addition } from '../rule/problem.ts';
import type { Finding } from './finding.ts';

/** Everything that several findings want to have added to one container or service, as one fix. */
export interface Hardening {
  /** `Harden container "api": 6 settings` */
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly addition: Addition;
  readonly edits: ReturnType<typeof edit.add>;
}

type Values = { readonly [key: string]: Data };

/** Joins the preferred additions of the findings on one subject; undefined where there are fewer than two. */
export function hardening(subject: MapNode, findings: readonly Finding[]): Hardening | undefined {
  const joined: Finding[] = [];
  let addition: Addition | undefined;
  for (const finding of findings) {
    if (finding.subject?.node !== subject) continue;
    const next = finding.problem.fixes?.()[0]?.addition;
    // All in one layer: that of the first.
    if (!next || !isOf(next.to, subject) || (addition && addition.to !== next.to)) continue;
    addition = addition ? { ...addition, values: merge(addition.values, next.values) } : next;
    joined.push(finding);
  }
  const label = joined[0]?.subject?.label;
  if (!addition || joined.length < 2 || label === undefined) return undefined;
  return {
    title: `Harden ${label}: ${joined.length} settings`,
    findings: joined,
    addition,
    edits: edit.add(addition.to, addition.values, addition.order),
  };
}

/** Whether a mapping is a subject, or what one layer has of it. */
function isOf(map: MapNode, subject: MapNode): boolean {
  return map === subject || partsOf(subject).includes(map);
}

function isValues(data: Data | undefined): data is Values {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** Two sets of values as one; lists are joined, and of two scalars the first stays. */
function merge(first: Values, second: Values): Values {
  const result: Record<string, Data> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = result[key];
    if (before === undefined) result[key] = value;
    else if (isValues(before) && isValues(value)) result[key] = merge(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) result[key] = [...new Set([...before, ...value])];
  }
  return result;
}
