import { partsOf } from '../model/derive.ts';
import type { Node } from '../model/node.ts';
import type { SourceText, Span } from '../text/span.ts';
import type { Subject } from './finding.ts';
import type { UnitJudgement } from './judge.ts';
import type { Judgement, Verdicts } from './verdicts.ts';

type Way = readonly Span[] | undefined;

/** What one unit looked at, and where it is brought in. */
export interface Use {
  readonly subject: Subject;
  readonly way: Way;
}

/** What one unit has in a document: its `own` is the same object while the judgements are. */
export interface Share<T> {
  readonly unit: UnitJudgement;
  readonly own: T;
  /** Where the object is brought into the unit; the same list while that is the same. */
  readonly way: Way;
}

/** What all units have in one document, unit by unit. */
export interface Heap {
  /** The judgements that stand in it. */
  readonly found: readonly Share<readonly Judgement[]>[];
  /** What was looked at whose lowest layer is in it, by the node there. */
  readonly looked: readonly Share<ReadonlyMap<Node, Subject>>[];
}

interface GrowingHeap extends Heap {
  readonly found: Share<readonly Judgement[]>[];
  readonly looked: Share<ReadonlyMap<Node, Subject>>[];
}

interface Sorted {
  readonly found: readonly (readonly [SourceText, readonly Judgement[]])[];
  readonly looked: readonly (readonly [SourceText, ReadonlyMap<Node, Subject>])[];
}

const sortedVerdicts = new WeakMap<Verdicts, Sorted>();

/** The node of the lowest layer that a merged one consists of. */
export function lowest(node: Node): Node {
  return partsOf(node)[0] ?? node;
}

/** What was found in units, sorted by the documents that it is in. */
export class Heaps {
  private readonly heaps = new Map<SourceText, GrowingHeap>();

  constructor(units: readonly UnitJudgement[]) {
    for (const unit of units) {
      // The objects of a unit come first among its parts, in their order.
      const { objects } = unit.unit;
      unit.parts.forEach((part, index) => {
        const way = objects[index]?.broughtBy;
        const { found, looked } = sorted(part);
        for (const [source, own] of found) this.heap(source).found.push({ unit, own, way });
        for (const [source, own] of looked) this.heap(source).looked.push({ unit, own, way });
      });
    }
  }

  all(): Iterable<readonly [SourceText, Heap]> {
    return this.heaps;
  }

  looked(source: SourceText): Heap['looked'] {
    return this.heaps.get(source)?.looked ?? [];
  }

  /** The units that looked at a node, or at what is laid over it, with what they saw. */
  using(base: Node): ReadonlyMap<UnitJudgement, Use> {
    const result = new Map<UnitJudgement, Use>();
    for (const { unit, own, way } of this.looked(base.span.source)) {
      const subject = own.get(base);
      if (subject) result.set(unit, { subject, way });
    }
    return result;
  }

  private heap(source: SourceText): GrowingHeap {
    let heap = this.heaps.get(source);
    if (!heap) {
      heap = { found: [], looked: [] };
      this.heaps.set(source, heap);
    }
    return heap;
  }
}

function sorted(verdicts: Verdicts): Sorted {
  const known = sortedVerdicts.get(verdicts);
  if (known) return known;
  const found = new Map<SourceText, Judgement[]>();
  for (const judgement of verdicts.judgements) {
    const { source } = judgement.problem.span;
    const list = found.get(source);
    if (list) list.push(judgement);
    else found.set(source, [judgement]);
  }
  const looked = new Map<SourceText, Map<Node, Subject>>();
  for (const subject of verdicts.subjects) {
    const base = lowest(subject.node);
    const { source } = base.span;
    const map = looked.get(source);
    if (map) map.set(base, subject);
    else looked.set(source, new Map([[base, subject]]));
  }
  const made = { found: [...found], looked: [...looked] };
  sortedVerdicts.set(verdicts, made);
  return made;
}
