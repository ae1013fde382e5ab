import { withItems } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { refuse } from './problem.ts';
import { gvkOf, idKey, type Resource, remembering, showId, withNode } from './resource.ts';
import { isNothing, made, setEntry, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** How a namespace is set. */
export interface NamespaceMode {
  /** Leave those that are set. */
  readonly unsetOnly: boolean;
  /** Whose namespace is set in the subjects of bindings. */
  readonly subjects: 'defaultOnly' | 'allServiceAccounts' | 'none';
}

/** What `namespace:` in a kustomization does. */
export const PLAIN_NAMESPACE: NamespaceMode = { unsetOnly: false, subjects: 'defaultOnly' };

const OWN: FieldSpec = { path: 'metadata/namespace', create: true };

/** Puts all objects that can be in a namespace into one. */
export function setNamespace(
  work: Work,
  namespace: Node,
  specs: readonly FieldSpec[],
  mode: NamespaceMode,
): void {
  if (textOf(namespace) === '') return;
  const change = new NamespaceChange(work, namespace, specs, mode);
  const before = work.resources;
  work.each(['namespace', namespace, specs, mode.unsetOnly, mode.subjects], (resource) =>
    withNode(remembering(resource, work.scopes), change.of(resource.node)),
  );
  // Each object is compared with those before it as they are, and those behind it as they were.
  const counts = new Map<string, number>();
  const count = (resource: Resource | undefined, by: number): number => {
    const key = resource ? idKey(work.idOf(resource)) : '';
    const number = (counts.get(key) ?? 0) + by;
    counts.set(key, number);
    return number;
  };
  for (const each of before) count(each, 1);
  work.resources.forEach((resource, index) => {
    count(before[index], -1);
    if (count(resource, 1) > 1)
      refuse(
        'duplicate-resource',
        namespace.span,
        `With this namespace there are two of one id: ${showId(work.idOf(resource))}.`,
      );
  });
}

class NamespaceChange {
  private readonly work: Work;
  private readonly namespace: Node;
  private readonly specs: readonly FieldSpec[];
  private readonly mode: NamespaceMode;

  constructor(work: Work, namespace: Node, specs: readonly FieldSpec[], mode: NamespaceMode) {
    this.work = work;
    this.namespace = namespace;
    this.specs = specs;
    this.mode = mode;
  }

  of(object: MapNode): MapNode {
    const gvk = gvkOf(object);
    const binding = gvk.kind === 'RoleBinding' || gvk.kind === 'ClusterRoleBinding';
    const apiVersion = textOf(get(object, 'apiVersion'));
    let result = object;
    if (!this.work.scopes.isClusterScoped(gvk)) result = this.at(result, OWN);
    if (binding) result = this.inSubjects(result);
    for (const spec of this.specs) {
      if (spec.path === 'metadata/namespace') continue;
      if (spec.path === 'metadata/name' && apiVersion !== 'v1') continue;
      if (binding && spec.path === 'subjects/namespace' && spec.kind?.endsWith('RoleBinding')) continue;
      if (matches(spec, gvk)) result = this.at(result, spec);
    }
    return result;
  }

  private at(object: MapNode, spec: FieldSpec): MapNode {
    return changeField(object, spec, {
      make: 'scalar',
      origin: this.namespace.span,
      change: (node) => this.set(node),
    });
  }

  private set(node: Node): Node {
    if (node.kind !== 'scalar') return refuse('field-path', node.span, 'A namespace must be a plain value.');
    if (this.mode.unsetOnly && !isNothing(node) && node.text !== '') return node;
    const text = textOf(this.namespace);
    const fresh = node.made && node.text === '' && node.span === this.namespace.span;
    if (node.text === text && node.value === text) return node;
    return made(text, text, this.namespace.span, fresh ? undefined : node);
  }

  private inSubjects(object: MapNode): MapNode {
    if (this.mode.subjects === 'none') return object;
    const subjects = get(object, 'subjects');
    if (subjects?.kind !== 'seq') return object;
    const items = subjects.items.map((item) => {
      const value = this.ofSubject(item.value);
      return value === item.value ? item : { ...item, value };
    });
    const found = object.entries.find((each) => each.value === subjects);
    return found ? setEntry(object, { ...found, value: withItems(subjects, items) }) : object;
  }

  private ofSubject(subject: Node): Node {
    if (subject.kind !== 'map') return subject;
    const meant =
      this.mode.subjects === 'defaultOnly'
        ? textOf(get(subject, 'name')) === 'default'
        : textOf(get(subject, 'kind')) === 'ServiceAccount';
    return meant ? this.at(subject, { path: 'namespace', create: true }) : subject;
  }
}

function matches(spec: FieldSpec, gvk: { group: string; version: string; kind: string }): boolean {
  return (
    (!spec.kind || spec.kind === gvk.kind) &&
    (!spec.group || spec.group === gvk.group) &&
    (!spec.version || spec.version === gvk.version)
  );
}
