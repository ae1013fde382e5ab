import { parseAllDocuments, parseDocument } from 'yaml';
import { Analyzer } from '../../server/src/core/analysis/analyzer.ts';
import type { Snapshot } from '../../server/src/core/analysis/snapshot.ts';
import { configure } from '../../server/src/core/config/configuration.ts';
import { diagnosticOf, Positions } from '../../server/src/lsp/convert.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { ms, sideBySide, table } from './measure.ts';
import { type BenchText, typed } from './texts.ts';

const URI = 'file:///workspace/all.yaml';
const CONFIGURATION = configure([], { isolated: false, today: '2026-01-01' });

/** One editor, from a text to the diagnostics that are sent for it. */
export class Bench {
  private readonly analyzer = new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} failed`, { cause: error });
  });

  /** @returns how many diagnostics there are, and the characters they are sent in */
  diagnose(text: string): { readonly count: number; readonly characters: number } {
    const snapshot: Snapshot = { root: 'file:///workspace', files: new Map([[URI, { uri: URI, text }]]) };
    const { findings } = this.analyzer.analyzeAtOnce(snapshot, CONFIGURATION);
    const positions = new Positions(() => text);
    const diagnostics = (findings.get(URI) ?? []).map((finding) => diagnosticOf(finding, positions));
    return { count: diagnostics.length, characters: JSON.stringify(diagnostics).length };
  }
}

/** Keystroke to diagnostics, cold (nothing known) and warm (one more character typed), beside a bare parse of the same text. */
export function keystrokes(texts: readonly BenchText[], budget: number): string {
  const rows = texts.map((each) => {
    const warmBench = new Bench();
    const { count } = warmBench.diagnose(each.text);
    const [parse, cold, warm] = sideBySide(
      [
        (turn) => void parsed(typed(each, turn)),
        (turn) => void new Bench().diagnose(typed(each, turn)),
        (turn) => void warmBench.diagnose(typed(each, turn)),
      ],
      budget,
    );
    if (!parse || !cold || !warm) throw new Error('A task was not measured.');
    const ratio = (time: number): string => `${(time / parse.median).toFixed(2)} x`;
    return [
      each.name,
      String(count),
      ms(parse.median),
      ms(cold.median),
      ratio(cold.median),
      ms(warm.median),
      ratio(warm.median),
      ms(warm.p95),
    ];
  });
  return table(['text', 'findings', 'parse', 'cold', 'to parse', 'edit', 'to parse', 'edit p95'], rows);
}

/** What the YAML library alone takes. */
function parsed(text: string): unknown {
  return text.includes('\n---\n') ? parseAllDocuments(text) : parseDocument(text);
}
