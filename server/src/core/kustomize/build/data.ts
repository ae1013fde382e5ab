import type { Node } from '../../model/node.ts';
import type { Data } from '../../model/read.ts';
import { scalarOf } from './goScalar.ts';
import { isMerge } from './objects.ts';

/**
 * A node of a built object as plain data, with scalars as Kustomize's YAML library reads them. Integers beyond what
 * a number holds exactly are rounded. Its printer makes an empty text of what is left empty in a flow collection.
 */
export function builtData(node: Node, inFlow = false): Data {
  switch (node.kind) {
    case 'scalar': {
      if (inFlow && node.style === 'empty' && node.tag === undefined) return '';
      const scalar = scalarOf(node);
      const value = scalar === undefined ? node.text : scalar.value;
      return typeof value === 'bigint' ? Number(value) : value;
    }
    case 'seq':
      return node.items.map((item) => builtData(item.value, inFlow || node.flow));
    case 'map':
      return Object.fromEntries(
        node.entries
          .filter((each) => !isMerge(each))
          .map((each) => [each.key, builtData(each.value, inFlow || node.flow)]),
      );
  }
}
