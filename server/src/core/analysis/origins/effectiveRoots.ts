import { isKustomizationName } from '../../kustomize/kustomization.ts';
import { locate, type YamlFile } from '../../model/file.ts';
import type { MapNode } from '../../model/node.ts';
import { get, stringOf } from '../../model/read.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { Span } from '../../text/span.ts';
import { baseName, relativePath } from '../../text/uri.ts';
import type { Analysis } from '../analyzer.ts';
import type { MergedEnvironment } from '../environmentBook.ts';
import { Places } from './places.ts';

/** An effective object of an environment: a Kubernetes object, or a Compose project. */
export interface EffectiveRoot {
  readonly node: MapNode;
  readonly places: Places;
  /** What to call a Kubernetes object: `Deployment "api"`. */
  readonly title: string | undefined;
  /** The patches and operations that changed it. */
  readonly patches: readonly Span[];
}

/** What of a result is needed here. */
export type Merged = Pick<Analysis, 'model' | 'environments'>;

const known = new WeakMap<MapNode, EffectiveRoot>();

/** The objects of an environment that a file may have a part in. */
export function effectiveRoots(environment: MergedEnvironment, uri: string): readonly EffectiveRoot[] {
  const { build, compose, unit } = environment;
  if (!unit.files.has(uri)) return [];
  if (build) {
    const all = isKustomizationName(uri);
    return build.objects
      .filter(
        ({ written, patches }) =>
          all || written?.span.source.uri === uri || patches.some((each) => each.source.uri === uri),
      )
      .map(({ node, patches }) => rootOf(node, patches));
  }
  const model = unit.composition?.model;
  const root = (model?.refused ? undefined : model?.root) ?? (compose?.refused ? undefined : compose?.root);
  return root ? [rootOf(root, [])] : [];
}

/** The environments that a file has a part in. */
export function environmentsOf({ environments }: Merged, uri: string): readonly MergedEnvironment[] {
  return environments.all.filter(({ unit }) => unit.files.has(uri));
}

/** A file as it was read as YAML. */
export function yamlOf({ model, environments }: Merged, uri: string): YamlFile | undefined {
  return model.files.get(uri)?.yaml ?? environments.others.get(uri);
}

/** What a file is called: its path in the folder. */
export function layerName({ model: { snapshot } }: Merged, uri: string): string {
  return (snapshot.root === undefined ? undefined : relativePath(snapshot.root, uri)) ?? baseName(uri);
}

/** The line of a place, from 0; undefined where it can't be told. */
export function lineOf(merged: Merged, span: Span): number | undefined {
  const { uri } = span.source;
  const yaml = yamlOf(merged, uri);
  const text = yaml?.text ?? merged.model.snapshot.files.get(uri)?.text;
  if (text === undefined) return undefined;
  const start = text === span.source.text ? span.start : yaml && locate(yaml, span)?.start;
  return start === undefined ? undefined : new LineIndex(text).positionAt(start).line;
}

function rootOf(node: MapNode, patches: readonly Span[]): EffectiveRoot {
  let root = known.get(node);
  if (!root) {
    const [kind, name] = [stringOf(get(node, 'kind')), stringOf(get(node, 'metadata', 'name'))];
    const title = kind === undefined || name === undefined ? undefined : `${kind} "${name}"`;
    root = { node, places: new Places(node), title, patches };
    known.set(node, root);
  }
  return root;
}
