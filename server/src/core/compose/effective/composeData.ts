import type { Node } from '../../model/node.ts';
import { isMergeEntry } from '../../model/read.ts';
import { goValue } from './goValue.ts';

/** A Compose file as plain data, its scalars as Compose reads them. */
export function composeData(node: Node): unknown {
  switch (node.kind) {
    case 'scalar': {
      const read = goValue(node);
      return read.type === 'null' ? null : read.value;
    }
    case 'seq':
      return node.items.map(({ value }) => composeData(value));
    case 'map':
      return Object.fromEntries(
        node.entries.filter((each) => !isMergeEntry(each)).map((each) => [each.key, composeData(each.value)]),
      );
  }
}
