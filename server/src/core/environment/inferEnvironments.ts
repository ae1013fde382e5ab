import type { ComposeProject } from '../compose/project.ts';
import type { KustomizeGraph } from '../kustomize/graph.ts';
import { type EnvironmentKind, kindOfName } from '../rule/environmentKind.ts';
import { baseName, folderOf, relativePath, resolvePath } from '../text/uri.ts';
import {
  type ComposeSet,
  defaultFiles,
  envWordOf,
  filesOfVariable,
  setsByName,
  wordOf,
} from './composeSets.ts';
import type { Deploy } from './deploys.ts';
import {
  type ComposeDeploys,
  DECLARED,
  type DeclaredEnvironment,
  type Deploys,
  type EnvironmentSpec,
} from './environmentSpec.ts';
import { runsAtTop } from './scripts.ts';
import { OWN_FOLDER, TOP_FOLDER } from './variables.ts';

/** What a workspace folder tells of its environments. */
export interface Landscape {
  /** The folder's URI, without a slash at its end; undefined for files outside every folder. */
  readonly root: string | undefined;
  /** Its Compose files, each read by itself. */
  readonly projects: readonly ComposeProject[];
  readonly graph: KustomizeGraph;
  /** The URI of the kustomization in a folder. */
  kustomizationIn(folder: string): string | undefined;
  /** READMEs, Makefiles, scripts, workflows and `.env` files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The deployments that a text shows. */
  deploysIn(uri: string, text: string): readonly Deploy[];
  readonly declared: readonly DeclaredEnvironment[];
}

/**
 * Finds the environments of a workspace folder, in this order: those declared in the configuration, those that
 * commands in the workspace's texts deploy, `COMPOSE_FILE` in a `.env`, the names of Compose files, and root kustomizations.
 * What an earlier source says of the same layers stands.
 */
export function inferEnvironments(landscape: Landscape): EnvironmentSpec[] {
  return new Inference(landscape).run();
}

class Inference {
  private readonly landscape: Landscape;
  private readonly result = new Map<string, EnvironmentSpec>();
  private readonly compose: ReadonlySet<string>;
  /** What `COMPOSE_FILE` names, by the folder of its `.env`. */
  private readonly variable = new Map<string, readonly string[]>();

  constructor(landscape: Landscape) {
    this.landscape = landscape;
    this.compose = new Set(landscape.projects.map((project) => project.uri));
  }

  run(): EnvironmentSpec[] {
    const has = (uri: string): boolean => this.compose.has(uri);
    for (const declared of this.landscape.declared) this.declare(declared);
    for (const [uri, text] of this.landscape.texts) {
      const files = isDotEnv(uri) ? filesOfVariable(text, folderOf(uri)) : [];
      if (files.length > 0 && files.every(has)) this.variable.set(folderOf(uri), files);
    }
    for (const [uri, text] of this.landscape.texts) {
      const deploys = isDotEnv(uri) ? [] : this.landscape.deploysIn(uri, text);
      for (const deploy of deploys) this.shown(deploy, uri);
    }
    for (const [folder, files] of this.variable) this.addFiles(files, this.originOf(folder));
    // Where the variable says what is deployed, the names do not.
    const isTaken = ({ files: [base], word }: ComposeSet): boolean =>
      word === undefined && this.variable.has(folderOf(base ?? ''));
    const sets = setsByName(this.landscape.projects, has).filter((set) => !isTaken(set));
    // Those that say a word first: then it is known which bases others are laid over.
    for (const set of sets) if (set.word !== undefined) this.named(set);
    for (const set of sets) if (set.word === undefined) this.named(set);
    for (const { root } of this.landscape.graph.deployments)
      this.addKustomization(root.uri, 'root kustomization');
    return this.disambiguated();
  }

  private declare({ name, kind, compose, kustomize }: DeclaredEnvironment): void {
    const base = { name, named: true, kind: kind ?? kindOfName(name), origin: DECLARED };
    if (compose) this.add({ ...base, deploys: { tool: 'compose', ...compose } });
    const kustomization = kustomize === undefined ? undefined : this.kustomizationAt(kustomize);
    if (kustomization !== undefined) this.add({ ...base, deploys: { tool: 'kustomize', kustomization } });
  }

  /** A command in a text: it is run where all that it names is. */
  private shown(deploy: Deploy, uri: string): void {
    const origin = `${this.pathOf(uri)}:${deploy.line}`;
    for (const folder of this.placesOf(deploy, uri)) {
      const at = (path: string): string | undefined => this.placeOf(path, folder, uri);
      const found =
        deploy.tool === 'compose'
          ? this.composeAt(deploy, folder, at, origin)
          : this.kustomizeAt(at(deploy.path), origin);
      if (found) return;
    }
  }

  private kustomizeAt(path: string | undefined, origin: string): boolean {
    const kustomization = path === undefined ? undefined : this.kustomizationAt(path);
    if (kustomization !== undefined) this.addKustomization(kustomization, origin);
    return kustomization !== undefined;
  }

  private composeAt(
    { files: named, envFiles, profiles, projectDirectory }: Deploy & { tool: 'compose' },
    folder: string,
    at: (path: string) => string | undefined,
    origin: string,
  ): boolean {
    const has = (file: string): boolean => this.compose.has(file);
    const variable = named.length > 0 ? undefined : this.variable.get(folder);
    const files =
      named.length > 0 ? named.map((file) => at(file) ?? '') : (variable ?? defaultFiles(folder, has));
    if (files.length === 0 || !files.every(has)) return false;
    this.addFiles(files, variable ? this.originOf(folder) : origin, {
      envFiles: envFiles.flatMap((file) => at(file) ?? []),
      profiles,
      projectDirectory: projectDirectory === undefined ? undefined : at(projectDirectory),
    });
    return true;
  }

  /**
   * The folders that a command may run in, the likeliest first: a server runs what it is told in the workspace's folder,
   * people run a Makefile, a script or what a README says beside it, or above.
   */
  private placesOf(deploy: Deploy, uri: string): Iterable<string> {
    const { root } = this.landscape;
    const own = folderOf(uri);
    const bases = runsAtTop(uri) ? [root, own, folderOf(own)] : [own, folderOf(own), root];
    const places = bases.flatMap((base) =>
      base === undefined ? [] : (this.placeOf(deploy.folder ?? '.', base, uri) ?? base),
    );
    const [first, ...rest] = (deploy.folder ?? '').split('/');
    // After a clone that the text does not tell of, people change to the workspace's folder by its name.
    const named = root !== undefined && first !== '' && first === baseName(root);
    return new Set(named ? [...places, resolvePath(root, rest.join('/')) ?? root] : places);
  }

  /** The URI of a path in a folder, or in the one that the path names. */
  private placeOf(path: string, folder: string, uri: string): string | undefined {
    const bases = [
      [OWN_FOLDER, folderOf(uri)],
      [TOP_FOLDER, this.landscape.root ?? folder],
    ] as const;
    for (const [word, base] of bases)
      if (path.startsWith(word)) return resolvePath(base, `.${path.slice(word.length)}`);
    return resolvePath(folder, path);
  }

  private originOf(folder: string): string {
    return `COMPOSE_FILE in ${this.pathOf(`${folder}/.env`)}`;
  }

  /** A set that names alone tell; a base that others are laid over is not one by itself. */
  private named({ files, word }: ComposeSet): void {
    const [base] = files;
    const isBaseOfOthers = [...this.result.values()].some(
      ({ deploys }) => deploys.tool === 'compose' && deploys.files.length > 1 && deploys.files[0] === base,
    );
    const alone = files.length === 1 && word === undefined && isBaseOfOthers;
    const lastIsUsed = [...this.result.values()].some(
      ({ deploys }) => deploys.tool === 'compose' && deploys.files.includes(files.at(-1) ?? ''),
    );
    if (!alone && !(word !== undefined && lastIsUsed)) this.addFiles(files, 'file names');
  }

  private addFiles(
    files: readonly string[],
    origin: string,
    more: Omit<ComposeDeploys, 'tool' | 'files'> = {
      envFiles: [],
      profiles: [],
      projectDirectory: undefined,
    },
  ): void {
    const fromFiles = files.flatMap((file) => wordOf(file) ?? []).filter((word) => word !== 'override');
    const words = fromFiles.length > 0 ? fromFiles : more.envFiles.flatMap((file) => envWordOf(file) ?? []);
    const folder = this.pathOf(folderOf(files[0] ?? ''));
    const name = words.join('+') || folder || 'default';
    const kind = kindOfWords([...words].reverse()) ?? kindOfPath(folder);
    const named = kindOfWords(words) !== undefined;
    this.add({ name, named, kind, origin, deploys: { tool: 'compose', files, ...more } });
  }

  private addKustomization(uri: string, origin: string): void {
    const folder = folderOf(uri);
    const path = this.pathOf(folder);
    const name = baseName(folder);
    const kind = kindOfPath(path);
    this.add({ name, named: true, kind, origin, deploys: { tool: 'kustomize', kustomization: uri } });
  }

  /** Of the same layers with the same variables, the first source's word stands. */
  private add(environment: Omit<EnvironmentSpec, 'id'>): void {
    const { deploys } = environment;
    const id = idOf(deploys);
    const variables = envFilesOf(deploys);
    const known = [...this.result.values()].some(
      (each) =>
        layersOf(each.deploys) === layersOf(deploys) &&
        // A command that names no variables, such as one that shows logs, says nothing against those of another.
        (variables === '' || envFilesOf(each.deploys) === variables),
    );
    if (!known) this.result.set(id, { id, ...environment });
  }

  private kustomizationAt(uri: string): string | undefined {
    return (
      this.landscape.kustomizationIn(uri) ??
      (this.landscape.kustomizationIn(folderOf(uri)) === uri ? uri : undefined)
    );
  }

  /** Two of one tool with the same name are told apart by their folders. */
  private disambiguated(): EnvironmentSpec[] {
    const all = [...this.result.values()];
    const count = new Map<string, number>();
    for (const { name, deploys } of all) {
      const key = `${deploys.tool} ${name}`;
      count.set(key, (count.get(key) ?? 0) + 1);
    }
    return all.map((each) => {
      if (each.origin === DECLARED || (count.get(`${each.deploys.tool} ${each.name}`) ?? 0) < 2) return each;
      const { deploys } = each;
      const path =
        deploys.tool === 'kustomize'
          ? this.pathOf(folderOf(deploys.kustomization))
          : [...deploys.files, ...deploys.envFiles].map((file) => this.pathOf(file)).join('+');
      return { ...each, name: path || each.name };
    });
  }

  /** A path below the workspace folder, for people; empty for the folder itself. */
  private pathOf(uri: string): string {
    const { root } = this.landscape;
    if (root === undefined) return baseName(uri);
    return uri === root ? '' : (relativePath(root, uri) ?? baseName(uri));
  }
}

function kindOfWords(words: readonly string[]): EnvironmentKind | undefined {
  return words.map(kindOfName).find((each) => each !== undefined);
}

/** The kind that one of the last folders of a path tells; further up in a tree a word such as `test` says little. */
function kindOfPath(path: string): EnvironmentKind | undefined {
  return kindOfWords(path.split('/').reverse().slice(0, 3));
}

function isDotEnv(uri: string): boolean {
  return /^\.env/.test(baseName(uri));
}

function idOf(deploys: Deploys): string {
  return deploys.tool === 'kustomize'
    ? `kustomize ${deploys.kustomization}`
    : `compose ${[...deploys.files, ...deploys.profiles.map((each) => `--profile ${each}`), ...deploys.envFiles].join(' ')}`;
}

function envFilesOf(deploys: Deploys): string {
  return deploys.tool === 'kustomize' ? '' : deploys.envFiles.join(' ');
}

function layersOf(deploys: Deploys): string {
  return deploys.tool === 'kustomize' ? deploys.kustomization : deploys.files.join(' ');
}
