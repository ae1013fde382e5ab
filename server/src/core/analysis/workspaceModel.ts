import { judgedAlone } from '../compose/effective/compose.ts';
import { type ComposeProject, composeProject, isOverrideName, looksLikeCompose } from '../compose/project.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { type KustomizeGraph, kustomizeGraph } from '../kustomize/graph.ts';
import { isKustomizationName, type Kustomization, kustomizationOf } from '../kustomize/kustomization.ts';
import type { YamlDocument } from '../model/document.ts';
import { readFile, type YamlFile } from '../model/file.ts';
import { folderOf } from '../text/uri.ts';
import { type FileKind, isTemplate, kindOfFile } from './classify.ts';
import { JUDGING } from './judging.ts';
import type { Snapshot, SnapshotFile } from './snapshot.ts';

/** A file, read as far as the engine has use for it. */
export interface ModelFile {
  readonly file: SnapshotFile;
  readonly kind: FileKind;
  /** Undefined for files that are too large, and for those that are not YAML. */
  readonly yaml: YamlFile | undefined;
  readonly documents: readonly ModelDocument[];
  readonly tooLarge: boolean;
  readonly position: FilePosition;
}

/** What other files make of a file. */
interface FilePosition {
  /** It stands in a Helm chart's templates. */
  readonly helm: boolean;
  /** It is a Compose file with a base that it is laid over. */
  readonly override: boolean;
  /** A kustomization names it. */
  readonly used: boolean;
}

/** A document with what it was found to be. */
export interface ModelDocument {
  readonly document: YamlDocument;
  /** Not YAML yet: nothing is said about it. */
  readonly template: boolean;
  readonly resources: readonly Resource[];
  readonly project: ComposeProject | undefined;
}

/** Everything the rules may look at, of one workspace folder. */
export interface WorkspaceModel {
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, ModelFile>;
  readonly graph: KustomizeGraph;
  readonly projects: readonly ComposeProject[];
}

/** Reads a snapshot; what also stands in `previous` is taken over. */
export function readWorkspace(
  snapshot: Snapshot,
  { maxFileSize, isolated }: { readonly maxFileSize: number; readonly isolated: boolean },
  previous: WorkspaceModel | undefined,
): WorkspaceModel {
  const reader = new WorkspaceReader(snapshot, maxFileSize, isolated, previous);
  // Kustomizations come first: they tell what other files are.
  const kustomizations: Kustomization[] = [];
  for (const uri of snapshot.files.keys()) {
    if (!isKustomizationName(uri)) continue;
    const read = kustomizationOf(uri, reader.read(uri, false)?.documents[0]?.document.root);
    if (read) kustomizations.push(read);
  }
  const graph = kustomizeGraph(kustomizations);
  const files = new Map<string, ModelFile>();
  const projects: ComposeProject[] = [];
  for (const uri of snapshot.files.keys()) {
    const file = reader.read(uri, !isolated && graph.uses(uri));
    if (!file) continue;
    files.set(uri, file);
    for (const { project } of file.documents) if (project) projects.push(project);
  }
  return { snapshot, files, graph, projects };
}

class WorkspaceReader {
  private readonly snapshot: Snapshot;
  private readonly maxFileSize: number;
  private readonly isolated: boolean;
  private readonly previous: WorkspaceModel | undefined;
  private readonly done = new Map<string, ModelFile>();

  constructor(
    snapshot: Snapshot,
    maxFileSize: number,
    isolated: boolean,
    previous: WorkspaceModel | undefined,
  ) {
    this.snapshot = snapshot;
    this.maxFileSize = maxFileSize;
    this.isolated = isolated;
    this.previous = previous;
  }

  /** @param used whether a kustomization names the file: then it is read whatever it looks like */
  read(uri: string, used: boolean): ModelFile | undefined {
    const file = this.snapshot.files.get(uri);
    const done = this.done.get(uri);
    if (!file || done) return done;
    const position = this.isolated ? ALONE : { ...positionOf(uri, this.snapshot), used };
    const before = this.previous?.files.get(uri);
    const same = before !== undefined && unchanged(before, file, position);
    const model = same ? { ...before, file } : readModelFile(file, position, this.maxFileSize, before);
    this.done.set(uri, model);
    return model;
  }
}

const ALONE: FilePosition = { helm: false, override: false, used: false };

function positionOf(uri: string, snapshot: Snapshot): Omit<FilePosition, 'used'> {
  return { helm: inHelmChart(uri, snapshot), override: isOverride(uri, snapshot) };
}

function unchanged(before: ModelFile, file: SnapshotFile, position: FilePosition): boolean {
  return (
    before.file.text === file.text &&
    before.file.languageId === file.languageId &&
    before.position.helm === position.helm &&
    before.position.override === position.override &&
    before.position.used === position.used
  );
}

const YAML_KINDS: ReadonlySet<FileKind> = new Set([
  'compose',
  'kubernetes',
  'kustomization',
  'configuration',
]);

function readModelFile(
  file: SnapshotFile,
  position: FilePosition,
  maxFileSize: number,
  before: ModelFile | undefined,
): ModelFile {
  const looks = kindOfFile(file);
  const kind = looks === 'other' && position.used && /\.ya?ml$/i.test(file.uri) ? 'kubernetes' : looks;
  const tooLarge = file.text.length > maxFileSize;
  const none = { file, kind, yaml: undefined, documents: [], tooLarge, position };
  if (!YAML_KINDS.has(kind)) return { ...none, tooLarge: false };
  if (tooLarge) return none;
  const yaml = readFile(file.uri, file.text, before?.yaml);
  const comparable = before?.kind === kind && unchanged({ ...before, file }, file, position);
  const known = new Map(comparable ? before.documents.map((each) => [each.document, each]) : []);
  const documents = yaml.documents.map(
    ({ document }) => known.get(document) ?? readModelDocument(file.uri, kind, document, position),
  );
  return { file, kind, yaml, documents, tooLarge, position };
}

function readModelDocument(
  uri: string,
  kind: FileKind,
  document: YamlDocument,
  position: FilePosition,
): ModelDocument {
  const clean = document.problems.length === 0;
  const template = position.helm || isTemplate(document.source.text, clean);
  if (template) return { document, template, resources: [], project: undefined };
  const compose = kind === 'compose' && looksLikeCompose(uri, document.root);
  const project =
    compose && document.root?.kind === 'map'
      ? composeProject(uri, judgedAlone(document.root, JUDGING), position.override)
      : undefined;
  return { document, template, resources: project ? [] : resourcesOf(document.root), project };
}

/** Whether a file stands in the `templates` folder of a Helm chart. */
function inHelmChart(uri: string, snapshot: Snapshot): boolean {
  const at = uri.lastIndexOf('/templates/');
  return at >= 0 && snapshot.files.has(`${uri.slice(0, at)}/Chart.yaml`);
}

const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** Whether a Compose file is laid over another: its name says so, and a base stands beside it, above it or in a neighbour folder's parent. */
function isOverride(uri: string, snapshot: Snapshot): boolean {
  if (!isOverrideName(uri)) return false;
  const folder = folderOf(uri);
  return [folder, folderOf(folder)].some((each) =>
    BASES.some((base) => snapshot.files.has(`${each}/${base}`)),
  );
}
