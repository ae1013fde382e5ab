import type { Entry, MapNode, SeqNode } from '../../core/model/node.ts';

/** The entries that are written in a mapping itself; none for a sequence. */
export function ownEntriesOf(node: MapNode | SeqNode): readonly Entry[] {
  return node.kind === 'map' ? node.entries.filter((each) => !each.via) : [];
}
