import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { get, itemsOf } from '../../model/read.ts';
import { PLUGINS } from './fields.ts';
import { checkFields, isOn } from './fieldTypes.ts';
import { generate } from './generators.ts';
import { setImages } from './images.ts';
import { readInline } from './inlineYaml.ts';
import { setMarks } from './marks.ts';
import { addPrefix, addSuffix } from './names.ts';
import { type NamespaceMode, setNamespace } from './namespace.ts';
import { objectsOf } from './objects.ts';
import { applyJsonPatch, applyPatch, applyStrategicMerges } from './patches.ts';
import { Refusal, refuse } from './problem.ts';
import { specsOf } from './readConfig.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import type { Setting } from './setting.ts';
import { textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Reads what a path under `transformers` or `generators` leads to; undefined: it is not built here. */
export type ReadPlugins = (item: Node) => readonly MapNode[] | undefined;

/** A plugin, and the entry that asks for it. */
interface Plugin {
  readonly node: MapNode;
  readonly item: Node;
}

function pluginsOf(items: readonly Node[], read: ReadPlugins): Plugin[] {
  const inline: Plugin[] = [];
  const rest: Plugin[] = [];
  for (const item of items) {
    const written = item.kind === 'scalar' ? inlined(item) : undefined;
    for (const node of written ?? []) inline.push({ node, item });
    if (!written) for (const node of read(item) ?? []) rest.push({ node, item });
  }
  return [...inline, ...rest];
}

/** The objects that are written in an entry itself; undefined where it is a path. */
function inlined(item: ScalarNode): readonly MapNode[] | undefined {
  if (!/[\n:{]/.test(item.text)) return undefined;
  try {
    const objects = objectsOf(readInline(item));
    return objects.length > 0 ? objects : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Runs the generators of a kustomization's own making. */
export function runGenerators(work: Work, setting: Setting, read: ReadPlugins): void {
  for (const { node, item } of pluginsOf(setting.items('generators'), read)) {
    const config = builtIn(node);
    const kind = textOf(get(node, 'kind'));
    if (config && kind === 'ConfigMapGenerator') generate(work, setting, 'ConfigMap', config, undefined);
    else if (config && kind === 'SecretGenerator') generate(work, setting, 'Secret', config, undefined);
    else leaveOut(work, item, node);
  }
}

/** Runs the transformers of a kustomization's own making. */
export function runTransformers(work: Work, setting: Setting, read: ReadPlugins): void {
  for (const { node, item } of pluginsOf(setting.items('transformers'), read)) {
    const config = builtIn(node);
    const run = RUNNERS[textOf(get(node, 'kind'))];
    if (config && run) run(work, setting, config);
    else leaveOut(work, item, node);
  }
}

function builtIn(node: MapNode): MapNode | undefined {
  const fields = PLUGINS[textOf(get(node, 'kind'))];
  if (textOf(get(node, 'apiVersion')) !== 'builtin' || !fields) return undefined;
  return checkFields(node, fields, false);
}

function leaveOut(work: Work, item: Node, node: MapNode): void {
  const kind = textOf(get(node, 'kind'));
  work.leaveOut(
    'plugin',
    item.span,
    `The plugin "${kind}" is a program of its own: what it does is not known here.`,
  );
}

type Runner = (work: Work, setting: Setting, config: MapNode) => void;

const RUNNERS: Readonly<Record<string, Runner>> = {
  PrefixTransformer: (work, _, config) => addPrefix(work, get(config, 'prefix'), required(config)),
  SuffixTransformer: (work, _, config) => addSuffix(work, get(config, 'suffix'), required(config)),
  PrefixSuffixTransformer: (work, _, config) => {
    addPrefix(work, get(config, 'prefix'), required(config));
    addSuffix(work, get(config, 'suffix'), required(config));
  },
  LabelTransformer: (work, _, config) => setMarks(work, get(config, 'labels'), specsIn(config)),
  AnnotationsTransformer: (work, _, config) => setMarks(work, get(config, 'annotations'), specsIn(config)),
  NamespaceTransformer: (work, _, config) => {
    const namespace = get(config, 'metadata', 'namespace');
    if (namespace) setNamespace(work, namespace, specsIn(config), modeOf(config));
  },
  ImageTagTransformer: (work, _, config) => {
    const image = get(config, 'imageTag');
    if (image) setImages(work, image, specsIn(config));
  },
  ReplicaCountTransformer: (work, _, config) => {
    const replica = get(config, 'replica');
    if (replica) setReplicas(work, replica, specsIn(config));
  },
  PatchTransformer: applyPatch,
  PatchJson6902Transformer: applyJsonPatch,
  PatchStrategicMergeTransformer: (work, setting, config) => {
    const inline = get(config, 'patches');
    const paths = itemsOf(get(config, 'paths'));
    applyStrategicMerges(work, setting, inline ? [...paths, inline] : paths);
  },
  ReplacementTransformer: (work, setting, config) =>
    applyReplacements(work, setting, itemsOf(get(config, 'replacements'))),
};

function specsIn(config: MapNode): ReturnType<typeof specsOf> {
  return specsOf(get(config, 'fieldSpecs'));
}

function required(config: MapNode): ReturnType<typeof specsOf> {
  const specs = get(config, 'fieldSpecs');
  return specs
    ? specsOf(specs)
    : refuse('plugin-config', config.span, 'This transformer needs "fieldSpecs".');
}

function modeOf(config: MapNode): NamespaceMode {
  const subjects = get(config, 'setRoleBindingSubjects');
  const text = textOf(subjects) || 'defaultOnly';
  if (text !== 'defaultOnly' && text !== 'allServiceAccounts' && text !== 'none')
    return refuse(
      'plugin-config',
      subjects?.span ?? config.span,
      '"setRoleBindingSubjects" must be "defaultOnly", "allServiceAccounts" or "none".',
    );
  return { unsetOnly: isOn(get(config, 'unsetOnly')), subjects: text };
}
