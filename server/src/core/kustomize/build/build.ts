import type { MapNode } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { folderOf } from '../../text/uri.ts';
import {
  type Accumulation,
  accumulate,
  BUILT_IN_KINDS,
  openKustomization,
  type Surroundings,
} from './accumulate.ts';
import { Files, isWithin, type KustomizeSource, type Lookups } from './files.ts';
import { finish } from './finish.ts';
import { Memory } from './memory.ts';
import { type BuildProblem, Refusal, refuse } from './problem.ts';
import { type Kinds, Work } from './work.ts';

export type { KustomizeSource } from './files.ts';
export type { BuildProblem } from './problem.ts';

/** An object that a build gives. */
export interface BuiltObject {
  readonly node: MapNode;
  /** The object as written in the resource that brought it, where there is one. */
  readonly written: MapNode | undefined;
  /** Where the resource is brought in: the entry of each kustomization's list on the way, outermost last. */
  readonly broughtBy: readonly Span[];
  /** The patch documents and operations that changed it. */
  readonly patches: readonly Span[];
}

/** What a kustomization builds to. */
export interface Build {
  readonly uri: string;
  readonly objects: readonly BuiltObject[];
  readonly problems: readonly BuildProblem[];
  /** Something in it is not built here: what is missing may come from there. */
  readonly incomplete: boolean;
  /** Kustomize refuses to build it: there are no objects. */
  readonly refused: boolean;
  /** Every file and folder that was looked at, present or not: when none of them changed, the build is the same. */
  readonly files: ReadonlySet<string>;
}

/** What was built, with what was looked at. */
interface Kept<T> {
  readonly value: T;
  readonly lookups: Lookups;
}

interface Part {
  readonly outcome: Accumulation | Refusal;
  /** The folders of the kustomizations in it. */
  readonly folders: ReadonlySet<string>;
}

/** Kustomizations that lie deeper in each other are not built. */
const MOST_LEVELS = 100;

/**
 * Builds kustomizations as `kubectl kustomize` does, from text. What was built stays known: a builder takes over from
 * the one before it every build whose files are the same.
 */
export class KustomizeBuilder {
  private readonly files: Files;
  private readonly memory: Memory;
  private readonly builds = new Map<string, Kept<Build>>();
  private readonly parts = new Map<string, Kept<Part>>();
  private readonly oldBuilds: ReadonlyMap<string, Kept<Build>>;
  private readonly oldParts: ReadonlyMap<string, Kept<Part>>;
  /** The folders that the part which is being built goes through. */
  private visited = new Set<string>();

  constructor(source: KustomizeSource, previous?: KustomizeBuilder) {
    this.memory = previous?.memory ?? new Memory();
    this.files = new Files(source, this.memory.parsed);
    this.oldBuilds = previous ? new Map([...previous.oldBuilds, ...previous.builds]) : new Map();
    this.oldParts = previous ? new Map([...previous.oldParts, ...previous.parts]) : new Map();
  }

  /** Builds the kustomization file `uri`. Never throws. */
  build(uri: string): Build {
    const known = this.builds.get(uri) ?? this.stillGood(this.oldBuilds.get(uri));
    if (known) {
      this.builds.set(uri, known);
      return known.value;
    }
    const { result, lookups } = this.files.tracking(() => this.fresh(uri));
    const files = new Set([...lookups.values()].map((each) => each.uri));
    const value: Build = { ...result, files };
    this.builds.set(uri, { value, lookups });
    return value;
  }

  private stillGood<T>(kept: Kept<T> | undefined): Kept<T> | undefined {
    return kept && this.files.holds(kept.lookups) ? kept : undefined;
  }

  private fresh(uri: string): Omit<Build, 'files'> {
    try {
      const base = this.part(uri, [], BUILT_IN_KINDS);
      const work = new Work(base.kinds, this.memory, this.files);
      work.resources = base.resources;
      work.config = base.config;
      work.vars = base.vars;
      work.incomplete = base.incomplete;
      work.problems.push(...base.problems);
      finish(work, uri, get(base.node, 'sortOptions'));
      const objects = work.resources.map(
        ({ node, written, broughtBy, patches }): BuiltObject => ({ node, written, broughtBy, patches }),
      );
      return { uri, objects, problems: work.problems, incomplete: work.incomplete, refused: false };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { uri, objects: [], problems: [error.problem], incomplete: false, refused: true };
    }
  }

  /** What a kustomization gives to those that use it; remembered unless it hangs on who uses it. */
  private part(uri: string, chain: readonly string[], kinds: Kinds): Accumulation {
    const folder = folderOf(uri);
    const kept = kinds === BUILT_IN_KINDS ? this.known(uri) : undefined;
    if (kept && !this.meetsChain(kept.value.folders, chain)) {
      this.parts.set(uri, kept);
      this.files.note(kept.lookups);
      for (const each of kept.value.folders) this.visited.add(each);
      return resultOf(kept.value.outcome);
    }
    const outer = this.visited;
    this.visited = new Set([folder]);
    const { result: outcome, lookups } = this.files.tracking(() => this.attempt(uri, chain, kinds));
    const folders = this.visited;
    this.visited = new Set([...outer, ...folders]);
    const hangsOnChain = outcome instanceof Refusal && outcome.problem.code === 'cycle';
    if (kinds === BUILT_IN_KINDS && !hangsOnChain)
      this.parts.set(uri, { value: { outcome, folders }, lookups });
    return resultOf(outcome);
  }

  private known(uri: string): Kept<Part> | undefined {
    return this.parts.get(uri) ?? this.stillGood(this.oldParts.get(uri));
  }

  /** Whether a part goes through a folder that is being built, or one above it: then it is a circle from here. */
  private meetsChain(folders: ReadonlySet<string>, chain: readonly string[]): boolean {
    return chain.some((visited) => [...folders].some((folder) => isWithin(folder, visited)));
  }

  private attempt(uri: string, chain: readonly string[], kinds: Kinds): Accumulation | Refusal {
    try {
      const work = new Work(kinds, this.memory, this.files);
      const node = openKustomization(work, uri);
      if (!node) return new Refusal(missing(uri));
      if (chain.length > MOST_LEVELS)
        refuse('too-deep', node.span, 'Kustomizations lie too deep in each other to be built.');
      accumulate(work, uri, node, this.surroundings(chain));
      const { resources, config, vars, incomplete, problems } = work;
      return { node, resources, config, vars, kinds: work.kinds, incomplete, problems };
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  private surroundings(chain: readonly string[]): Surroundings {
    return {
      chain,
      below: (uri, from, kinds) => this.part(uri, from, kinds),
      enter: (folder) => this.visited.add(folder),
    };
  }
}

function resultOf(outcome: Accumulation | Refusal): Accumulation {
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

function missing(uri: string): BuildProblem {
  const source = { uri, text: '', shared: [] };
  return {
    kind: 'error',
    code: 'missing-kustomization',
    span: { source, start: 0, end: 0 },
    message: 'There is no kustomization file here.',
  };
}
