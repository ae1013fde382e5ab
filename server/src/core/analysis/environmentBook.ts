import {
  type ComposeRequest,
  composeModel,
  type EffectiveCompose,
  type FileReference,
} from '../compose/effective/compose.ts';
import { type ComposeProject, composeProject, hasComposeName } from '../compose/project.ts';
import type { Configuration } from '../config/configuration.ts';
import { type Deploy, deploysIn } from '../environment/deploys.ts';
import type { ComposeDeploys, DeclaredEnvironment, EnvironmentSpec } from '../environment/environmentSpec.ts';
import { inferEnvironments } from '../environment/inferEnvironments.ts';
import { isPipeline } from '../environment/scripts.ts';
import { staleBases } from '../environment/staleBases.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import {
  type Build,
  type BuildProblem,
  type BuiltObject,
  KustomizeBuilder,
} from '../kustomize/build/build.ts';
import type { YamlFile } from '../model/file.ts';
import type { MapNode } from '../model/node.ts';
import { asMap } from '../model/read.ts';
import type { HandedFile } from '../rule/rule.ts';
import { baseName, folderOf, resolvePath } from '../text/uri.ts';
import { gitExposure } from './gitIgnore.ts';
import { JUDGING } from './judging.ts';
import { type Answers, holds, ModelSource, NEVER, TrackedSource } from './modelSource.ts';
import { looksLikeOverride } from './partial.ts';
import type { Unit, UnitObject } from './unit.ts';
import type { WorkspaceModel } from './workspaceModel.ts';

/** An environment with its layers merged. */
export interface MergedEnvironment {
  readonly spec: EnvironmentSpec;
  readonly unit: Unit;
  /** Whether the layers could be merged: else there are no objects and no project. */
  readonly whole: boolean;
  readonly build: Build | undefined;
  /** The Compose project as it is judged: with those variables replaced that are known. */
  readonly compose: EffectiveCompose | undefined;
}

/** The environments of a workspace at one moment. */
export interface Environments {
  readonly all: readonly MergedEnvironment[];
  /** Files that are judged through an environment. */
  readonly covered: ReadonlySet<string>;
  /** Files that belong to an environment that can't be merged, and to no other: what they lack may be elsewhere. */
  readonly broken: ReadonlySet<string>;
  /** Files that belong to an environment that can't be merged, whatever others they belong to. */
  readonly doubtful: ReadonlySet<string>;
  /** Compose files that were left behind, and what is used in their place. */
  readonly staleBases: ReadonlyMap<string, ComposeProject>;
  /** Files that the merging looked for and that are not in the snapshot. */
  readonly wanted: ReadonlySet<string>;
  /** Files that were read as YAML although they look like nothing of ours. */
  readonly others: ReadonlyMap<string, YamlFile>;
}

const NO_ENVIRONMENTS: Environments = {
  all: [],
  covered: new Set(),
  broken: new Set(),
  doubtful: new Set(),
  staleBases: new Map(),
  wanted: new Set(),
  others: new Map(),
};

const TEXTS =
  /^(?:readme.*\.md|readme|(?:gnu)?makefile|.*\.mk|\.?justfile|package\.json|.*\.sh|jenkinsfile|\.env)$/i;

/** Finds the environments of a workspace and merges their layers, version after version; what did not change stays the same object. */
export class EnvironmentBook {
  private builder: KustomizeBuilder | undefined;
  private merged = new Map<string, { readonly merged: MergedEnvironment; readonly answers: Answers }>();
  private others = new Map<string, YamlFile>();
  private deploys = new Map<string, { readonly text: string; readonly found: readonly Deploy[] }>();
  private readonly resources = new WeakMap<MapNode, readonly Resource[]>();

  /** The environments of a model; none where each file is judged by itself. */
  update(model: WorkspaceModel, configuration: Configuration): Environments {
    if (configuration.isolated) return NO_ENVIRONMENTS;
    const source = new ModelSource(model, this.others);
    const { root } = model.snapshot;
    const { projects } = model;
    const texts = textsOf(model);
    const specs = inferEnvironments({
      root,
      projects,
      graph: model.graph,
      kustomizationIn: (folder) => source.kustomizationIn(folder),
      texts,
      deploysIn: (uri, text) => this.deploysOf(uri, text),
      declared: declaredIn(configuration, root),
    });
    this.builder = new KustomizeBuilder(source, this.builder);
    const before = this.merged;
    this.merged = new Map();
    const all = specs.map((found) => {
      const known = before.get(found.id);
      // What was placed is remembered by the specs.
      const spec = known && sameSpec(known.merged.spec, found) ? known.merged.spec : found;
      const same = known?.merged.spec === spec && holds(known.answers, source);
      const entry = same ? known : this.merge(spec, source, known?.merged, root);
      this.merged.set(spec.id, entry);
      return entry.merged;
    });
    const environments = all.map(({ spec, unit }) => ({ spec, files: unit.files }));
    const stale = staleBases({ root, projects, environments, texts });
    const { wanted } = source;
    return { all, ...coverage(all, model), staleBases: stale, wanted, others: this.others };
  }

  private deploysOf(uri: string, text: string): readonly Deploy[] {
    const known = this.deploys.get(uri);
    if (known?.text === text) return known.found;
    const found = deploysIn(text, uri);
    this.deploys.set(uri, { text, found });
    return found;
  }

  private merge(
    spec: EnvironmentSpec,
    source: ModelSource,
    before: MergedEnvironment | undefined,
    top: string | undefined,
  ) {
    if (spec.deploys.tool === 'compose') return this.mergeCompose(spec, spec.deploys, source, top);
    const { kustomization } = spec.deploys;
    const build = this.builder?.build(kustomization);
    const same = before?.build === build && build !== undefined && before && sameSpec(before.spec, spec);
    // The builder remembers what it looked at itself: it is asked again each time.
    const answers: Answers = new Map([['', NEVER]]);
    if (same) return { merged: before, answers };
    const root = source.yaml(kustomization)?.documents[0]?.document.root;
    const unit = this.kustomizeUnit(spec, build, root?.kind === 'map' ? root : undefined);
    const whole = build !== undefined && !build.refused;
    return { merged: { spec, unit, whole, build, compose: undefined }, answers };
  }

  private kustomizeUnit(spec: EnvironmentSpec, build: Build | undefined, root: MapNode | undefined): Unit {
    const objects = (build?.objects ?? []).flatMap((each): UnitObject[] =>
      this.resourcesOf(each.node).map((resource) => objectOf(resource, each)),
    );
    return {
      id: spec.id,
      spec,
      objects,
      project: undefined,
      deployment: build && root && { node: root, build },
      composition: undefined,
      files: build?.files ?? new Set(),
      incomplete: build?.problems.some(changesObjects) ?? false,
      open: !build || build.refused || build.problems.some(({ kind }) => kind === 'incomplete'),
    };
  }

  private mergeCompose(
    spec: EnvironmentSpec,
    deploys: ComposeDeploys,
    source: ModelSource,
    top: string | undefined,
  ) {
    const tracked = new TrackedSource(source);
    const request: ComposeRequest = { ...composeRequest(deploys), profiles: ['*'] };
    const compose = composeModel({ ...request, judging: JUDGING }, tracked);
    const model = composeModel(request, tracked);
    const { answers } = tracked;
    const root = compose.refused ? undefined : compose.root;
    const project = root && composeProject(deploys.files[0] ?? '', root, false);
    const node = root ?? asMap(source.yaml(deploys.files[0] ?? '')?.documents[0]?.document.root);
    const unit: Unit = {
      id: spec.id,
      spec,
      objects: [],
      project,
      deployment: undefined,
      composition: node && { node, model, project, handedOver: handedOver(model.references, tracked, top) },
      files: new Set([...compose.files, ...model.files, ...model.references.map(({ uri }) => uri)]),
      incomplete: project !== undefined && looksLikeOverride(project),
      open: true,
    };
    return { merged: { spec, unit, whole: project !== undefined, build: undefined, compose }, answers };
  }

  private resourcesOf(node: MapNode): readonly Resource[] {
    const known = this.resources.get(node);
    if (known) return known;
    const found = resourcesOf(node);
    this.resources.set(node, found);
    return found;
  }
}

/** Those of the files that are there, with what git makes of them. */
function handedOver(
  references: readonly FileReference[],
  source: TrackedSource,
  root: string | undefined,
): HandedFile[] {
  return references.flatMap((each) => {
    const text = source.text(each.uri);
    if (text === undefined) return [];
    return [{ ...each, text, exposed: gitExposure(each.uri, root, (uri) => source.seen(uri)) }];
  });
}

/** What is asked of Compose for an environment. */
export function composeRequest({
  files,
  envFiles,
  profiles,
  projectDirectory,
}: ComposeDeploys): ComposeRequest {
  return {
    files,
    profiles,
    ...(envFiles.length > 0 ? { envFiles } : {}),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
  };
}

/** What is not built here, and may change objects that are: other than one that only brings more of them. */
function changesObjects({ kind, code }: BuildProblem): boolean {
  return kind === 'incomplete' && !/^(?:remote-resource|helm)/.test(code);
}

function objectOf(resource: Resource, built: BuiltObject): UnitObject {
  const { written, broughtBy } = built;
  return { resource, written: written ?? built.node, broughtBy, partial: false };
}

function textsOf(model: WorkspaceModel): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [uri, { text }] of model.snapshot.files) {
    const isText = TEXTS.test(baseName(uri)) || isPipeline(uri);
    // People say in a Compose file itself how it is used.
    if (isText || (hasComposeName(uri) && /^[ \t]*#.*compose.*-f/m.test(text))) result.set(uri, text);
  }
  return result;
}

function declaredIn(configuration: Configuration, root: string | undefined): DeclaredEnvironment[] {
  if (root === undefined) return [];
  const uris = (paths: readonly string[]): string[] => paths.flatMap((path) => resolvePath(root, path) ?? []);
  return configuration.environments.map(({ name, kind, compose, envFiles, profiles, kustomize }) => ({
    name,
    kind,
    compose:
      compose.length > 0
        ? { files: uris(compose), envFiles: uris(envFiles), profiles, projectDirectory: undefined }
        : undefined,
    kustomize: kustomize === undefined ? undefined : resolvePath(root, kustomize),
  }));
}

function sameSpec(a: EnvironmentSpec, b: EnvironmentSpec): boolean {
  return (
    a.id === b.id && a.name === b.name && a.kind === b.kind && a.named === b.named && a.origin === b.origin
  );
}

function coverage(
  all: readonly MergedEnvironment[],
  model: WorkspaceModel,
): Pick<Environments, 'covered' | 'broken' | 'doubtful'> {
  const present = (uris: readonly string[]): string[] => uris.filter((uri) => model.files.has(uri));
  const torn = all.filter(({ whole }) => !whole);
  const covered = new Set(present(all.flatMap(({ unit, whole }) => (whole ? [...unit.files] : []))));
  const lost = present(torn.flatMap(({ unit }) => [...unit.files]));
  const named = present(torn.flatMap(({ spec }) => namedIn(spec, model)));
  return {
    covered,
    broken: new Set(lost.filter((uri) => !covered.has(uri))),
    doubtful: new Set([...lost, ...named, ...besideUnread(model)]),
  };
}

/** What a kustomization that is no YAML now, someone is typing, may use: most of it stands below it. */
function besideUnread({ files }: WorkspaceModel): readonly string[] {
  const folders = [...files.values()].flatMap(({ file, kind, documents }) => {
    const unread = documents.some(({ document }) => document.problems.some((each) => each.kind === 'syntax'));
    return kind === 'kustomization' && unread ? [`${folderOf(file.uri)}/`] : [];
  });
  if (folders.length === 0) return [];
  return [...files.keys()].filter((uri) => folders.some((folder) => uri.startsWith(folder)));
}

/** The files that an environment names: merging may have been given up before it looked at all of them. */
function namedIn({ deploys }: EnvironmentSpec, { graph }: WorkspaceModel): readonly string[] {
  if (deploys.tool === 'compose') return deploys.files;
  const own = graph.deployments.find(({ root }) => root.uri === deploys.kustomization);
  return own ? [...own.files, ...own.parts.flatMap((part) => [part.uri, ...part.patches])] : [];
}
