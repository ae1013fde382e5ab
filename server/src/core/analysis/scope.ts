import { composeModel } from '../compose/effective/compose.ts';
import type { ComposeProject } from '../compose/project.ts';
import type { Configuration } from '../config/configuration.ts';
import { ignoreMatcher } from '../config/ignore.ts';
import { NEWEST_KUBERNETES_MINOR } from '../config/kubernetesVersion.ts';
import { clusterOf } from '../kubernetes/cluster.ts';
import { partsOf } from '../model/derive.ts';
import type { MapNode } from '../model/node.ts';
import type { Environment } from '../rule/environment.ts';
import { policyFor } from '../rule/policy.ts';
import type { Composition, KustomizationFile } from '../rule/rule.ts';
import type { SourceText } from '../text/span.ts';
import { relativePath } from '../text/uri.ts';
import type { Environments } from './environmentBook.ts';
import type { FixPlaces } from './fixPlaces.ts';
import type { Placed } from './placed.ts';
import type { Snapshot } from './snapshot.ts';
import type { Candidate } from './suppressed.ts';
import type { Unit, UnitObject } from './unit.ts';
import type { ModelFile, WorkspaceModel } from './workspaceModel.ts';

/** What of a workspace an analysis has to look at. */

/** The Compose projects of a workspace: those of its environments, and files that are in none. */
export function composeOf({ projects }: WorkspaceModel, { all, covered }: Environments): ComposeProject[] {
  const merged = all.flatMap(({ unit }) => unit.project ?? []);
  return [...merged, ...projects.filter((each) => !covered.has(each.uri))];
}

/** Every file that something refers to, whether it is there or not. */
export function reachedBy({
  environments,
  asked,
}: {
  readonly environments: Environments;
  readonly asked: ReadonlySet<string>;
}): Set<string> {
  const reached = new Set([...asked, ...environments.wanted]);
  for (const { unit } of environments.all) for (const uri of unit.files) reached.add(uri);
  return reached;
}

/**
 * The files that are judged: what a person wrote as Compose or Kubernetes, and whatever else environments have something to
 * say of; but for what is to be left alone.
 */
export function judged(
  model: WorkspaceModel,
  { ignore }: Pick<Configuration, 'ignore'>,
  bySource: ReadonlyMap<SourceText, unknown>,
): ModelFile[] {
  const ignored = ignoreMatcher(ignore);
  const root = model.snapshot.root;
  const spokenOf = new Set([...bySource.keys()].map(({ uri }) => uri));
  return [...model.files.values()].filter(({ file, kind }) => {
    const ours = kind === 'compose' || kind === 'kubernetes' || kind === 'kustomization';
    if (!ours && !(kind === 'other' && spokenOf.has(file.uri))) return false;
    const path = root === undefined ? undefined : relativePath(root, file.uri);
    return path === undefined || !ignored(path);
  });
}

/** A Compose file as if it were the whole workspace; what it says of other files is neither right nor wrong. */
export function compositionAlone(file: ModelFile, project: ComposeProject): Composition {
  const { uri } = file.file;
  const request = { files: [uri], profiles: ['*'] };
  const model = composeModel(request, {
    yaml: (each) => (each === uri ? file.yaml : undefined),
    text: () => undefined,
  });
  const problems = model.problems.filter(({ code }) => !/missing|remote|unset/.test(code));
  return { node: project.root, model: { ...model, problems }, project, handedOver: [] };
}

/** What was placed, by the document it is in. */
export function candidatesBySource(all: readonly Placed[]): ReadonlyMap<SourceText, readonly Candidate[]> {
  const result = new Map<SourceText, Candidate[]>();
  for (const each of all) {
    const { source } = each.problem.span;
    const list = result.get(source);
    if (list) list.push(each);
    else result.set(source, [each]);
  }
  return result;
}

/** The units that what is found in a file may depend on: those with the file, and those that share a file with these. */
export function related({ all }: Environments, uri: string): Unit[] {
  const units = all.map(({ unit }) => unit);
  const own = units.filter((unit) => unit.files.has(uri));
  const files = new Set(own.flatMap((unit) => [...unit.files]));
  return units.filter((unit) => own.includes(unit) || [...unit.files].some((each) => files.has(each)));
}

/** Whether an object may have findings in a file. */
export function concerns(unit: Unit, root: MapNode, uri: string): boolean {
  if (unit.project?.root === root) return unit.files.has(uri);
  const object = unit.objects.find((each) => each.resource.node === root);
  return object !== undefined && layersOf(object).has(uri);
}

function layersOf({ resource, written, broughtBy }: UnitObject): ReadonlySet<string> {
  const spans = [...partsOf(resource.node).map((part) => part.span), written.span, ...broughtBy];
  return new Set(spans.map((span) => span.source.uri));
}

/** Names places of a workspace as people do. */
export function fixPlacesIn(model: WorkspaceModel): FixPlaces {
  const { files } = model.snapshot;
  return {
    kustomization: (uri) => {
      const node = model.files.get(uri)?.documents[0]?.document.root;
      return node?.kind === 'map' ? node : undefined;
    },
    isFree: (uri) => !files.has(uri),
  };
}

/**
 * A kustomization file among the others of its workspace.
 * @param asked takes up which files it is asked for
 */
export function kustomizationFile(
  node: MapNode,
  { root, files }: Snapshot,
  asked: Set<string>,
): KustomizationFile {
  return {
    node,
    has: (uri) => {
      asked.add(uri);
      return files.has(uri);
    },
    // Of a folder that is not on a disk, only what the editor has open is known.
    isInReach: (uri) => root?.startsWith('file:') === true && (uri === root || uri.startsWith(`${root}/`)),
    files: () => files.keys(),
  };
}

/** The surroundings of what is judged by itself. */
export const NOWHERE: Environment = {
  names: [],
  kind: undefined,
  cluster: clusterOf([]),
  extent: 'open',
  compose: [],
  policy: policyFor(undefined, []),
  kubernetesMinor: NEWEST_KUBERNETES_MINOR,
  customSchema: () => undefined,
  isExternal: () => false,
  setsImage: () => false,
  dockerfileOf: () => undefined,
  usedInPlaceOf: () => undefined,
};
