import type { Severity } from '../../core/rule/severity.ts';
import type { Report } from '../report.ts';
import { visible } from './visible.ts';

const COMMANDS: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands, which GitHub Actions shows as annotations at the changed lines. */
export function github({ rows }: Report): string {
  return rows
    .map((row) => {
      const properties = [
        `file=${property(row.file)}`,
        `line=${row.line}`,
        `endLine=${row.endLine}`,
        // Columns only count where a finding is on one line.
        ...(row.line === row.endLine ? [`col=${row.column}`, `endColumn=${row.endColumn}`] : []),
        `title=${property(row.rule)}`,
      ];
      return `::${COMMANDS[row.severity]} ${properties.join(',')}::${data(row.message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return visible(escaped);
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
