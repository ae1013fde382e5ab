import { partsOf } from '../../model/derive.ts';
import type { Entry, Node } from '../../model/node.ts';
import { entry, isNull, stringOf } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import type { MergedEnvironment } from '../environmentBook.ts';
import { type EffectiveRoot, effectiveRoots } from './effectiveRoots.ts';
import { type Place, type Places, pathOf, type Spot } from './places.ts';
import type { WrittenPlace, WrittenStep } from './written.ts';

/** What has become of a written value in an environment. */
export type Standing =
  /** It counts; `below` are the values of lower layers that it took the place of. */
  | {
      readonly kind: 'stands';
      readonly root: EffectiveRoot;
      readonly spot: Spot;
      readonly below: readonly Node[];
    }
  | {
      readonly kind: 'overridden';
      readonly root: EffectiveRoot;
      readonly spot: Spot;
      readonly exact: boolean;
    }
  | { readonly kind: 'removed'; readonly by: Remover };

/** What a layer takes something away with. */
interface Remover {
  readonly how: string;
  readonly span: Span;
}

/** What has become of a written value in the objects of an environment; nothing where it has no part in them. */
export function standingsOf(
  environment: MergedEnvironment,
  uri: string,
  written: WrittenPlace,
): readonly Standing[] {
  return effectiveRoots(environment, uri).flatMap((root) => standingsIn(root, written));
}

function standingsIn(root: EffectiveRoot, { steps, value }: WrittenPlace): readonly Standing[] {
  const { places } = root;
  const found = value.span.end > value.span.start ? comesFrom(places, value) : [];
  if (found.length > 0) return found.map((place) => standingOf(root, place));
  for (const step of [...steps].reverse()) {
    const around = places.at(step.container.span).filter(({ lost }) => lost === undefined);
    if (around.length > 0)
      return around.flatMap(({ spot }) => goneIn(root, spot, step, step.value === value));
  }
  return [];
}

/** The outermost values that come from a written one. */
function comesFrom(places: Places, value: Node): readonly Place[] {
  const exact = places.at(value.span);
  const found = exact.length > 0 || value.kind !== 'scalar' ? exact : places.within(value.span);
  const spots = new Set(found.map(({ spot }) => spot));
  return found.filter(({ spot }) => !spot.parent || !spots.has(spot.parent));
}

function standingOf(root: EffectiveRoot, { spot, lost }: Place): Standing {
  if (lost) return { kind: 'overridden', root, spot, exact: true };
  return { kind: 'stands', root, spot, below: below(spot.node) };
}

/** What a value took the place of and is written elsewhere, the nearest first. */
export function below(node: Node): readonly Node[] {
  return (node.overrides ?? []).filter((each) => !samePlace(each, node));
}

/** Why something is not in an effective collection that its own collection is a part of. */
function goneIn(root: EffectiveRoot, spot: Spot, step: WrittenStep, exact: boolean): readonly Standing[] {
  const { node } = spot;
  if (step.key === undefined) {
    const by = deletingItem(node, step.value);
    return by ? [{ kind: 'removed', by }] : [];
  }
  const child = entry(node, step.key)?.value;
  if (!child) {
    const by = removing(node, step.key) ?? operationRemoving(root, spot, step.key);
    return by ? [{ kind: 'removed', by }] : [];
  }
  if (partsOf(child).some((part) => samePlace(part, step.value))) return [];
  return [{ kind: 'overridden', root, spot: { node: child, key: step.key, parent: spot }, exact }];
}

function samePlace({ span: a }: Node, { span: b }: Node): boolean {
  return a.source === b.source && a.start === b.start;
}

/** The entry of some layer that takes a key away. */
function removing(node: Node, key: string): Remover | undefined {
  const parts = partsOf(node);
  if (parts.length < 2) return undefined;
  const found = parts.flatMap((part) => entry(part, key) ?? []);
  // A null with nothing below it takes nothing away.
  if (found.every((each) => removal(each) === 'null')) return undefined;
  for (const each of found.reverse()) {
    const how = removal(each);
    if (how !== undefined) return { how, span: each.keySpan };
  }
  return undefined;
}

/** The operation of a JSON patch that takes a key away. */
function operationRemoving({ patches }: EffectiveRoot, around: Spot, key: string): Remover | undefined {
  const gone = [...pathOf(around), key];
  const span = patches.findLast(({ source, start, end }) => {
    const text = source.text.slice(start, end);
    if (!/\bop["']?\s*:\s*["']?remove\b/.test(text)) return false;
    const pointer = /\bpath["']?\s*:\s*["']?([^\s"',}]+)/.exec(text)?.[1] ?? '';
    const steps = pointer.split('/').slice(1);
    const same = (step: string, index: number): boolean =>
      // Items may have other places by now.
      /^(?:\d+|-)$/.test(step) || step.replaceAll('~1', '/').replaceAll('~0', '~') === gone[index];
    return steps.length === gone.length && steps.every(same);
  });
  return span && { how: 'op: remove', span };
}

function removal({ value }: Entry): string | undefined {
  if (value.tag === '!reset') return '!reset';
  if (stringOf(entry(value, '$patch')?.value) === 'delete') return '$patch: delete';
  return isNull(value) ? 'null' : undefined;
}

/** The item of a patch that deletes the item of a list with the same name. */
function deletingItem(node: Node, gone: Node): Remover | undefined {
  for (const part of partsOf(node)) {
    if (part.kind !== 'seq') continue;
    for (const { value } of part.items) {
      const directive = entry(value, '$patch');
      if (!directive || stringOf(directive.value) !== 'delete' || value.kind !== 'map') continue;
      const others = value.entries.filter((each) => each !== directive);
      const same = others.every((each) => stringOf(each.value) === stringOf(entry(gone, each.key)?.value));
      if (same && others.length > 0) return { how: '$patch: delete', span: directive.keySpan };
    }
  }
  return undefined;
}
