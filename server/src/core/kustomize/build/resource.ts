import type { MapNode, Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { type Gvk, groupVersion, sameGvk } from './gvk.ts';
import { refuse } from './problem.ts';
import type { Scopes } from './scopes.ts';
import { isNothing, textOf } from './tree.ts';

/** An id that an object had before a step changed it. */
export interface EarlierId {
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
}

/** An object on its way through a build, with what the steps need to know of its past. */
export interface Resource {
  readonly node: MapNode;
  readonly written: MapNode | undefined;
  readonly broughtBy: readonly Span[];
  readonly patches: readonly Span[];
  /** The ids it had, oldest first: references and patches may use any of them. */
  readonly earlier: readonly EarlierId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** Its name gets a hash of its content at the end. */
  readonly hashed: boolean;
  /** The names of the vars that read from it. */
  readonly vars: readonly string[];
}

/** Says which object is meant; `namespace` is the one it is in effectively. */
export interface ObjectId extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

/** The namespace that stands for none, in objects of the whole cluster. */
export const NO_NAMESPACE = '_non_namespaceable_';

/** A resource from an object as written. */
export function resourceOf(node: MapNode, broughtBy: readonly Span[]): Resource {
  return {
    node,
    written: node,
    broughtBy,
    patches: [],
    earlier: [],
    prefixes: [],
    suffixes: [],
    hashed: false,
    vars: [],
  };
}

/** The same resource with another content. */
export function withNode(resource: Resource, node: MapNode): Resource {
  return node === resource.node ? resource : { ...resource, node };
}

const gvks = new WeakMap<Node, Gvk>();

/** Group, version and kind of an object. */
export function gvkOf(node: Node): Gvk {
  let known = gvks.get(node);
  if (!known) {
    known = { ...groupVersion(textOf(get(node, 'apiVersion'))), kind: textOf(get(node, 'kind')) };
    gvks.set(node, known);
  }
  return known;
}

function metaText(node: Node, field: string): string {
  const value = get(node, 'metadata', field);
  return isNothing(value) ? '' : textOf(value);
}

/** `metadata.name`, `''` where there is none. */
export function nameOf(node: Node): string {
  return metaText(node, 'name');
}

/** `metadata.namespace` as written, `''` where there is none. */
export function namespaceOf(node: Node): string {
  return metaText(node, 'namespace');
}

const currentIds = new WeakMap<Node, { readonly scopes: Scopes; readonly id: ObjectId }>();

/** The id an object has now. */
export function currentId(node: Node, scopes: Scopes): ObjectId {
  const known = currentIds.get(node);
  if (known?.scopes === scopes) return known.id;
  const gvk = gvkOf(node);
  const id = { ...gvk, name: nameOf(node), namespace: effective(gvk, namespaceOf(node), scopes) };
  currentIds.set(node, { scopes, id });
  return id;
}

function effective(gvk: Gvk, namespace: string, scopes: Scopes): string {
  if (scopes.isClusterScoped(gvk)) return NO_NAMESPACE;
  return namespace === '' ? 'default' : namespace;
}

const allEarlier = new WeakMap<Resource, readonly ObjectId[]>();
const NONE: readonly ObjectId[] = [];

/** The ids an object had before, oldest first. */
export function earlierIds(resource: Resource): readonly ObjectId[] {
  if (resource.earlier.length === 0) return NONE;
  let known = allEarlier.get(resource);
  if (!known) {
    const gvk = gvkOf(resource.node);
    known = resource.earlier.map((each) => ({ ...gvk, ...each }));
    allEarlier.set(resource, known);
  }
  return known;
}

/** The id an object had first. */
export function originalId(resource: Resource, scopes: Scopes): ObjectId {
  return earlierIds(resource)[0] ?? currentId(resource.node, scopes);
}

/** All ids an object has or had: those before, oldest first, then the one it has. */
export function idsOf(resource: Resource, scopes: Scopes): readonly ObjectId[] {
  const now = currentId(resource.node, scopes);
  return resource.earlier.length === 0 ? [now] : [...earlierIds(resource), now];
}

const keys = new WeakMap<ObjectId, string>();

/** An id as a text: the same for the same object. */
export function idKey(id: ObjectId): string {
  let known = keys.get(id);
  if (known === undefined) {
    known = JSON.stringify([id.group, id.version, id.kind, id.namespace, id.name]);
    keys.set(id, known);
  }
  return known;
}

/** Whether two ids name the same object. */
export function sameId(a: ObjectId, b: ObjectId): boolean {
  return a.name === b.name && a.namespace === b.namespace && sameGvk(a, b);
}

/** Notes the id that a resource has, before a step changes it. */
export function remembering(resource: Resource, scopes: Scopes): Resource {
  const { name, namespace, kind } = currentId(resource.node, scopes);
  if (name === '' && resource.earlier.length > 0)
    refuse(
      'not-an-object',
      resource.patches.at(-1) ?? resource.node.span,
      'Behind this patch the object has no name: Kustomize fails on it.',
    );
  return { ...resource, earlier: [...resource.earlier, { name, namespace, kind }] };
}

/** How an id is written in messages. */
export function showId(id: ObjectId): string {
  const place = id.namespace === NO_NAMESPACE || id.namespace === 'default' ? '' : ` in ${id.namespace}`;
  return `${id.kind || 'object'} "${id.name}"${place}`;
}
