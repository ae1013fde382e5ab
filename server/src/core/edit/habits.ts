import { rootOf } from '../model/document.ts';
import type { Entry, MapNode, Node, SeqNode } from '../model/node.ts';
import type { SourceText } from '../text/span.ts';
import { columnOf, entryStart, isBlank } from './lines.ts';

/** How a document is written, learnt from what stands in it. */
export interface Habits {
  /** Spaces by which a nested mapping is indented. */
  readonly indent: number;
  /** Spaces by which a block sequence is indented under its key; often none. */
  readonly sequenceIndent: number;
  readonly quote: '"' | "'";
  /** Whether flow mappings have blanks inside their braces. */
  readonly paddedBraces: boolean;
  /** Whether flow sequences have blanks inside their brackets. */
  readonly paddedBrackets: boolean;
}

const known = new WeakMap<SourceText, Habits>();

/** Learns the habits of a document. */
export function habitsOf(source: SourceText): Habits {
  const before = known.get(source);
  if (before) return before;
  const learner = new Learner(source.text);
  const root = rootOf(source);
  if (root) learner.learn(root);
  const learnt = learner.habits();
  known.set(source, learnt);
  return learnt;
}

const MOST_NODES = 4000;

class Learner {
  private readonly text: string;
  private readonly steps = new Map<number, number>();
  private readonly sequenceSteps = new Map<number, number>();
  private left = MOST_NODES;
  private singles = 0;
  private doubles = 0;
  private braces = 0;
  private brackets = 0;

  constructor(text: string) {
    this.text = text;
  }

  habits(): Habits {
    const indent = mostFrequent(this.steps) ?? 2;
    return {
      indent,
      sequenceIndent: mostFrequent(this.sequenceSteps) ?? indent,
      quote: this.singles > this.doubles ? "'" : '"',
      paddedBraces: this.braces >= 0,
      paddedBrackets: this.brackets > 0,
    };
  }

  learn(node: Node): void {
    if (node.via || this.left-- <= 0) return;
    if (node.kind === 'scalar') {
      if (node.style === 'single') this.singles++;
      if (node.style === 'double') this.doubles++;
      return;
    }
    if (node.flow) this.learnPadding(node);
    if (node.kind === 'seq') for (const item of node.items) this.learn(item.value);
    else for (const entry of node.entries) if (!entry.via) this.learnEntry(node, entry);
  }

  private learnEntry(map: MapNode, entry: Entry): void {
    const { value } = entry;
    this.learn(value);
    if (map.flow || value.kind === 'scalar' || value.flow || value.via) return;
    const outer = columnOf(this.text, entryStart(this.text, entry.keySpan.start));
    const inner = columnOf(this.text, entryStart(this.text, value.span.start));
    if (value.kind === 'seq') count(this.sequenceSteps, inner - outer);
    else if (inner > outer) count(this.steps, inner - outer);
  }

  private learnPadding(node: MapNode | SeqNode): void {
    const next = this.text[node.span.start + 1];
    const size = node.kind === 'map' ? node.entries.length : node.items.length;
    if (size === 0 || next === '\n' || next === '\r') return;
    const vote = isBlank(next) ? 1 : -1;
    if (node.kind === 'seq') this.brackets += vote;
    else if (this.text[node.span.start] === '{') this.braces += vote;
  }
}

function count(tally: Map<number, number>, value: number): void {
  if (value >= 0) tally.set(value, (tally.get(value) ?? 0) + 1);
}

function mostFrequent(tally: ReadonlyMap<number, number>): number | undefined {
  return [...tally].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
