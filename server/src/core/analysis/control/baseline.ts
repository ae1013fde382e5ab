import type { BaselineEntry } from '../../config/baseline.ts';
import { get, stringOf } from '../../model/read.ts';
import type { Finding, Subject } from '../finding.ts';

/** What was there before: holds back as many findings of a kind as were recorded, wherever they stand by now. */
export class Baseline {
  private readonly counts = new Map<string, number>();

  constructor(entries: readonly BaselineEntry[]) {
    for (const entry of entries) {
      const key = keyOf(entry);
      this.counts.set(key, (this.counts.get(key) ?? 0) + entry.count);
    }
  }

  /** The findings of one file that were not recorded. */
  left(findings: readonly Finding[], path: string): readonly Finding[] {
    if (this.counts.size === 0) return findings;
    const seen = new Map<string, number>();
    return findings.filter((finding) => {
      const key = keyOf(entryOf(finding, path));
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return count > (this.counts.get(key) ?? 0);
    });
  }
}

/** The entries that record findings of one file. What is wrong with the file as such is not to be lived with. */
export function baselineOf(findings: readonly Finding[], path: string): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    if (/^(?:yaml|plumbline)\//.test(finding.ruleId)) continue;
    const entry = entryOf(finding, path);
    const before = entries.get(keyOf(entry));
    entries.set(keyOf(entry), { ...entry, count: (before?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}

function entryOf({ ruleId, subject, message }: Finding, file: string): BaselineEntry {
  return { file, rule: ruleId, object: objectOf(subject), message, count: 1 };
}

function keyOf({ file, rule, object, message }: BaselineEntry): string {
  return JSON.stringify([file, rule, object, message]);
}

function objectOf(subject: Subject | undefined): string {
  if (!subject) return '';
  const kind = stringOf(get(subject.root, 'kind'));
  const name = stringOf(get(subject.root, 'metadata', 'name'));
  return kind === undefined || name === undefined || subject.node === subject.root
    ? subject.label
    : `${subject.label} of ${kind}/${name}`;
}
