import type { Entry, MapNode, Node, ScalarNode } from '../../model/node.ts';
import { entriesOf, entry } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { isSelected } from './gvk.ts';
import { refuse } from './problem.ts';
import { gvkOf } from './resource.ts';
import { share, spread } from './sharing.ts';
import { made, setEntry, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Sets labels or annotations wherever the field specs lead. */
export function setMarks(work: Work, pairs: Node | undefined, specs: readonly FieldSpec[]): void {
  const entries = entriesOf(pairs);
  if (pairs === undefined || entries.length === 0) return;
  work.transform(['marks', pairs, ...specs], (object) => {
    const gvk = gvkOf(object);
    const marks = new Marks(entries);
    let result = object;
    for (const spec of specs) {
      if (!isSelected(gvk, spec)) continue;
      result = changeField(result, spec, {
        make: 'map',
        origin: pairs.span,
        change: (node) => marks.into(node, spec),
      });
    }
    return spread(object, result);
  });
}

class Marks {
  private readonly entries: readonly Entry[];
  /** The values that were added: one for all places of an object. */
  private readonly added = new Map<string, ScalarNode>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  into(node: Node, spec: FieldSpec): Node {
    if (node.kind !== 'map')
      return node.kind === 'scalar' && node.value === null
        ? node
        : refuse(
            'field-path',
            node.span,
            `"${spec.path}" must be a mapping: labels or annotations are put there.`,
          );
    let result: MapNode = node;
    for (const each of this.entries) {
      const before = entry(result, each.key)?.value;
      const value = before ? replaced(before, each) : this.add(each);
      result = setEntry(result, { ...each, value });
    }
    return result;
  }

  private add(each: Entry): ScalarNode {
    const known = this.added.get(each.key);
    if (known) {
      share(known);
      return known;
    }
    const text = textOf(each.value);
    const value = made(text, text, each.value.span);
    this.added.set(each.key, value);
    return value;
  }
}

function replaced(before: Node, each: Entry): Node {
  const text = textOf(each.value);
  if (before.kind === 'scalar' && before.value === text && before.text === text && !before.made)
    return before;
  return made(text, text, each.value.span, before);
}
