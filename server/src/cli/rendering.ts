import { stringify } from 'yaml';
import { composeRequest, type MergedEnvironment } from '../core/analysis/environmentBook.ts';
import { ModelSource } from '../core/analysis/modelSource.ts';
import type { WorkspaceModel } from '../core/analysis/workspaceModel.ts';
import { type ComposeRequest, composeModel, renderCompose } from '../core/compose/effective/compose.ts';
import type { Build } from '../core/kustomize/build/build.ts';
import { builtData } from '../core/kustomize/build/data.ts';
import { locate } from '../core/model/file.ts';
import type { Node } from '../core/model/node.ts';
import type { Data } from '../core/model/read.ts';
import { renderYaml } from '../core/model/renderYaml.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import type { Span } from '../core/text/span.ts';

/** How an environment is printed. */
export interface RenderForm {
  readonly origins: boolean;
  readonly json: boolean;
}

/** An environment as it is printed; without text where it can't be merged. */
export interface Rendering {
  readonly text: string | undefined;
  /** What is wrong, or not here, each with its place. */
  readonly complaints: readonly string[];
  readonly incomplete: boolean;
}

/** What is needed to name places. */
export interface Names {
  readonly model: WorkspaceModel;
  nameOf(uri: string): string;
}

/** Prints a kustomization's objects as `kubectl kustomize` does. */
export function renderBuild(build: Build, form: RenderForm, names: Names): Rendering {
  const complaints = build.problems
    .filter(({ kind }) => kind !== 'note')
    .map(({ span, message }) => `${placeOf(span, names)}: ${message}`);
  if (build.refused) return { text: undefined, complaints, incomplete: false };
  const nodes = build.objects.map((each) => each.node);
  const shown = (node: Node): string => (form.origins ? yaml(node, names) : plainYaml(builtData(node)));
  const text = form.json ? json(nodes.map(builtData)) : nodes.map(shown).join('---\n');
  return { text, complaints, incomplete: build.incomplete };
}

/** Prints a Compose project as `docker compose config` does; with origins, its merged layers. */
export function renderProject(request: ComposeRequest, form: RenderForm, names: Names): Rendering {
  const model = composeModel(request, new ModelSource(names.model));
  const complaints = model.problems.map(({ span, message }) => `${placeOf(span, names)}: ${message}`);
  if (model.refused || !model.root) return { text: undefined, complaints, incomplete: false };
  const data: Data = renderCompose(model, request);
  const plain = form.json ? json(data) : plainYaml(data);
  return {
    text: form.origins && !form.json ? yaml(model.root, names) : plain,
    complaints,
    incomplete: false,
  };
}

/** Prints an environment of the workspace, in the shell's variables. */
export function renderEnvironment(
  { spec, build }: MergedEnvironment,
  shell: ReadonlyMap<string, string>,
  form: RenderForm,
  names: Names,
): Rendering {
  if (spec.deploys.tool === 'compose')
    return renderProject({ ...composeRequest(spec.deploys), shell }, form, names);
  return build ? renderBuild(build, form, names) : { text: undefined, complaints: [], incomplete: false };
}

function json(data: Data): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** For readers of YAML 1.1, such as kubectl, too: what they take for something else is quoted. */
function plainYaml(data: Data): string {
  return stringify(data, { lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false, version: '1.1' });
}

function yaml(node: Node, names: Names): string {
  return renderYaml(node, { originOf: ({ span }) => placeOf(span, names) });
}

/** `file:line`, from 1. */
function placeOf(span: Span, { model, nameOf }: Names): string {
  const { uri } = span.source;
  const file = model.files.get(uri);
  const at = file?.yaml && locate(file.yaml, span)?.start;
  if (file === undefined || at === undefined) return nameOf(uri);
  return `${nameOf(uri)}:${new LineIndex(file.file.text).positionAt(at).line + 1}`;
}
