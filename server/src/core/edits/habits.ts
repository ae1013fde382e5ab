import type { SourceText } from '../text/span.ts';

/** How a document is written, learnt from what stands in it. */
export interface Habits {
  readonly eol: '\n' | '\r\n';
  /** Spaces by which a nested mapping is indented. */
  readonly indent: number;
  /** Whether a block sequence is indented under its key. */
  readonly indentedSequences: boolean;
  readonly quote: '"' | "'";
  /** Whether flow mappings have blanks inside their braces. */
  readonly paddedBraces: boolean;
}

const known = new WeakMap<SourceText, Habits>();

/** Learns the habits of a document. */
export function habitsOf(source: SourceText): Habits {
  const before = known.get(source);
  if (before) return before;
  const learnt = learn(source.text);
  known.set(source, learnt);
  return learnt;
}

const MOST_LINES = 2000;

function learn(text: string): Habits {
  const { step, indentedSequences } = learnIndentation(text.split(/\r?\n/, MOST_LINES));
  const single = text.match(/(?:^|[\s[{,])'[^'\r\n]*'/g)?.length ?? 0;
  const double = text.match(/(?:^|[\s[{,])"[^"\r\n]*"/g)?.length ?? 0;
  return {
    eol: /\r\n/.test(text) ? '\r\n' : '\n',
    indent: step,
    indentedSequences,
    quote: single > double ? "'" : '"',
    paddedBraces: !/\{[^\s}]/.test(text.replace(/\$\{/g, '')),
  };
}

/** Counts what follows the lines that open a nested value. */
function learnIndentation(lines: readonly string[]): { step: number; indentedSequences: boolean } {
  const steps = new Map<number, number>();
  let indented = 0;
  let opener: number | undefined;
  for (const line of lines) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const deeper = opener === undefined ? -1 : line.search(/\S/) - opener;
    const isItem = /^\s*-(?:\s|$)/.test(line);
    if (isItem && deeper >= 0) indented += deeper > 0 ? 1 : -1;
    else if (deeper > 0) steps.set(deeper, (steps.get(deeper) ?? 0) + 1);
    const open = /^(\s*(?:-\s+)*)[^\s#].*:\s*(?:[&!]\S+\s*)*(?:#.*)?$/.exec(line);
    opener = open?.[1]?.length;
  }
  const [step] = [...steps].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [2];
  return { step, indentedSequences: indented >= 0 };
}
