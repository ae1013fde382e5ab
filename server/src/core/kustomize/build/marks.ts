import type { Entry, MapNode, Node } from '../../model/node.ts';
import { entriesOf, entry } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { isSelected } from './gvk.ts';
import { refuse } from './problem.ts';
import { gvkOf } from './resource.ts';
import { made, setEntry, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Sets labels or annotations wherever the field specs lead. */
export function setMarks(work: Work, pairs: Node | undefined, specs: readonly FieldSpec[]): void {
  const entries = entriesOf(pairs);
  if (pairs === undefined || entries.length === 0) return;
  work.transform(['marks', pairs, ...specs], (object) => {
    const gvk = gvkOf(object);
    let result = object;
    for (const spec of specs) {
      if (!isSelected(gvk, spec)) continue;
      result = changeField(result, spec, {
        make: 'map',
        origin: pairs.span,
        change: (node) => withMarks(node, entries, spec),
      });
    }
    return result;
  });
}

function withMarks(node: Node, entries: readonly Entry[], spec: FieldSpec): Node {
  if (node.kind !== 'map')
    return node.kind === 'scalar' && node.value === null
      ? node
      : refuse(
          'field-path',
          node.span,
          `"${spec.path}" must be a mapping: labels or annotations are put there.`,
        );
  let result: MapNode = node;
  for (const each of entries) result = setEntry(result, { ...each, value: marked(result, each) });
  return result;
}

function marked(map: MapNode, each: Entry): Node {
  const before = entry(map, each.key)?.value;
  const text = textOf(each.value);
  if (before?.kind === 'scalar' && before.value === text && before.text === text && !before.made)
    return before;
  return made(text, text, each.value.span, before);
}
