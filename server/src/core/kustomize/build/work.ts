import type { MapNode, Node } from '../../model/node.ts';
import type { Span } from '../../text/span.ts';
import type { Config } from './config.ts';
import { EMPTY_CONFIG } from './config.ts';
import type { Files } from './files.ts';
import type { Memory } from './memory.ts';
import { type BuildProblem, Refusal, refuse } from './problem.ts';
import { currentId, idKey, type ObjectId, type Resource, sameId, showId, withNode } from './resource.ts';
import type { Scopes } from './scopes.ts';
import type { Shapes } from './shapes.ts';
import type { VarDeclaration } from './varDeclaration.ts';

/** What is known of kinds: built in, or from `openapi`. */
export interface Kinds {
  readonly shapes: Shapes;
  readonly scopes: Scopes;
}

/** The objects of a kustomization while its steps run over them. */
export class Work {
  resources: readonly Resource[] = [];
  config: Config = EMPTY_CONFIG;
  vars: readonly VarDeclaration[] = [];
  /** Something is missing that is not built here: what is not found may be there in truth. */
  incomplete = false;
  kinds: Kinds;
  /** The entries of the components that are being built, innermost first. */
  trail: readonly Span[] = [];
  readonly problems: BuildProblem[] = [];
  readonly memory: Memory;
  readonly files: Files;
  /** The ids of these resources, as long as they are the ones at work. */
  private ids:
    | { readonly of: readonly Resource[]; readonly scopes: Scopes; readonly keys: Set<string> }
    | undefined;

  constructor(kinds: Kinds, memory: Memory, files: Files) {
    this.kinds = kinds;
    this.memory = memory;
    this.files = files;
  }

  get scopes(): Scopes {
    return this.kinds.scopes;
  }

  idOf(resource: Resource): ObjectId {
    return currentId(resource.node, this.scopes);
  }

  /** Changes each resource; undefined takes it away. */
  update(change: (resource: Resource) => Resource | undefined): void {
    let same = true;
    const result: Resource[] = [];
    for (const each of this.resources) {
      const changed = change(each);
      if (changed !== each) same = false;
      if (changed) result.push(changed);
    }
    if (!same) this.resources = result;
  }

  /** Changes the content of each resource, remembering what a step with these parts made of it. */
  transform(parts: readonly unknown[], change: (node: MapNode) => MapNode): void {
    this.each(parts, (resource) => withNode(resource, change(resource.node)));
  }

  /** Changes each resource that is meant, remembering what a step with these parts made of it. */
  each(
    parts: readonly unknown[],
    change: (resource: Resource) => Resource | undefined,
    meant?: (resource: Resource) => boolean,
  ): void {
    const step = this.memory.step(this.kinds, ...parts);
    this.update((resource) =>
      meant && !meant(resource) ? resource : this.memory.run(step, resource, () => change(resource)),
    );
  }

  /** Adds resources; two with the same id are refused. */
  append(added: readonly Resource[]): void {
    if (added.length === 0) return;
    const kept =
      this.ids?.of === this.resources && this.ids.scopes === this.scopes ? this.ids.keys : undefined;
    this.ids = undefined;
    const known = kept ?? new Set(this.resources.map((each) => idKey(this.idOf(each))));
    for (const resource of added) {
      const id = this.idOf(resource);
      const key = idKey(id);
      if (known.has(key)) duplicate(id, resource);
      known.add(key);
    }
    this.resources = [...this.resources, ...added];
    this.ids = { of: this.resources, scopes: this.scopes, keys: known };
  }

  /** Gives up if two resources have the same id. */
  checkUnique(): void {
    const all = this.resources;
    this.resources = [];
    this.append(all);
  }

  /** Says that something is not built. */
  leaveOut(code: string, span: Span, message: string): void {
    this.incomplete = true;
    this.problems.push({ kind: 'incomplete', code, span, message });
  }

  note(code: string, span: Span, message: string, wanted?: Node): void {
    this.problems.push({ kind: 'note', code, span, message, ...this.search(wanted) });
  }

  /** Where something is looked for in vain: gives up, unless it may be among what is not built. */
  notFound(code: string, span: Span, message: string, wanted?: Node): void {
    if (!this.incomplete) throw new Refusal({ kind: 'error', code, span, message, ...this.search(wanted) });
  }

  private search(wanted: Node | undefined): Pick<BuildProblem, 'wanted' | 'among'> {
    return wanted ? { wanted, among: this.resources.map((each) => each.node) } : {};
  }
}

function duplicate(id: ObjectId, resource: Resource): never {
  // The one whose list meets the other: a folder is fine by itself.
  const entry = resource.broughtBy.at(-1);
  const written = resource.written?.entries.find((each) => each.key === 'metadata')?.value;
  const span = entry ?? written?.span ?? resource.node.span;
  return refuse(
    'duplicate-resource',
    span,
    `${upper(showId(id))} is there already: Kustomize takes no two with one id.`,
  );
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The resources with an id, now or before. */
export function withAnyId(
  resources: readonly Resource[],
  id: ObjectId,
  idsOf: (resource: Resource) => readonly ObjectId[],
): Resource[] {
  return resources.filter((resource) => idsOf(resource).some((each) => sameId(each, id)));
}
