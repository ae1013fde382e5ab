import { deployment } from './deployment.ts';

/** A text to measure on. */
export interface BenchText {
  readonly name: string;
  readonly text: string;
  /** A place inside a value in the middle of the text, where a person types. */
  readonly caret: number;
}

function benchText(name: string, text: string): BenchText {
  const caret = text.indexOf('LOG_LEVEL', text.length / 2);
  return { name, text, caret: text.indexOf('info', caret) + 2 };
}

/** One document of about so many lines: a List of Deployments, so that it is not cut into parts. */
function listOf(lines: number): string {
  const head = 'apiVersion: v1\nkind: List\nitems:\n';
  const items: string[] = [];
  let count = 3;
  for (let index = 0; count < lines; index++) {
    const [first, ...rest] = deployment(index).trimEnd().split('\n');
    items.push(`  - ${first}\n${rest.map((line) => `    ${line}\n`).join('')}`);
    count += rest.length + 1;
  }
  return head + items.join('');
}

/** What is measured: one document of 100, 1,000 and 10,000 lines, and 400 documents in one file. */
export function benchTexts(): BenchText[] {
  const bundle = Array.from({ length: 400 }, (_, index) => deployment(index)).join('---\n');
  return [
    ...[100, 1000, 10_000].map((lines) => benchText(`${lines.toLocaleString('en')} lines`, listOf(lines))),
    benchText('400 documents', bundle),
  ];
}

/** The text with one character typed at its caret; another one each time. */
export function typed({ text, caret }: BenchText, time: number): string {
  return `${text.slice(0, caret)}${String.fromCharCode(97 + (time % 26))}${text.slice(caret)}`;
}
