import { ENGINE_RULES } from '../../core/analysis/engineRules.ts';
import { docsUrl } from '../../core/rule/docsUrl.ts';
import type { AnyRule } from '../../core/rule/rule.ts';
import type { Severity } from '../../core/rule/severity.ts';
import { RULES } from '../../rules/index.gen.ts';
import type { Place, Report, Row } from '../report.ts';

const LEVELS: { readonly [severity in Severity]: 'error' | 'warning' | 'note' } = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS), with the rules that spoke. Columns count UTF-16 units. */
export function sarif({ rows, version }: Report): string {
  const ids = [...new Set(rows.map((row) => row.rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plumbline',
            version,
            semanticVersion: version,
            informationUri: 'https://github.com/plumbline/plumbline',
            rules: ids.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The working directory.' } } },
        results: rows.map((row) => result(row, ids.indexOf(row.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(id: string) {
  const rule = RULES.find((each: AnyRule) => each.id === id);
  const engine = Object.values(ENGINE_RULES).find((each) => each.id === id);
  const title = rule?.title ?? engine?.title ?? id;
  const why = rule?.docs.why ?? engine?.why ?? title;
  const level = rule?.levels.recommended ?? engine?.severity ?? 'warning';
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: rule?.docs.how ?? why, markdown: rule?.docs.how ?? why },
    helpUri: docsUrl(id),
    defaultConfiguration: level === 'off' ? { enabled: false } : { level: LEVELS[level] },
    properties: { tags: [rule?.category ?? 'correctness'] },
  };
}

function result(row: Row, ruleIndex: number) {
  return {
    ruleId: row.rule,
    ruleIndex,
    level: LEVELS[row.severity],
    message: message(row.message),
    locations: [{ physicalLocation: location(row.file, row) }],
    ...(row.related.length > 0
      ? {
          relatedLocations: row.related.map((each, id) => ({
            id,
            physicalLocation: location(each.file, each),
            message: message(each.message),
          })),
        }
      : {}),
    properties: { environments: row.environments, fixable: row.fixable },
  };
}

/** Braces enclose the numbers of arguments in a message; those that are meant are written twice (SARIF 2.1.0, 3.11.5). */
function message(text: string) {
  return { text: text.replace(/[{}]/g, '$&$&') };
}

function location(file: string, { line, column, endLine, endColumn }: Place) {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
