import { readFile } from '../model/file.ts';
import { get, itemsOf, numberOf, stringOf } from '../model/read.ts';

/** The file in which a team records the findings it starts with, in the workspace folder. */
export const BASELINE = '.plumbline-baseline.yaml';

/** Findings that are the same but for their lines. */
export interface BaselineEntry {
  /** Relative to the workspace folder. */
  readonly file: string;
  readonly rule: string;
  /** What it is about: `container "api" of Deployment/shop`; empty for the file. */
  readonly object: string;
  readonly message: string;
  readonly count: number;
}

/** Reads a baseline. What is not well formed in it is left out: its findings are shown then. */
export function readBaseline(uri: string, text: string): BaselineEntry[] {
  const root = readFile(uri, text).documents[0]?.document?.root;
  return itemsOf(get(root, 'findings')).flatMap((item) => {
    const [file, rule, message] = ['file', 'rule', 'message'].map((key) => stringOf(get(item, key)));
    if (file === undefined || rule === undefined || message === undefined) return [];
    const object = stringOf(get(item, 'object')) ?? '';
    return [{ file, rule, object, message, count: numberOf(get(item, 'count')) ?? 1 }];
  });
}

/** The text of a baseline, one finding a line, in an order that does not change. */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      compare(a.rule, b.rule) ||
      compare(a.object, b.object) ||
      compare(a.message, b.message),
  );
  const lines = sorted.map(({ file, rule, object, message, count }) => {
    const value = {
      file,
      rule,
      ...(object === '' ? {} : { object }),
      message,
      ...(count > 1 ? { count } : {}),
    };
    // JSON is YAML as well.
    return `  - ${JSON.stringify(value)}\n`;
  });
  return `${HEAD}findings:${lines.length === 0 ? ' []' : ''}\n${lines.join('')}`;
}

const HEAD =
  '# Findings that were there when "plumbline baseline" was run: they are not shown.\n' +
  '# Remove a line to see its findings again; run the command again to record those of today.\n';

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
