import type { Node } from '../../model/node.ts';
import { entriesOf, get } from '../../model/read.ts';
import { goPattern } from './goPattern.ts';
import { labelSelector } from './labelSelector.ts';
import { refuse } from './problem.ts';
import { currentId, gvkOf, originalId, type Resource } from './resource.ts';
import type { Scopes } from './scopes.ts';
import { textOf } from './tree.ts';

/** Which resources a patch is meant for. */
export type Selector = (resource: Resource, scopes: Scopes) => boolean;

/** The selector under `target`: regular expressions that must match whole, and selectors of labels and annotations. */
export function selectorOf(target: Node): Selector {
  const group = whole(target, 'group');
  const version = whole(target, 'version');
  const kind = whole(target, 'kind');
  const name = whole(target, 'name');
  const namespace = whole(target, 'namespace');
  const marks = marksSelector(target);
  return (resource, scopes) => {
    const now = currentId(resource.node, scopes);
    const first = originalId(resource, scopes);
    const gvk = gvkOf(resource.node);
    return (
      (namespace(first.namespace) || namespace(now.namespace)) &&
      (name(first.name) || name(now.name)) &&
      group(gvk.group) &&
      version(gvk.version) &&
      kind(gvk.kind) &&
      marks(resource.node)
    );
  };
}

function whole(target: Node, field: string): (text: string) => boolean {
  const node = get(target, field);
  const pattern = textOf(node);
  if (node === undefined || pattern === '') return () => true;
  if (/^[\w-]+$/.test(pattern)) return (text) => text === pattern;
  const matcher = goPattern(`^(?:${pattern})$`);
  if (!matcher)
    return refuse('bad-pattern', node.span, `"${pattern}" is not a regular expression that Kustomize takes.`);
  return (text) => matcher.test(text);
}

/** The part of a selector that looks at labels and annotations. */
export function marksSelector(selector: Node | undefined): (object: Node) => boolean {
  const labels = ofMarks(selector, 'labelSelector', 'labels');
  const annotations = ofMarks(selector, 'annotationSelector', 'annotations');
  return (object) => labels(object) && annotations(object);
}

function ofMarks(selector: Node | undefined, field: string, marks: string): (object: Node) => boolean {
  const node = get(selector, field);
  const text = textOf(node);
  if (node === undefined || text.trim() === '') return (object) => isMarks(object, marks);
  const matches = labelSelector(text);
  if (!matches) return refuse('bad-selector', node.span, `"${text}" is not a selector of ${marks}.`);
  return (object) => isMarks(object, marks) && matches(marksOf(object, marks));
}

/** Kustomize fails on labels that are a list. */
function isMarks(object: Node, marks: string): boolean {
  const node = get(object, 'metadata', marks);
  return node?.kind === 'seq' ? refuse('wrong-type', node.span, `"${marks}" must be a mapping.`) : true;
}

/** The labels or annotations of an object. */
export function marksOf(object: Node, field: string): ReadonlyMap<string, string> {
  return new Map(entriesOf(get(object, 'metadata', field)).map((each) => [each.key, textOf(each.value)]));
}
