import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { get, itemsOf } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { changeTargets, lookUp } from './fieldPath.ts';
import { REPLACEMENT } from './fields.ts';
import { checkFields, integerOf, isOn } from './fieldTypes.ts';
import { scalarOf, withTag } from './goScalar.ts';
import { isSelected } from './gvk.ts';
import { rootsOf, startOf } from './objects.ts';
import { refuse } from './problem.ts';
import { gvkFrom } from './readConfig.ts';
import {
  earlierIds,
  gvkOf,
  nameOf,
  namespaceOf,
  type ObjectId,
  type Resource,
  withNode,
} from './resource.ts';
import { marksSelector } from './selector.ts';
import type { Setting } from './setting.ts';
import { spread } from './sharing.ts';
import { isBlank, made, madePlain, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Copies values from one object to others, as `replacements` say. */
export function applyReplacements(work: Work, setting: Setting, items: readonly Node[]): void {
  for (const item of items.flatMap((each) => inlined(setting, each))) replace(work, item);
}

function inlined(setting: Setting, item: Node): Node[] {
  const path = get(item, 'path');
  if (path === undefined || textOf(path) === '') return [item];
  if (get(item, 'source') || itemsOf(get(item, 'targets')).length > 0)
    refuse(
      'bad-replacement',
      startOf(item),
      'A replacement stands either in a file ("path") or here, not both.',
    );
  const [root] = rootsOf(setting.file(path, 'missing-file'));
  const found = root?.kind === 'seq' ? root.items.map((each) => each.value) : root ? [root] : [];
  if (!root) refuse('bad-replacement', path.span, 'The file of this replacement is empty.');
  return found.map((each) =>
    each.kind === 'map'
      ? checkFields(each, REPLACEMENT, false)
      : refuse('wrong-type', each.span, 'A replacement must be a mapping.'),
  );
}

function replace(work: Work, item: Node): void {
  const source = get(item, 'source');
  const targets = get(item, 'targets');
  if (!source || targets === undefined)
    refuse('bad-replacement', startOf(item), 'A replacement needs a "source" and "targets".');
  const value = sourceValue(work, source);
  if (!value) return;
  for (const target of itemsOf(targets)) {
    const select = get(target, 'select');
    if (!select) refuse('bad-replacement', startOf(target), 'A target needs a "select".');
    const reaches = targetSelector(select, itemsOf(get(target, 'reject')));
    const copy = copier(value, target);
    work.each(
      ['replacement', target, ...identityOf(value)],
      (resource) => withNode(resource, copy(resource.node)),
      reaches,
    );
  }
}

/** What tells a value apart from others: a scalar's text and place, a collection itself. */
function identityOf(value: Node): readonly unknown[] {
  if (value.kind !== 'scalar') return [value];
  return [value.text, value.style, value.span.source, value.span.start, value.span.end];
}

function sourceValue(work: Work, source: Node): Node | undefined {
  const matches = work.resources.filter((each) => idsFor(each).some((id) => isMeant(id, source)));
  const [first] = matches;
  if (!first) {
    work.notFound(
      'replacement-no-source',
      startOf(source),
      'No object of this kustomization is the source of this replacement.',
    );
    return undefined;
  }
  if (matches.length > 1)
    refuse(
      'replacement-several-sources',
      startOf(source),
      `${matches.length} objects of this kustomization match the source of this replacement: it must be one.`,
    );
  const path = get(source, 'fieldPath');
  const at = path?.span ?? startOf(source);
  const field = textOf(path) || 'metadata.name';
  const value = lookUp(first.node, field, at);
  if (value === undefined || isBlank(value))
    return refuse('replacement-no-field', at, `The source of this replacement has no "${field}".`);
  return refined(value, get(source, 'options'), at);
}

/** The part of a source's value that is meant, where it is cut by a delimiter. */
function refined(value: Node, options: Node | undefined, at: Span): Node {
  const delimiter = textOf(get(options, 'delimiter'));
  if (delimiter === '') return value;
  const scalar = asScalar(value, at);
  const index = integerOf(get(options, 'index')) ?? 0;
  const part = scalar.text.split(delimiter)[index];
  if (part === undefined)
    return refuse(
      'replacement-index',
      get(options, 'index')?.span ?? at,
      `The value has no part ${index} when it is cut at "${delimiter}".`,
    );
  return retext(scalar, part, scalar.span, at);
}

function asScalar(node: Node, at: Span): ScalarNode {
  return node.kind === 'scalar'
    ? node
    : refuse('replacement-type', at, 'Only plain values can be cut at a delimiter.');
}

/** The ids of an object as replacements see them: the one it has, and those it had. */
function idsFor(resource: Resource): ObjectId[] {
  const namespace = namespaceOf(resource.node);
  const now = { ...gvkOf(resource.node), name: nameOf(resource.node), namespace: namespace || 'default' };
  return [now, ...earlierIds(resource)];
}

function isMeant(id: ObjectId, selector: Node): boolean {
  const name = textOf(get(selector, 'name'));
  const namespace = textOf(get(selector, 'namespace'));
  return (
    (name === '' || name === id.name) &&
    (namespace === '' || namespace === id.namespace) &&
    isSelected(id, gvkFrom(selector))
  );
}

function targetSelector(select: Node, rejects: readonly Node[]): (resource: Resource) => boolean {
  const marks = marksSelector(select);
  const rejected = rejects.map((reject) => ({
    hasMarks: textOf(get(reject, 'labelSelector')) !== '' || textOf(get(reject, 'annotationSelector')) !== '',
    hasId: ['group', 'version', 'kind', 'name', 'namespace'].some((part) => textOf(get(reject, part)) !== ''),
    marks: marksSelector(reject),
    reject,
  }));
  return (resource) => {
    if (!marks(resource.node)) return false;
    if (rejected.some((each) => each.hasMarks && each.marks(resource.node))) return false;
    const ids = idsFor(resource);
    if (!ids.some((id) => isMeant(id, select))) return false;
    return !rejected.some((each) => each.hasId && ids.some((id) => isMeant(id, each.reject)));
  };
}

function copier(value: Node, target: Node): (object: MapNode) => MapNode {
  const paths = itemsOf(get(target, 'fieldPaths'));
  const options = get(target, 'options');
  const make = isOn(get(options, 'create')) ? value.kind : undefined;
  const from = paths.length > 0 ? paths : [undefined];
  return (object) => {
    let result = object;
    for (const path of from) {
      const at = path?.span ?? startOf(target);
      const field = path === undefined ? 'metadata.name' : textOf(path);
      const changed = changeTargets(result, field, {
        make,
        at,
        change: (node) => copied(node, value, options, at),
      });
      if (changed.count === 0)
        refuse('replacement-no-target', at, `A target of this replacement has no "${field}".`);
      result = changed.node;
    }
    return spread(object, result);
  };
}

function copied(node: Node, value: Node, options: Node | undefined, at: Span): Node {
  const delimiter = textOf(get(options, 'delimiter'));
  if (delimiter === '') {
    if (node.kind !== 'scalar') return { ...value, overrides: [node, ...(node.overrides ?? [])] };
    return retext(node, textOf(value), value.span, at);
  }
  const scalar = asScalar(node, at);
  const parts = scalar.text.split(delimiter);
  const index = integerOf(get(options, 'index')) ?? 0;
  if (index < 0) parts.unshift(textOf(value));
  else if (index >= parts.length) parts.push(textOf(value));
  else parts[index] = textOf(value);
  return retext(scalar, parts.join(delimiter), value.span, at);
}

/** A scalar with another text and the type it had: Kustomize copies the text alone. */
function retext(node: ScalarNode, text: string, span: Span, at: Span): ScalarNode {
  if (text === node.text && node.span === span) return node;
  const fresh = node.made === true && node.text === '' && node.span === at;
  // What was just made has no type yet: it is what the text looks like.
  if (fresh) return madePlain(text, span);
  const tag = scalarOf(node)?.tag ?? 'str';
  const value = withTag(text, tag);
  if (!value)
    return refuse(
      'replacement-type',
      at,
      `The value that is copied here does not fit the type of what it replaces (${tag}).`,
    );
  return made(value.value, text, span, node);
}
