import { mergedMap, replacing, withEntries, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node, SeqNode } from '../../model/node.ts';
import { entry, get } from '../../model/read.ts';
import { directiveOf } from './directive.ts';
import { type Gvk, groupVersion } from './gvk.ts';
import { mergeList } from './mergeList.ts';
import { refuse } from './problem.ts';
import type { Shape, Shapes } from './shapes.ts';
import { isNothing, textOf } from './tree.ts';

/**
 * Merges a strategic merge patch into an object, as Kustomize does it: lists of known kinds by their merge keys with the
 * patch's items first, all other lists replaced, `$patch` directives obeyed, nulls removing. The object gone: undefined.
 */
export function mergePatch(base: MapNode, patch: MapNode, shapes: Shapes): MapNode | undefined {
  // Kustomize obeys `$patch: replace` at the top by leaving the object as it is.
  if (textOf(get(patch, '$patch')) === 'replace') return base;
  const merged = new Merger(shapes).walk(base, patch, undefined);
  return merged?.kind === 'map' ? merged : undefined;
}

/** Merges values. A value merged with itself is only tidied: directives and nulls in it take effect. */
class Merger {
  private readonly shapes: Shapes;

  constructor(shapes: Shapes) {
    this.shapes = shapes;
  }

  /** Merges `patch` into `base`; either may be missing. Undefined: nothing is left. */
  walk(base: Node | undefined, patch: Node | undefined, known: Shape | undefined): Node | undefined {
    const lead = isNothing(base) ? (isNothing(patch) ? undefined : patch) : base;
    if (lead === undefined) return leftNull(base, patch);
    this.checkKinds(lead, base, patch);
    const shape = known ?? this.shapeOf(base) ?? this.shapeOf(patch);
    switch (lead.kind) {
      case 'map':
        return this.map(base, patch, shape);
      case 'seq':
        if (shape?.mergeKeys) return mergeList(this, asSeq(base), patch, shape);
        break;
    }
    if (patch === undefined || patch === base) return base;
    if (isNothing(patch)) return undefined;
    return base === undefined ? patch : replacing(patch, base);
  }

  private checkKinds(lead: Node, base: Node | undefined, patch: Node | undefined): void {
    for (const each of [base, patch]) {
      if (each === undefined || isNothing(each) || each.kind === lead.kind) continue;
      const was = NAMES[lead.kind];
      refuse(
        'patch-type',
        each.span,
        `This patch has ${NAMES[each.kind]} where the object has ${was}: they can not be merged.`,
      );
    }
  }

  /** Objects of a known kind inside of others are merged as that kind. */
  private shapeOf(node: Node | undefined): Shape | undefined {
    if (node?.kind !== 'map') return undefined;
    const kind = textOf(get(node, 'kind'));
    const apiVersion = textOf(get(node, 'apiVersion'));
    if (kind === '' || apiVersion === '') return undefined;
    const gvk: Gvk = { ...groupVersion(apiVersion), kind };
    return this.shapes.of(gvk);
  }

  private map(base: Node | undefined, patch: Node | undefined, shape: Shape | undefined): Node | undefined {
    if (isNothing(base)) {
      if (patch?.kind !== 'map') return patch;
      const { directive, rest } = directiveOf(patch, true);
      if (directive === 'delete') return undefined;
      return this.fields(rest, rest, shape);
    }
    if (base?.kind !== 'map') return base;
    if (patch === undefined) return this.fields(base, undefined, shape);
    if (patch.kind !== 'map') return undefined;
    const { directive, rest } = directiveOf(patch, false);
    if (directive === 'delete') return undefined;
    if (directive === 'replace') return replacing(this.fields(rest, rest, shape), base);
    // A value merged with itself loses its directive on both sides.
    return patch === base ? this.fields(rest, rest, shape) : this.fields(base, rest, shape);
  }

  private fields(base: MapNode, patch: MapNode | undefined, shape: Shape | undefined): MapNode {
    const entries: Entry[] = [];
    for (const each of base.entries) {
      const other = patch === base ? each : entry(patch, each.key);
      const value = this.walk(each.value, other?.value, shape?.fields?.get(each.key));
      if (value !== undefined) entries.push(withValue(each, value));
    }
    if (patch === undefined || patch === base) return withEntries(base, entries);
    for (const each of patch.entries) {
      if (entry(base, each.key)) continue;
      const value = this.walk(undefined, each.value, shape?.fields?.get(each.key));
      if (value !== undefined && !isNothing(value)) entries.push(withValue(each, value));
    }
    return mergedMap(base, patch, entries);
  }
}

const NAMES = { map: 'a mapping', seq: 'a list', scalar: 'a plain value' } as const;

function asSeq(node: Node | undefined): SeqNode | undefined {
  return node?.kind === 'seq' ? node : undefined;
}

/** A null that no patch touches stays if it is written out; an empty value goes. */
function leftNull(base: Node | undefined, patch: Node | undefined): Node | undefined {
  return patch === undefined && textOf(base) !== '' ? base : undefined;
}
