import { isScalar, type Pair } from 'yaml';
import type { Entry, Node } from './node.ts';

/** Merge keys may bring this many entries in a document; beyond it is taken for an attack. */
const MOST_MERGED = 200_000;

/** Whether a pair is a merge key: `<<`, not quoted. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.source === '<<' && (pair.key.type ?? 'PLAIN') === 'PLAIN';
}

/** Finds what the merge keys of a document bring. */
export class MergeKeys {
  private count = 0;

  get overflows(): boolean {
    return this.count > MOST_MERGED;
  }

  /** The entries that merge keys bring, nearest first; explicit keys win (YAML 1.1 merge key type). */
  merged(merges: readonly Node[], seen: ReadonlyMap<string, Entry>): Entry[] {
    const result = new Map<string, Entry>();
    for (const node of merges.flatMap(sourcesOf)) {
      if (node.kind !== 'map' || this.overflows) continue;
      this.count += node.entries.length;
      for (const each of node.entries) {
        if (each.key === '<<' || seen.has(each.key) || result.has(each.key)) continue;
        result.set(each.key, { ...each, via: node.via ?? each.via ?? node.span });
      }
    }
    return [...result.values()];
  }
}

function sourcesOf(node: Node): readonly Node[] {
  return node.kind === 'seq' ? node.items.map((item) => item.value) : [node];
}

/** Of a key that stands twice the last counts, as in the parsers of Kubernetes and Compose. */
export function withoutShadowed(entries: readonly Entry[], seen: Map<string, Entry>): readonly Entry[] {
  if (new Set(entries.map((each) => each.key)).size === entries.length) return entries;
  for (const each of entries) seen.set(each.key, each);
  return entries.filter((each) => seen.get(each.key) === each);
}
