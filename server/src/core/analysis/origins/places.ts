import { partsOf } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { isMergeEntry } from '../../model/read.ts';
import type { SourceText, Span } from '../../text/span.ts';

/** A value of an effective model, and the way to it from the root. */
export interface Spot {
  readonly node: Node;
  /** Its key, or its index in a list; empty for the root. */
  readonly key: string;
  readonly parent: Spot | undefined;
}

/** A place in a file that a value of an effective model comes from, or would if no layer above had its own. */
export interface Place {
  readonly span: Span;
  readonly spot: Spot;
  /** What stands there and lost to the value of the spot; undefined where it is that value, or a part of it. */
  readonly lost: Node | undefined;
}

/** Larger models are left alone: an answer would come too late. */
const MOST_NODES = 200_000;

/** All places of one effective object. */
export class Places {
  private readonly bySource = new Map<SourceText, Place[]>();

  constructor(root: MapNode) {
    if (root.weight <= MOST_NODES) this.walk({ node: root, key: '', parent: undefined });
  }

  /** The places in one document, outer ones first. */
  in(source: SourceText): readonly Place[] {
    return this.bySource.get(source) ?? [];
  }

  /** What comes from just this place. */
  at(span: Span): readonly Place[] {
    return this.in(span.source).filter(
      (each) => each.span.start === span.start && each.span.end === span.end,
    );
  }

  /** What comes from parts of this place. */
  within(span: Span): readonly Place[] {
    return this.in(span.source).filter((each) => span.start <= each.span.start && each.span.end <= span.end);
  }

  /** Every value of the object. */
  *values(): Generator<Spot> {
    const seen = new Set<Spot>();
    for (const places of this.bySource.values()) {
      for (const { spot } of places) {
        if (seen.has(spot)) continue;
        seen.add(spot);
        yield spot;
      }
    }
  }

  private walk(spot: Spot): void {
    const { node } = spot;
    const own = partsOf(node);
    for (const part of own) this.add({ span: part.span, spot, lost: undefined });
    // What a value was before it was computed, as a name without its hash, did not lose to another layer.
    for (const loser of node.overrides ?? [])
      for (const part of partsOf(loser))
        if (!own.some((each) => sameSpan(each.span, part.span)))
          this.add({ span: part.span, spot, lost: loser });
    if (node.kind === 'map') {
      for (const each of node.entries)
        if (!isMergeEntry(each)) this.walk({ node: each.value, key: each.key, parent: spot });
    } else if (node.kind === 'seq') {
      for (const [index, { value }] of node.items.entries())
        this.walk({ node: value, key: String(index), parent: spot });
    }
  }

  private add(place: Place): void {
    const known = this.bySource.get(place.span.source);
    if (known) known.push(place);
    else this.bySource.set(place.span.source, [place]);
  }
}

function sameSpan(a: Span, b: Span): boolean {
  return a.source === b.source && a.start === b.start && a.end === b.end;
}

/** The keys that lead to a value. */
export function pathOf(spot: Spot): readonly string[] {
  return spot.parent ? [...pathOf(spot.parent), spot.key] : [];
}
