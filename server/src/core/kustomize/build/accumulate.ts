import type { MapNode, Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { folderOf } from '../../text/uri.ts';
import { KUSTOMIZATION_NAMES } from '../kustomization.ts';
import { type Config, EMPTY_CONFIG, mergeConfig, SpecConflict } from './config.ts';
import { DEFAULT_CONFIG } from './defaultConfig.ts';
import { isWithin, pathIn } from './files.ts';
import { generate } from './generators.ts';
import { objectsOf, startOf } from './objects.ts';
import { readOpenApi } from './openapi.ts';
import { runGenerators, runTransformers } from './plugins.ts';
import { type BuildProblem, following, refuse } from './problem.ts';
import { readConfig, readCrds } from './readConfig.ts';
import { isComponent, readKustomization } from './readKustomization.ts';
import { isRemote } from './remote.ts';
import { type Resource, resourceOf } from './resource.ts';
import { BUILT_IN_SCOPES } from './scopes.ts';
import { Setting } from './setting.ts';
import { BUILT_IN_SHAPES } from './shapes.ts';
import { transform } from './transformers.ts';
import { textOf } from './tree.ts';
import type { VarDeclaration } from './varDeclaration.ts';
import { addVars, declareVars } from './vars.ts';
import type { Kinds, Work } from './work.ts';

/** What a kustomization gives to those that use it: its objects, before names get their hashes and references are fixed. */
export interface Accumulation {
  readonly node: MapNode;
  readonly resources: readonly Resource[];
  readonly config: Config;
  readonly vars: readonly VarDeclaration[];
  readonly kinds: Kinds;
  readonly incomplete: boolean;
  readonly problems: readonly BuildProblem[];
}

/** The built-in kinds. */
export const BUILT_IN_KINDS: Kinds = { shapes: BUILT_IN_SHAPES, scopes: BUILT_IN_SCOPES };

/** Builds what other kustomizations use. */
export interface Surroundings {
  /** The folders of the kustomizations on the way here, outermost first. */
  readonly chain: readonly string[];
  /** Builds the kustomization `uri` for one in `from`. */
  below(uri: string, chain: readonly string[], kinds: Kinds): Accumulation;
  /** Says that a component in this folder takes part. */
  enter(folder: string): void;
}

/** Reads a kustomization file; where the folder holds several, Kustomize refuses. */
export function openKustomization(work: Work, uri: string): MapNode | undefined {
  const file = work.files.yaml(uri);
  if (!file) return undefined;
  const folder = folderOf(uri);
  const node = readKustomization(file);
  const others = KUSTOMIZATION_NAMES.map((name) => `${folder}/${name}`).filter((each) => each !== uri);
  if (
    KUSTOMIZATION_NAMES.some((name) => uri === `${folder}/${name}`) &&
    others.some((each) => work.files.text(each) !== undefined)
  )
    refuse(
      'several-kustomizations',
      startOf(node),
      'There are several kustomization files in this folder: Kustomize takes only one.',
    );
  return node;
}

/** Runs the steps of a kustomization over the objects that a component finds, or over none. */
export function accumulate(work: Work, uri: string, node: MapNode, around: Surroundings): void {
  const setting = new Setting(uri, folderOf(uri), node, work.files);
  new Accumulator(work, setting, around).run();
}

class Accumulator {
  private readonly work: Work;
  private readonly setting: Setting;
  private readonly around: Surroundings;
  private readonly chain: readonly string[];

  constructor(work: Work, setting: Setting, around: Surroundings) {
    this.work = work;
    this.setting = setting;
    this.around = around;
    this.chain = [...around.chain, setting.folder];
  }

  run(): void {
    const { work, setting } = this;
    this.useOpenApi();
    for (const item of [...setting.items('resources'), ...setting.items('bases')])
      following(item.span, () => this.resource(item));
    this.configure();
    this.generators();
    for (const item of setting.items('components')) this.component(item);
    transform(work, setting);
    runTransformers(work, setting, (item) => this.plugins(item));
    for (const item of setting.items('validators'))
      work.leaveOut('plugin', item.span, 'Validators are programs of their own: they are not run here.');
    declareVars(work, setting);
    for (const item of setting.items('buildMetadata'))
      work.note(
        'build-metadata',
        item.span,
        `"${textOf(item)}" adds labels or annotations that are left out here.`,
      );
  }

  private useOpenApi(): void {
    const { work, setting } = this;
    const openapi = setting.field('openapi');
    const version = get(openapi, 'version');
    const path = get(openapi, 'path');
    if (version && path) refuse('openapi', version.span, 'Kustomize takes either "version" or "path".');
    if (version && textOf(version) !== '' && textOf(version) !== 'v1.21.2')
      refuse('openapi', version.span, `Kustomize has no schema "${textOf(version)}": it knows "v1.21.2".`);
    if (path && work.kinds === BUILT_IN_KINDS)
      work.kinds = readOpenApi(setting.file(path, 'missing-file')) ?? work.kinds;
  }

  private resource(item: Node): void {
    const objects = this.objectsAt(item);
    if (objects) {
      this.bring(item, objects, (object) => resourceOf(object, []));
      return;
    }
    if (this.isRemote(item)) return;
    const below = this.directory(item);
    if (isComponent(below.node))
      refuse('component-as-resource', item.span, 'This is a component: it goes under "components".');
    this.take(below, item);
  }

  /** The objects of the file that an entry names; undefined where it names no file. */
  private objectsAt(item: Node): readonly MapNode[] | undefined {
    const uri = pathIn(this.setting.folder, textOf(item));
    if (uri === undefined || isWithin(uri, this.setting.folder)) return undefined;
    const file = this.work.files.yaml(uri);
    if (!file) return undefined;
    if (!isWithin(this.setting.folder, uri))
      refuse(
        'unsafe-path',
        item.span,
        `"${textOf(item)}" is outside of the folder of this kustomization: Kustomize reads files only in or below it.`,
      );
    return objectsOf(file);
  }

  private isRemote(item: Node): boolean {
    const path = textOf(item);
    if (!isRemote(path)) return false;
    this.work.leaveOut(
      'remote-resource',
      item.span,
      `"${path}" is not on this machine: what it brings is not known here.`,
    );
    return true;
  }

  private take(below: Accumulation, item: Node): void {
    const { work } = this;
    this.bring(item, below.resources, (each) => each);
    work.config = this.merged(work.config, below.config);
    addVars(work, below.vars);
    if (work.kinds === BUILT_IN_KINDS) work.kinds = below.kinds;
    work.incomplete ||= below.incomplete;
    work.problems.push(...below.problems);
  }

  /** Adds what an entry brings, noting the way on which it comes. */
  private bring<T extends object>(item: Node, all: readonly T[], resource: (each: T) => Resource): void {
    const { work } = this;
    const way = [item.span, ...work.trail];
    const step = work.memory.step('brought', item, ...work.trail);
    work.append(
      all.flatMap((each) => {
        const brought = work.memory.run(step, each, () => {
          const own = resource(each);
          return { ...own, broughtBy: [...own.broughtBy, ...way] };
        });
        return brought ? [brought] : [];
      }),
    );
  }

  private directory(item: Node): Accumulation {
    const uri = this.kustomizationAt(item);
    return this.around.below(uri, this.chain, this.work.kinds);
  }

  /** The kustomization file in the folder that an entry names. */
  private kustomizationAt(item: Node): string {
    const path = textOf(item);
    const folder = path === '' ? undefined : pathIn(this.setting.folder, path);
    if (folder === undefined)
      return refuse(
        'missing-resource',
        item.span,
        `"${path}" is neither a file nor a folder beside this kustomization.`,
      );
    if (this.chain.some((visited) => isWithin(folder, visited)))
      refuse(
        'cycle',
        item.span,
        `"${path}" leads back to a kustomization that is being built, or to a folder above it.`,
      );
    const uri = this.work.files.kustomizationIn(folder);
    return (
      uri ??
      refuse('missing-resource', item.span, `"${path}" is neither a file nor a folder with a kustomization.`)
    );
  }

  private component(item: Node): void {
    const { work } = this;
    if (this.isRemote(item)) return;
    const uri = this.kustomizationAt(item);
    const node = openKustomization(work, uri);
    if (!node) refuse('missing-resource', item.span, `The component "${textOf(item)}" can not be read.`);
    if (!isComponent(node))
      refuse('not-a-component', item.span, `"${textOf(item)}" is no component: it goes under "resources".`);
    const { trail } = work;
    work.trail = [item.span, ...trail];
    this.around.enter(folderOf(uri));
    accumulate(work, uri, node, { ...this.around, chain: this.chain });
    work.trail = trail;
    work.config = this.merged(EMPTY_CONFIG, work.config);
    work.checkUnique();
  }

  private configure(): void {
    const { work, setting } = this;
    let own: Config = EMPTY_CONFIG;
    for (const item of setting.items('configurations'))
      own = this.merged(own, readConfig(setting.file(item, 'missing-file')), item);
    work.config = this.merged(work.config, this.merged(DEFAULT_CONFIG, own));
    for (const item of setting.items('crds'))
      work.config = this.merged(work.config, readCrds(setting.file(item, 'missing-file')), item);
  }

  private merged(lower: Config, upper: Config, item?: Node): Config {
    try {
      return mergeConfig(lower, upper);
    } catch (error) {
      if (!(error instanceof SpecConflict)) throw error;
      return refuse('config-conflict', item?.span ?? startOf(this.setting.node), error.message);
    }
  }

  private generators(): void {
    const { work, setting } = this;
    const general = setting.field('generatorOptions');
    for (const item of setting.items('configMapGenerator'))
      if (item.kind === 'map') generate(work, setting, 'ConfigMap', item, general);
    for (const item of setting.items('secretGenerator'))
      if (item.kind === 'map') generate(work, setting, 'Secret', item, general);
    for (const item of [...setting.items('helmCharts'), ...setting.items('helmChartInflationGenerator')])
      work.leaveOut(
        'helm-chart',
        startOf(item),
        'Helm charts are not built here: what this one brings is not known.',
      );
    runGenerators(work, setting, (item) => this.plugins(item));
  }

  /** The configurations of plugins that a path leads to: a file, or a folder with a kustomization. */
  private plugins(item: Node): readonly MapNode[] | undefined {
    const objects = this.objectsAt(item);
    if (objects) return objects;
    if (this.isRemote(item)) return undefined;
    const below = this.directory(item);
    this.work.incomplete ||= below.incomplete;
    this.work.problems.push(...below.problems);
    return below.resources.map((each) => each.node);
  }
}
