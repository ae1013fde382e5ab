import type { ScalarNode } from '../../model/node.ts';
import type { SourceText, Span } from '../../text/span.ts';
import { effectiveRoots, environmentsOf, type Merged, yamlOf } from './effectiveRoots.ts';
import { type Masking, maskingOf } from './masking.ts';
import type { Place } from './places.ts';
import { below } from './standing.ts';

/** A scalar that takes the place of one in a lower layer (`over`), or that an upper layer takes the place of (`under`). */
export interface OverrideMark {
  readonly kind: 'over' | 'under';
  readonly span: Span;
  /** The other layers' values, with the environments where they are the other one. */
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where those are written. */
  readonly places: readonly Span[];
}

interface Collected {
  readonly kind: OverrideMark['kind'];
  readonly span: Span;
  readonly others: Map<string, Set<string>>;
  readonly places: Map<string, Span>;
}

/** A value that a kustomization writes to more places than this is no override of any one of them. */
const MOST_TARGETS = 3;

/** The overrides that a file has a part in. Secrets are masked. */
export function overrideMarks(merged: Merged, uri: string): readonly OverrideMark[] {
  const sources = yamlOf(merged, uri)?.documents.map(({ document }) => document.source) ?? [];
  const marks = new Marks();
  for (const environment of environmentsOf(merged, uri)) {
    const masking = maskingOf(merged, environment);
    for (const root of effectiveRoots(environment, uri)) {
      const places = sources.flatMap((source) => root.places.in(source));
      for (const place of places) marks.add(place, masking, environment.spec.name);
    }
  }
  return marks.all();
}

class Marks {
  private readonly bySource = new Map<SourceText, Map<string, Collected>>();

  add(place: Place, masking: Masking, environment: string): void {
    const other = otherOf(place);
    if (!other) return;
    const { others, places } = this.at(place);
    const text = masking.shown(other, place.spot);
    others.set(text, (others.get(text) ?? new Set()).add(environment));
    places.set(`${other.span.source.uri} ${other.span.start}`, other.span);
  }

  all(): OverrideMark[] {
    return [...this.bySource.values()]
      .flatMap((marks) => [...marks.values()])
      .filter(({ places, others }) => places.size <= MOST_TARGETS || others.size <= MOST_TARGETS)
      .map((mark) => ({ ...mark, places: [...mark.places.values()] }));
  }

  private at({ span, lost }: Place): Collected {
    const marks = this.bySource.get(span.source) ?? new Map<string, Collected>();
    this.bySource.set(span.source, marks);
    const kind = lost ? 'under' : 'over';
    const key = `${kind} ${span.end}`;
    const mark = marks.get(key) ?? { kind, span, others: new Map(), places: new Map() };
    marks.set(key, mark);
    return mark;
  }
}

/** The scalar of another layer that is worth a word beside a place: one that differs. */
function otherOf({ spot: { node, key }, lost, span }: Place): ScalarNode | undefined {
  if (node.kind !== 'scalar' || span.source.text.slice(span.start, span.end).includes('\n')) return undefined;
  // Prefixes, suffixes and hashes change names and what refers to them: that is no override.
  if (node.made && (key === 'name' || key === 'namespace')) return undefined;
  const [own, other] = lost ? [lost, node] : [node, below(node)[0]];
  if (other?.kind !== 'scalar' || own.kind !== 'scalar') return undefined;
  return other.text === own.text || other.value === null || own.value === null ? undefined : other;
}
