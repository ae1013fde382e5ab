import type { Severity } from '../../core/rule/severity.ts';
import type { Report, Row } from '../report.ts';
import { visible } from './visible.ts';

const COLOURS: { readonly [severity in Severity]: number } = {
  error: 31,
  warning: 33,
  information: 36,
  hint: 90,
};
const WORDS: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'hint',
};

/** Findings by file, aligned, for people. */
export function stylish({ rows, files, colour }: Report): string {
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const byFile = new Map<string, Row[]>();
  for (const row of rows) {
    const found = byFile.get(row.file);
    if (found) found.push(row);
    else byFile.set(row.file, [row]);
  }
  const blocks = [...byFile].map(([file, found]) => {
    const width = found.reduce((most, row) => Math.max(most, `${row.line}:${row.column}`.length), 0);
    const lines = found.map((row) => {
      const place = `${row.line}:${row.column}`.padEnd(width);
      const word = paint(COLOURS[row.severity], WORDS[row.severity].padEnd(7));
      const environments = visible(row.environments.join(', '));
      const where = row.environments.length > 0 ? paint(90, ` [${environments}]`) : '';
      return `  ${paint(90, place)}  ${word}  ${visible(row.message)}${where}  ${paint(90, row.rule)}`;
    });
    return `${paint(4, visible(file))}\n${lines.join('\n')}\n`;
  });
  return `${blocks.join('\n')}${blocks.length > 0 ? '\n' : ''}${summary(rows, files)}\n`;
}

function summary(rows: readonly Row[], files: number): string {
  const judged = `${files} ${files === 1 ? 'file' : 'files'} checked`;
  if (rows.length === 0) return `No findings. ${judged}.`;
  const count = (severity: Severity): number => rows.filter((row) => row.severity === severity).length;
  const parts = [
    [count('error'), 'error', 'errors'],
    [count('warning'), 'warning', 'warnings'],
    [count('information') + count('hint'), 'note', 'notes'],
  ] as const;
  const words = parts
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => `${number} ${number === 1 ? one : many}`);
  const fixable = rows.filter((row) => row.fixable).length;
  const total = `${rows.length} ${rows.length === 1 ? 'finding' : 'findings'}`;
  return `${total} (${words.join(', ')}), ${fixable} with a fix. ${judged}.`;
}
