import type { Report, Row } from '../report.ts';
import { visible } from './visible.ts';

/** JUnit's XML, as CI servers read it: a suite for each file with findings, a failed case for each finding. */
export function junit({ rows, files }: Report): string {
  const byFile = new Map<string, Row[]>();
  for (const row of rows) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  const suites = [...byFile].map(([file, own]) => suite(file, own));
  // A report without any case is taken for a broken one.
  if (suites.length === 0) {
    suites.push(
      `  <testsuite name="plumbline" tests="1" failures="0" errors="0">\n    <testcase classname="plumbline" name="${files} files without findings"/>\n  </testsuite>\n`,
    );
  }
  const total = Math.max(rows.length, 1);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="plumbline" tests="${total}" failures="${rows.length}" errors="0">\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, rows: readonly Row[]): string {
  const cases = rows.map((row) => {
    const place = `${row.file}:${row.line}:${row.column}`;
    const environments = row.environments.length > 0 ? `\nin ${row.environments.join(', ')}` : '';
    return [
      `    <testcase classname="${escaped(row.file)}" name="${escaped(`${row.rule} (${row.line}:${row.column})`)}" file="${escaped(row.file)}" line="${row.line}">\n`,
      `      <failure type="${row.severity}" message="${escaped(row.message)}">${escaped(`${place}: ${row.message}${environments}`)}</failure>\n`,
      '    </testcase>\n',
    ].join('');
  });
  return `  <testsuite name="${escaped(file)}" tests="${rows.length}" failures="${rows.length}" errors="0">\n${cases.join('')}  </testsuite>\n`;
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A text for XML 1.0, in which control characters may not stand at all. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
