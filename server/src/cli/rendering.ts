import { composeRequest } from '../core/analysis/environmentBook.ts';
import { type ComposeRequest, composeModel, renderCompose } from '../core/compose/effective/compose.ts';
import type { Deploys } from '../core/environment/environmentSpec.ts';
import { type BuildProblem, KustomizeBuilder } from '../core/kustomize/build/build.ts';
import { builtData } from '../core/kustomize/build/data.ts';
import { locate } from '../core/model/file.ts';
import type { Node } from '../core/model/node.ts';
import type { Data } from '../core/model/read.ts';
import { dataAsYaml, renderYaml } from '../core/model/renderYaml.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import type { Span } from '../core/text/span.ts';
import type { DiskSource } from '../workspace/diskSource.ts';

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

/** Where files are read, and how places in them are named. */
export interface Names {
  readonly source: DiskSource;
  nameOf(uri: string): string;
}

/** Prints the objects of the kustomization file `uri` as `kubectl kustomize` does. */
export function renderKustomization(uri: string, form: RenderForm, names: Names): Rendering {
  const build = new KustomizeBuilder(names.source).build(uri);
  const isLeftOut = ({ code }: BuildProblem): boolean => code === 'build-metadata';
  const complaints = build.problems
    .filter((each) => each.kind !== 'note' || isLeftOut(each))
    .map(({ span, message }) => `${placeOf(span, names)}: ${message}`);
  if (build.refused) return { text: undefined, complaints, incomplete: false };
  const nodes = build.objects.map((each) => each.node);
  const shown = (node: Node): string => (form.origins ? yaml(node, names) : dataAsYaml(builtData(node)));
  const text = form.json ? json(nodes.map((node) => builtData(node))) : nodes.map(shown).join('---\n');
  return { text, complaints, incomplete: build.incomplete || build.problems.some(isLeftOut) };
}

/** Prints a Compose project as `docker compose config` does; with origins, its merged layers. */
export function renderProject(request: ComposeRequest, form: RenderForm, names: Names): Rendering {
  const model = composeModel(request, names.source);
  const complaints = model.problems.map(({ span, message }) => `${placeOf(span, names)}: ${message}`);
  if (model.refused || !model.root) return { text: undefined, complaints, incomplete: false };
  const data: Data = renderCompose(model, request);
  const plain = form.json ? json(data) : dataAsYaml(data);
  return {
    text: form.origins && !form.json ? yaml(model.root, names) : plain,
    complaints,
    incomplete: false,
  };
}

/** Prints what an environment deploys, in the shell's variables. */
export function renderDeploys(
  deploys: Deploys,
  shell: ReadonlyMap<string, string>,
  form: RenderForm,
  names: Names,
): Rendering {
  return deploys.tool === 'compose'
    ? renderProject({ ...composeRequest(deploys), shell }, form, names)
    : renderKustomization(deploys.kustomization, form, names);
}

function json(data: Data): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function yaml(node: Node, names: Names): string {
  return renderYaml(node, { originOf: ({ span }) => placeOf(span, names) });
}

/** `file:line`, from 1. */
function placeOf(span: Span, { source, nameOf }: Names): string {
  const { uri } = span.source;
  const file = source.yaml(uri);
  const at = file && locate(file, span)?.start;
  if (file === undefined || at === undefined) return nameOf(uri);
  return `${nameOf(uri)}:${new LineIndex(file.text).positionAt(at).line + 1}`;
}
