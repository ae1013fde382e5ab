import { madeMap, withEntries, withValue } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { entry, get } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { isOn } from './fieldTypes.ts';
import { applyOperation } from './jsonPatch.ts';
import { mergePatch } from './merge.ts';
import { objectsOf, startOf } from './objects.ts';
import { inlinePatch, patchAt, patchContent } from './patchFile.ts';
import { following, Refusal, refuse } from './problem.ts';
import { currentId, idsOf, type Resource, remembering, showId } from './resource.ts';
import { type Selector, selectorOf } from './selector.ts';
import type { Setting } from './setting.ts';
import { spread, unshared } from './sharing.ts';
import { isNothing, madeText, removeEntry, setEntry, setValue, textOf } from './tree.ts';
import { type Work, withAnyId } from './work.ts';

/** What a patch may change beside the rest. */
interface Allowed {
  readonly name: boolean;
  readonly kind: boolean;
}

const NOTHING: Allowed = { name: false, kind: false };

/** Applies what stands under `patches`. */
export function applyPatches(work: Work, setting: Setting): void {
  for (const item of setting.items('patches'))
    following(startOf(item), () => applyPatch(work, setting, item));
}

/** Applies one entry of `patches`, or the config of a PatchTransformer. */
export function applyPatch(work: Work, setting: Setting, item: Node): void {
  const patch = get(item, 'patch');
  const path = get(item, 'path');
  const inline = textOf(patch).trim() !== '';
  if (inline && textOf(path) !== '')
    refuse('bad-patch', startOf(item), 'A patch is either inline ("patch") or a file ("path"), not both.');
  const file =
    inline && patch ? inlinePatch(patch) : path && textOf(path) !== '' ? patchAt(setting, path) : undefined;
  const at = (inline ? patch : path) ?? item;
  if (!file) refuse('bad-patch', startOf(item), 'This entry needs a "patch" or a "path".');
  const content = patchContent(file, at.span);
  const target = get(item, 'target');
  if (content.kind === 'operations') {
    if (!target)
      refuse(
        'bad-patch',
        startOf(item),
        'A JSON patch needs a "target": it does not name its object itself.',
      );
    else operate(work, content.list, content.operations, target, true);
    return;
  }
  const options = get(item, 'options');
  const allowed: Allowed = {
    name: isOn(get(options, 'allowNameChange')),
    kind: isOn(get(options, 'allowKindChange')),
  };
  if (!target) {
    mergeEach(work, content.patches, allowed);
    return;
  }
  const [only] = content.patches;
  if (content.patches.length > 1 || !only)
    refuse(
      'bad-patch',
      target.span,
      'A patch of several documents can not have a "target": each names its object itself.',
    );
  mergeSelected(work, only, selectorOf(target), target, allowed);
}

/** Merges the documents of one patch. */
function mergeEach(work: Work, patches: readonly MapNode[], allowed: Allowed): void {
  const { length } = work.resources;
  for (const patch of patches) {
    // Kustomize 5 breaks down here: it looks for the next object among what is deleted.
    if (work.resources.length < length)
      refuse(
        'patch-after-delete',
        startOf(patch),
        'A document above this one deletes an object: Kustomize fails when others follow it. Move it to the end.',
      );
    mergeByName(work, patch, allowed, false);
  }
}

/** Applies what stands under `patchesStrategicMerge`: files, or patches written there. */
export function applyStrategicMerges(work: Work, setting: Setting, items: readonly Node[]): void {
  const patches = items.flatMap((item) => following(item.span, () => mergesOf(setting, item)));
  const [first] = items;
  if (first && patches.length === 0) refuse('bad-patch', first.span, 'These patches are empty.');
  for (const patch of patches) mergeByName(work, patch, NOTHING, true);
}

function mergesOf(setting: Setting, item: Node): MapNode[] {
  if (/[\n{:]/.test(textOf(item))) {
    try {
      return objectsOf(inlinePatch(item));
    } catch (error) {
      // What is no patch may still be a path.
      if (!(error instanceof Refusal) || textOf(item).includes('\n')) throw error;
    }
  }
  return objectsOf(patchAt(setting, item));
}

/** Applies what stands under `patchesJson6902`, or the config of a PatchJson6902Transformer. */
export function applyJsonPatch(work: Work, setting: Setting, item: Node): void {
  const target = get(item, 'target');
  if (!target || textOf(get(target, 'name')) === '')
    refuse('bad-patch', startOf(item), 'A JSON patch needs a "target" with a "name".');
  const inline = get(item, 'patch') ?? get(item, 'jsonOp');
  const path = get(item, 'path');
  if (inline && path)
    refuse('bad-patch', startOf(item), 'A patch is either inline ("patch") or a file ("path"), not both.');
  const at = inline ?? path;
  if (!at) refuse('bad-patch', startOf(item), 'This entry needs a "patch" or a "path".');
  const content = patchContent(inline ? inlinePatch(at) : patchAt(setting, at), at.span);
  if (content.kind !== 'operations')
    refuse('bad-patch', at.span, 'A JSON patch must be a list of operations.');
  operate(work, content.list, content.operations, target, false);
}

/** Merges a patch into the object that it names. */
function mergeByName(work: Work, patch: MapNode, allowed: Allowed, copied: boolean): void {
  const id = currentId(patch, work.scopes);
  const matches = withAnyId(work.resources, id, (each) => idsOf(each, work.scopes));
  const name = get(patch, 'metadata', 'name') ?? patch;
  if (matches.length === 0) {
    work.notFound(
      'patch-no-match',
      name.span,
      `No object of this kustomization is the ${showId(id)} that this patch is for.`,
      patch,
    );
    return;
  }
  if (matches.length > 1)
    refuse(
      'patch-several-matches',
      name.span,
      `${matches.length} objects of this kustomization are the ${showId(id)} that this patch is for.`,
    );
  work.update((each) => (each === matches[0] ? merged(work, each, patch, allowed, copied) : each));
  if (copied) work.checkUnique();
}

function mergeSelected(work: Work, patch: MapNode, selector: Selector, target: Node, allowed: Allowed): void {
  let any = false;
  work.update((each) => {
    if (!selector(each, work.scopes)) return each;
    any = true;
    return merged(work, each, patch, allowed, true);
  });
  if (!any) noMatch(work, target);
  else work.checkUnique();
}

function noMatch(work: Work, target: Node): void {
  if (!work.incomplete)
    work.note(
      'patch-no-match',
      startOf(target),
      'No object of this kustomization matches this target: the patch changes nothing.',
      target,
    );
}

function merged(
  work: Work,
  resource: Resource,
  patch: MapNode,
  allowed: Allowed,
  copied: boolean,
): Resource | undefined {
  const step = work.memory.step(work.kinds, 'merge', patch, allowed.name, allowed.kind, copied);
  return work.memory.run(step, resource, () => {
    const before = resource.node;
    const own = copied ? asCopied(patch, before) : patch;
    const after = mergePatch(before, own, work.kinds.shapes);
    if (!after) return undefined;
    const known = allowed.name || allowed.kind ? remembering(resource, work.scopes) : resource;
    const node = restored(spread(before, after), before, allowed);
    const patched = { ...known, node, patches: [...resource.patches, patch.span] };
    return !copied && dropsAnnotations(patch) ? forgetful(patched) : patched;
  });
}

/** Kustomize keeps what it knows of an object in its annotations: a patch that drops them all drops that too. */
function dropsAnnotations(patch: MapNode): boolean {
  const annotations = entry(get(patch, 'metadata'), 'annotations')?.value;
  if (annotations === undefined) return false;
  return isNothing(annotations) || ['delete', 'replace'].includes(textOf(get(annotations, '$patch')));
}

function forgetful(resource: Resource): Resource {
  return { ...resource, earlier: [], prefixes: [], suffixes: [], hashed: false };
}

/** The patch as Kustomize copies it for each object: labels and annotations are strings, group and version the object's. */
function asCopied(patch: MapNode, object: MapNode): MapNode {
  let result = patch;
  const metadata = entry(patch, 'metadata');
  if (metadata?.value.kind === 'map') {
    const value = withStrings(withStrings(metadata.value, 'labels'), 'annotations');
    result = setEntry(result, withValue(metadata, value));
  }
  const apiVersion = entry(object, 'apiVersion');
  return apiVersion ? setEntry(result, apiVersion) : removeEntry(result, 'apiVersion');
}

/** A mapping whose values under a key are strings; the key gone where there are none. */
export function withStrings(map: MapNode, key: string): MapNode {
  const found = entry(map, key);
  if (!found) return map;
  if (found.value.kind !== 'map' || found.value.entries.length === 0) return removeEntry(map, key);
  const entries = found.value.entries.map((each) => withValue(each, asString(each.value)));
  return setEntry(map, withValue(found, withEntries(found.value, entries)));
}

function asString(node: Node): Node {
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value === node.text && isString(node))
    return node;
  return madeText(textOf(node), node.span);
}

function isString(node: Node & { kind: 'scalar' }): boolean {
  return node.style !== 'plain' || !/^[-+.0-9~]/.test(node.text);
}

/** A patch changes neither name nor kind, unless it is allowed to, and never the namespace. */
function restored(after: MapNode, before: MapNode, allowed: Allowed): MapNode {
  let result = after;
  const kind = entry(before, 'kind');
  if (!allowed.kind) result = kind ? setEntry(result, kind) : removeEntry(result, 'kind');
  const metadata = entry(before, 'metadata');
  if (metadata?.value.kind !== 'map') return result;
  const now = get(result, 'metadata');
  let meta: MapNode = now?.kind === 'map' ? now : withEntries(metadata.value, []);
  const name = entry(metadata.value, 'name');
  if (!allowed.name) meta = name ? setEntry(meta, name) : removeEntry(meta, 'name');
  const namespace = entry(metadata.value, 'namespace');
  meta =
    namespace && !isNothing(namespace.value) && textOf(namespace.value) !== ''
      ? setEntry(meta, namespace)
      : removeEntry(meta, 'namespace');
  return setEntry(result, withValue(metadata, meta));
}

function operate(
  work: Work,
  list: Node,
  operations: readonly MapNode[],
  target: Node,
  remembers: boolean,
): void {
  const selector = selectorOf(target);
  const spans: readonly Span[] = operations.map((each) => each.span);
  let any = false;
  work.update((resource) => {
    if (!selector(resource, work.scopes)) return resource;
    any = true;
    const step = work.memory.step(work.kinds, 'operations', list, remembers);
    return work.memory.run(step, resource, () => {
      const annotated = remembers || resource.earlier.length > 0 || resource.written === undefined;
      const node = operated(resource.node, operations, annotated);
      if (!node) return undefined;
      const known = remembers ? remembering(resource, work.scopes) : resource;
      return { ...known, node, patches: [...resource.patches, ...spans] };
    });
  });
  if (!any) noMatch(work, target);
}

/** An object after operations. Kustomize's notes are there as annotations already: the mapping for them is. */
function operated(before: MapNode, operations: readonly MapNode[], annotated: boolean): MapNode | undefined {
  const metadata = entry(before, 'metadata');
  const bare = metadata?.value.kind === 'map' && !entry(metadata.value, 'annotations');
  const none = madeMap([], before.span);
  let at: Node = unshared(before);
  const meta = entry(at, 'metadata');
  if (annotated && bare && at.kind === 'map' && meta?.value.kind === 'map') {
    const value = setEntry(meta.value, { key: 'annotations', keySpan: meta.keySpan, value: none });
    at = setValue(at, meta, value);
  }
  for (const operation of operations) at = applyOperation(at, operation);
  if (at.kind !== 'map') return undefined;
  const left = entry(at, 'metadata');
  if (left?.value.kind !== 'map' || get(left.value, 'annotations') !== none) return at;
  return setValue(at, left, removeEntry(left.value, 'annotations'));
}
