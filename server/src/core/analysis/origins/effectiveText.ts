import { composeModel } from '../../compose/effective/compose.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { renderYaml } from '../../model/renderYaml.ts';
import type { Span } from '../../text/span.ts';
import { composeRequest, type MergedEnvironment } from '../environmentBook.ts';
import { ModelSource } from '../modelSource.ts';
import { layerName, lineOf, type Merged } from './effectiveRoots.ts';
import { type Masking, maskingOf } from './masking.ts';
import { Places, pathOf } from './places.ts';

/** What an environment amounts to. */
interface Outcome {
  /** Undefined where the layers can't be merged. */
  readonly objects: readonly MapNode[] | undefined;
  /** What stands in the way, or is not here. */
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

/**
 * The merged configuration of an environment as YAML for people to read: secrets masked, and with `origins` a comment
 * at each block that is written in another layer than what is around it.
 */
export function effectiveText(merged: Merged, environment: MergedEnvironment, origins: boolean): string {
  const { objects, problems } = outcomeOf(merged, environment);
  const { name } = environment.spec;
  const places = problems.map(({ span, message }) => `${placeOf(merged, span)}: ${message}`);
  if (!objects) {
    const why = places.length > 0 ? ':' : '.';
    return comment([`The layers of "${name}" can't be merged${why}`, ...new Set(places)]);
  }
  const missing = places.length > 0 ? ['', 'Some of it is not built here:', ...new Set(places)] : [];
  const head = `The effective configuration of "${name}". Secrets are masked.`;
  const masking = maskingOf(merged, environment);
  const body = objects.map((each) => printed(merged, each, masking, origins)).join('---\n');
  return (origins ? `${comment([head, ...missing])}\n` : '') + (body === '' ? comment(['Nothing.']) : body);
}

function outcomeOf(merged: Merged, { spec, build }: MergedEnvironment): Outcome {
  if (spec.deploys.tool === 'compose') {
    const source = new ModelSource(merged.model, new Map(merged.environments.others));
    const model = composeModel(composeRequest(spec.deploys), source);
    const { root, refused } = model;
    const objects = root && !refused ? [root] : undefined;
    return { objects, problems: objects ? [] : model.problems };
  }
  if (!build) return { objects: undefined, problems: [] };
  const problems = build.problems.filter(({ kind }) => kind !== 'note');
  return { objects: build.refused ? undefined : build.objects.map(({ node }) => node), problems };
}

function printed(merged: Merged, root: MapNode, masking: Masking, origins: boolean): string {
  const masks = masksOf(root, masking);
  const originOf = ({ span }: Node): string => layerName(merged, span.source.uri);
  return renderYaml(root, {
    mask: (path) => masks.get(path.join('\0')),
    ...(origins ? { originOf } : {}),
  });
}

/** What is shown in the place of values that hold secrets, by their paths. */
function masksOf(root: MapNode, masking: Masking): ReadonlyMap<string, string> {
  const masks = new Map<string, string>();
  for (const spot of new Places(root).values()) {
    if (spot.node.kind !== 'scalar') continue;
    const text = masking.shown(spot.node, spot);
    if (text !== spot.node.text) masks.set(pathOf(spot).join('\0'), text);
  }
  return masks;
}

/** `file:line`, from 1. */
function placeOf(merged: Merged, span: Span): string {
  const line = lineOf(merged, span);
  return layerName(merged, span.source.uri) + (line === undefined ? '' : `:${line + 1}`);
}

function comment(lines: readonly string[]): string {
  return lines
    .map((line) => `# ${line.replace(/\s+/g, ' ')}`.trimEnd())
    .join('\n')
    .concat('\n');
}
