import path from 'node:path';
import { type Analysis, Analyzer } from '../../server/src/core/analysis/analyzer.ts';
import type { Finding, LocatedFix } from '../../server/src/core/analysis/finding.ts';
import type { Snapshot } from '../../server/src/core/analysis/snapshot.ts';
import {
  type Configuration,
  configure,
  type SettingsLayer,
} from '../../server/src/core/config/configuration.ts';
import type { AnyRule } from '../../server/src/core/rule/rule.ts';
import type { SchemaBook } from '../../server/src/core/schema/schemaBook.ts';
import { LineIndex } from '../../server/src/core/text/lineIndex.ts';
import { applyEdits, plain } from '../../server/src/core/text/textEdit.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { schemaBookIn } from '../../server/src/workspace/schemaFiles.ts';

/** The schemas as they are built before the tests. */
export const SCHEMAS = schemaBookIn(path.resolve(import.meta.dirname, '../../dist/schemas'));

export const ROOT = 'file:///workspace';

export type Files = { readonly [path: string]: string };

/** A snapshot of files by their paths below {@link ROOT}. */
export function snapshotOf(files: Files): Snapshot {
  const entries = Object.entries(files).map(([path, text]) => {
    const uri = `${ROOT}/${path}`;
    return [uri, { uri, text }] as const;
  });
  return { root: ROOT, files: new Map(entries) };
}

export interface Setting extends SettingsLayer {
  readonly isolated?: boolean;
  readonly today?: string;
  readonly only?: readonly AnyRule[];
  readonly schemas?: SchemaBook;
}

export function configurationOf(setting: Setting = {}): Configuration {
  return configure([setting], { isolated: setting.isolated ?? false, today: setting.today ?? '2026-01-01' });
}

/** Judges files; a rule that throws fails the test. */
export function analyze(files: Files, setting: Setting = {}): Analysis {
  const crash = (rule: AnyRule, error: unknown): never => {
    throw new Error(`${rule.id} threw`, { cause: error });
  };
  const analyzer = new Analyzer(setting.only ?? RULES, crash, setting.schemas ?? SCHEMAS);
  return analyzer.analyzeAtOnce(snapshotOf(files), configurationOf(setting));
}

export function findingsOf(files: Files, setting: Setting = {}): Finding[] {
  return [...analyze(files, setting).findings.values()].flat();
}

/** `path:line:column-endColumn`, 1-based, the end exclusive. */
export function placeOf(finding: Finding, files: Files): string {
  const path = finding.location.uri.slice(ROOT.length + 1);
  const lines = new LineIndex(files[path] ?? '');
  const start = lines.positionAt(finding.location.start);
  const end = lines.positionAt(finding.location.end);
  const tail = end.line === start.line ? `${end.character + 1}` : `${end.line + 1}:${end.character + 1}`;
  return `${path}:${start.line + 1}:${start.character + 1}-${tail}`;
}

/** The files after a fix. */
export function applyFix(files: Files, fix: Pick<LocatedFix, 'edits' | 'creates'>): Files {
  const result: Record<string, string> = { ...files };
  for (const { uri, text } of fix.creates ?? []) result[uri.slice(ROOT.length + 1)] = text;
  for (const uri of new Set(fix.edits.map((each) => each.location.uri))) {
    const path = uri.slice(ROOT.length + 1);
    const edits = fix.edits.filter((each) => each.location.uri === uri).map(plain);
    result[path] = applyEdits(files[path] ?? '', edits);
  }
  return result;
}
