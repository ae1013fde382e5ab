import type { Report, Row } from '../report.ts';

function plainRow({ related, ...row }: Row) {
  const { file, line, column, endLine, endColumn, rule, severity, message, environments, fixable } = row;
  return {
    value: { file, line, column, endLine, endColumn, rule, severity, message, environments, fixable },
    related,
  };
}

/** One document: the findings and how many files were checked. */
export function json({ rows, files, version }: Report): string {
  const findings = rows.map((row) => {
    const { value, related } = plainRow(row);
    return related.length > 0 ? { ...value, related } : value;
  });
  return `${JSON.stringify({ version, files, findings }, null, 2)}\n`;
}

/** One finding a line. */
export function jsonl({ rows }: Report): string {
  return rows.map((row) => `${JSON.stringify(plainRow(row).value)}\n`).join('');
}
