import type { MapNode } from '../../model/node.ts';
import type { Data } from '../../model/read.ts';
import { folderOf } from '../../text/uri.ts';
import { projectEnvironment } from './envFiles.ts';
import { type FileReference, fileReferences } from './fileReferences.ts';
import { loadModel } from './load.ts';
import { activeProfiles, enabledServices } from './profiles.ts';
import { projectName } from './projectName.ts';
import { renderProject } from './render/project.ts';
import {
  type ComposeProblem,
  type ComposeSource,
  type Judging,
  Session,
  type VariableUse,
} from './session.ts';

export { discoverFiles } from './discover.ts';
export type { FileReference } from './fileReferences.ts';
export { judgedAlone } from './judged.ts';
export type { ComposeProblem, ComposeSource, Judging, VariableUse } from './session.ts';

/** What is asked of Compose: as if run in the folder of the first file. */
export interface ComposeRequest {
  /** The URIs of the files, in the order of `-f`. */
  readonly files: readonly string[];
  readonly shell?: ReadonlyMap<string, string>;
  /** `--env-file`, as URIs. */
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  /** `--project-directory`, as a URI. */
  readonly projectDirectory?: string;
  readonly projectName?: string;
  /**
   * For those who judge the model: variables are replaced where their values are known and no secrets, each scalar
   * keeps what is written of it, and nothing is checked but that the files can be merged.
   */
  readonly judging?: Judging;
}

/** What Compose would run. */
export interface EffectiveCompose {
  /** The merged layers, before short forms are written out. */
  readonly root: MapNode | undefined;
  readonly problems: readonly ComposeProblem[];
  /** Whether Compose refuses the project: there is an error among the problems. */
  readonly refused: boolean;
  /** The project's name. */
  readonly name: string;
  /** Every file that was looked at, whether it is there or not. */
  readonly files: ReadonlySet<string>;
  readonly variables: readonly VariableUse[];
  /** The files whose content the services get. */
  readonly references: readonly FileReference[];
}

const rendered = new WeakMap<EffectiveCompose, Data>();

const NO_SHELL: ReadonlyMap<string, string> = new Map();

/**
 * Merges the files of a project as `docker compose config` does (Compose specification, "Merge", "Include",
 * "Extends", "Interpolation", "Profiles"). Never throws.
 */
export function composeModel(request: ComposeRequest, source: ComposeSource): EffectiveCompose {
  const shell = request.shell ?? NO_SHELL;
  const project = request.projectDirectory ?? folderOf(request.files[0] ?? 'file:///');
  const { judging } = request;
  const session = new Session(source, project, judging);
  const plain = projectEnvironment(session, shell, request.envFiles);
  const name = projectName(session, request, plain);
  const environment = plain.with(new Map([['COMPOSE_PROJECT_NAME', { value: name, by: undefined }]]));
  const base = { folder: project, unwritten: project };
  const wanted = request.files.map((uri) => ({ uri }));
  const merged = loadModel(session, wanted, { environment, base, within: [], extending: false });
  if (!merged && !session.refused) {
    const place = session.placeIn(request.files[0] ?? project);
    session.error('empty', place, 'This project has no content: there must be at least one service.');
  }
  const profiles = activeProfiles(request.profiles ?? [], environment);
  const root = merged && !session.refused ? enabledServices(merged, profiles) : merged;
  let data: Data = null;
  if (root && merged && !session.refused && !judging) {
    data = renderProject({ session, environment, name, whole: merged }, root);
  }
  const { problems, refused, files, variables } = session;
  const references = root ? fileReferences(session, root) : [];
  const model: EffectiveCompose = { root, problems, refused, name, files, variables, references };
  rendered.set(model, refused ? null : data);
  return model;
}

/** What `docker compose config --format json` prints for the model; null where Compose refuses it. */
export function renderCompose(model: EffectiveCompose, _request: ComposeRequest): Data {
  return rendered.get(model) ?? null;
}
