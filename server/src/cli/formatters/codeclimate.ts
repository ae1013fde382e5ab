import { createHash } from 'node:crypto';
import type { Severity } from '../../core/rule/severity.ts';
import { RULES } from '../../rules/index.gen.ts';
import type { Report, Row } from '../report.ts';

const SEVERITIES: { readonly [severity in Severity]: string } = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

const CATEGORIES: { readonly [category: string]: string } = {
  security: 'Security',
  reliability: 'Bug Risk',
  correctness: 'Bug Risk',
  maintainability: 'Style',
};

/** The issues of the Code Climate engine specification, which GitLab shows as "Code Quality" in merge requests. */
export function codeclimate({ rows }: Report): string {
  const categories = new Map(RULES.map((rule) => [rule.id, CATEGORIES[rule.category] ?? 'Bug Risk']));
  const seen = new Map<string, number>();
  const issues = rows.map((row) => ({
    type: 'issue',
    check_name: row.rule,
    description: row.message,
    categories: [categories.get(row.rule) ?? 'Bug Risk'],
    severity: SEVERITIES[row.severity],
    fingerprint: fingerprint(row, seen),
    location: { path: row.file, lines: { begin: row.line, end: row.endLine } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** The same for a finding whose lines have moved; of several that are the same, each has its own. */
function fingerprint({ file, rule, message }: Row, seen: Map<string, number>): string {
  const key = JSON.stringify([file, rule, message]);
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return createHash('sha256').update(`${key} ${count}`).digest('hex').slice(0, 32);
}
