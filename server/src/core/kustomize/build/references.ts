import { withItems } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { entry, get, itemsOf } from '../../model/read.ts';
import type { NameReference } from './config.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { type Gvk, isSelected } from './gvk.ts';
import type { Step } from './memory.ts';
import { affixesMatch } from './names.ts';
import { refuse } from './problem.ts';
import {
  currentId,
  earlierIds,
  idKey,
  idsOf,
  NO_NAMESPACE,
  nameOf,
  namespaceOf,
  type ObjectId,
  originalId,
  type Resource,
  withNode,
} from './resource.ts';
import { isNothing, isText, madeText, setEntry, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Rewrites references to objects whose names (or namespaces) have changed on the way. */
export function fixReferences(work: Work, uri: string): void {
  for (const { node } of work.resources) checkSubjects(node);
  if (work.resources.every((each) => each.earlier.length === 0)) return;
  const version = work.memory.version(uri, work.resources.map((each) => factsOf(each, work)).join('\n'));
  const known = work.memory.step('fixed references', uri);
  const parts = ['references', uri, version, work.config];
  const step = work.memory.step(work.kinds, ...parts);
  work.each(parts, (resource) => {
    let lookup = lookups.get(step);
    if (!lookup) {
      lookup = { table: new Candidates(work), specs: new Map() };
      lookups.set(step, lookup);
    }
    const { table, specs } = lookup;
    const id = originalId(resource, work.scopes);
    const key = `${id.group}/${id.version}/${id.kind}`;
    const own = specs.get(key) ?? referencesOf(work.config.nameReference, id, table);
    specs.set(key, own);
    if (own.length === 0) return resource;
    const node = new Referrer(work, table, resource).fix(own);
    return withNode(resource, work.memory.settle(known, resource.node, node));
  });
}

/** What is looked up of the objects of a build: it hangs on their facts alone, and so on the step. */
interface Lookup {
  readonly table: Candidates;
  /** The references that objects of a kind may have. */
  readonly specs: Map<string, readonly Reference[]>;
}

const lookups = new WeakMap<Step, Lookup>();

const facts = new WeakMap<Resource, string>();

/** What references to an object hang on. */
function factsOf(resource: Resource, work: Work): string {
  let known = facts.get(resource);
  if (known === undefined) {
    const ids = idsOf(resource, work.scopes).map(idKey);
    known = JSON.stringify([ids, namespaceOf(resource.node), resource.prefixes, resource.suffixes]);
    facts.set(resource, known);
  }
  return known;
}

/** Kustomize reads the namespaces in the subjects of a RoleBinding: they must be strings. */
function checkSubjects(object: MapNode): void {
  if (textOf(get(object, 'kind')) !== 'RoleBinding') return;
  for (const subject of itemsOf(get(object, 'subjects'))) {
    const namespace = entry(subject, 'namespace');
    if (namespace && !isText(namespace.value) && textOf(get(subject, 'kind')) === 'ServiceAccount')
      refuse(
        'wrong-type',
        namespace.keySpan,
        'This namespace must be a string; leave it out where there is none.',
      );
  }
}

interface Reference {
  readonly target: Gvk;
  readonly spec: FieldSpec;
}

/** The references that an object may have to one that is there. */
function referencesOf(references: readonly NameReference[], gvk: Gvk, table: Candidates): Reference[] {
  return references.flatMap(({ target, referrers }) =>
    table.has(target)
      ? referrers.filter((spec) => isSelected(gvk, spec)).map((spec) => ({ target, spec }))
      : [],
  );
}

/** An object that may be referred to, by a name that it had. */
interface Candidate {
  readonly resource: Resource;
  readonly id: ObjectId;
  readonly earlier: readonly ObjectId[];
  readonly namespace: string;
}

class Candidates {
  private readonly byName = new Map<string, Candidate[]>();
  private readonly kinds = new Map<string, ObjectId>();

  constructor(work: Work) {
    for (const resource of work.resources) {
      const earlier = earlierIds(resource);
      const id = currentId(resource.node, work.scopes);
      const candidate = { resource, id, earlier, namespace: namespaceOf(resource.node) };
      for (const each of earlier) this.kinds.set(`${each.group}/${each.version}/${each.kind}`, each);
      for (const name of new Set(earlier.map((each) => each.name))) {
        const list = this.byName.get(name);
        if (list) list.push(candidate);
        else this.byName.set(name, [candidate]);
      }
    }
  }

  /** Whether something of this kind may be referred to. */
  has(target: Gvk): boolean {
    return [...this.kinds.values()].some((kind) => isSelected(kind, target));
  }

  named(name: string): readonly Candidate[] {
    return this.byName.get(name) ?? [];
  }
}

class Referrer {
  private readonly work: Work;
  private readonly table: Candidates;
  private readonly resource: Resource;
  private readonly id: ObjectId;
  /** Namespaces that a RoleBinding names in its subjects: it may refer to objects in them. */
  private readonly bound: ReadonlySet<string>;

  constructor(work: Work, table: Candidates, resource: Resource) {
    this.work = work;
    this.table = table;
    this.resource = resource;
    this.id = currentId(resource.node, work.scopes);
    this.bound = new Set(
      this.id.kind === 'RoleBinding' ? itemsOf(get(resource.node, 'subjects')).flatMap(boundNamespace) : [],
    );
  }

  fix(references: readonly Reference[]): MapNode {
    let node = this.resource.node;
    for (const { target, spec } of references) {
      node = changeField(node, spec, {
        origin: node.span,
        change: (value) => this.refer(value, target, spec),
      });
    }
    return node;
  }

  private refer(node: Node, target: Gvk, spec: FieldSpec): Node {
    if (isNothing(node)) return node;
    switch (node.kind) {
      case 'scalar':
        return this.name(node, target, spec);
      case 'map':
        return this.nameAndNamespace(node, target, spec);
      case 'seq': {
        const items = node.items.map((item) => {
          if (isNothing(item.value) || item.value.kind === 'seq') return item;
          const value = this.refer(item.value, target, spec);
          return value === item.value ? item : { ...item, value };
        });
        return withItems(node, items);
      }
    }
  }

  private name(node: Node, target: Gvk, spec: FieldSpec): Node {
    const old = textOf(node);
    const found = this.select(old, target, spec, this.table.named(old), false, node);
    const name = found && nameOf(found.resource.node);
    return name === undefined || name === old ? node : madeText(name, node.span, node);
  }

  private nameAndNamespace(node: MapNode, target: Gvk, spec: FieldSpec): Node {
    const name = entry(node, 'name');
    if (!name) return refuse('field-path', node.span, 'Kustomize looks for a "name" here, and finds none.');
    const old = textOf(name.value);
    const namespace = entry(node, 'namespace');
    const all = this.table.named(old);
    const candidates = namespace ? this.inNamespace(all, textOf(namespace.value)) : all;
    const found = this.select(old, target, spec, candidates, true, name.value);
    if (!found) return node;
    const text = nameOf(found.resource.node);
    let result = node;
    if (text !== old)
      result = setEntry(result, { ...name, value: madeText(text, name.value.span, name.value) });
    if (found.namespace === '' || found.namespace === textOf(namespace?.value)) return result;
    const at = namespace?.value ?? name.value;
    const value = madeText(found.namespace, at.span, namespace?.value);
    return setEntry(
      result,
      namespace ? { ...namespace, value } : { key: 'namespace', keySpan: name.keySpan, value },
    );
  }

  private inNamespace(all: readonly Candidate[], namespace: string): readonly Candidate[] {
    const first = (each: Candidate): string => (each.earlier[0] ?? each.id).namespace;
    const reachable = this.work.resources.some(
      (each) =>
        originalId(each, this.work.scopes).namespace === namespace && this.reaches(this.candidateOf(each)),
    );
    if (namespace !== NO_NAMESPACE && reachable) return all.filter((each) => first(each) === namespace);
    return all.filter((each) => each.id.namespace === namespace && namespace !== NO_NAMESPACE);
  }

  private candidateOf(resource: Resource): Candidate {
    const id = currentId(resource.node, this.work.scopes);
    return { resource, id, earlier: [], namespace: namespaceOf(resource.node) };
  }

  /** Whether the object can be referred to from where the referrer is. */
  private reaches({ id, namespace }: Candidate): boolean {
    return (
      this.id.namespace === NO_NAMESPACE ||
      id.namespace === NO_NAMESPACE ||
      id.namespace === this.id.namespace ||
      this.bound.has(namespace)
    );
  }

  private select(
    old: string,
    target: Gvk,
    spec: FieldSpec,
    all: readonly Candidate[],
    withNamespace: boolean,
    at: Node,
  ): Candidate | undefined {
    const role = spec.path.endsWith('roleRef/name') ? roleOf(this.resource.node) : undefined;
    let candidates = all.filter(
      (each) =>
        this.reaches(each) &&
        each.earlier.some((id) => isSelected(id, target)) &&
        (role === undefined || each.earlier.some((id) => isSelected(id, role))) &&
        this.isNear(each),
    );
    if (candidates.length <= 1) return candidates[0];
    candidates = candidates.filter((each) => affixesMatch(each.resource, this.resource, true));
    if (candidates.length > 1)
      candidates = candidates.filter((each) => affixesMatch(each.resource, this.resource, false));
    const [first, ...others] = candidates;
    const alike = (each: Candidate): boolean =>
      first !== undefined &&
      each.id.name === first.id.name &&
      (!withNamespace || each.namespace === first.namespace);
    if (others.every(alike)) return first;
    return refuse(
      'ambiguous-reference',
      at.span,
      `Several objects were named "${old}": Kustomize can not tell which one is meant here.`,
    );
  }

  private isNear({ id }: Candidate): boolean {
    return (
      this.id.namespace === NO_NAMESPACE ||
      id.namespace === NO_NAMESPACE ||
      id.kind === 'ServiceAccount' ||
      id.namespace === this.id.namespace
    );
  }
}

function boundNamespace(subject: Node): string[] {
  const namespace = get(subject, 'namespace');
  if (namespace === undefined || textOf(get(subject, 'kind')) !== 'ServiceAccount') return [];
  return [textOf(namespace)];
}

function roleOf(object: MapNode): Partial<Gvk> | undefined {
  const group = get(object, 'roleRef', 'apiGroup');
  const kind = get(object, 'roleRef', 'kind');
  return group && kind ? { group: textOf(group), kind: textOf(kind) } : undefined;
}
