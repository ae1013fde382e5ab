import { type ComposeProject, type ComposeService, hasComposeName } from '../compose/project.ts';
import { get, stringOf } from '../model/read.ts';
import { kindOfName } from '../rule/environmentKind.ts';
import { canonicalRepository, parseImage } from '../text/imageReference.ts';
import { baseName, folderOf, relativePath, resolvePath } from '../text/uri.ts';
import { defaultFiles, wordOf } from './composeSets.ts';
import type { ComposeDeploys, EnvironmentSpec } from './environmentSpec.ts';

/** An environment, with every file that its layers look at. */
export interface UsedFiles {
  readonly spec: EnvironmentSpec;
  readonly files: ReadonlySet<string>;
}

/** What is known of a workspace folder's Compose files. */
export interface ComposeFiles {
  readonly root: string | undefined;
  /** Each file read by itself. */
  readonly projects: readonly ComposeProject[];
  readonly environments: readonly UsedFiles[];
  /** READMEs, Makefiles, scripts and workflows, by URI. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Compose deployed by something that a person wrote for it: a command, an override, the configuration. */
interface Use {
  readonly base: ComposeProject;
  readonly services: readonly Part[];
}

/** What of a service tells that another one is the same program. */
interface Part {
  readonly name: string;
  readonly image: string | undefined;
  readonly build: string | undefined;
}

/**
 * Finds base files that were left behind: no command, override or configuration uses them, but a file near them that has the
 * same services. Files of samples and tests are none, nor are those that a text names.
 * @returns by the URI of such a file, the base that is used in its place
 */
export function staleBases(known: ComposeFiles): ReadonlyMap<string, ComposeProject> {
  const result = new Map<string, ComposeProject>();
  const { root, projects, environments } = known;
  if (root === undefined || projects.length < 2) return result;
  const byUri = new Map(projects.map((each) => [each.uri, each]));
  const compose = environments.flatMap(({ spec, files }) =>
    spec.deploys.tool === 'compose' ? [{ spec, deploys: spec.deploys, files }] : [],
  );
  const shown = compose.filter(({ spec, deploys }) => isShown(spec, deploys));
  const used = new Set(shown.flatMap(({ deploys, files }) => [...deploys.files, ...files]));
  const uses = shown.flatMap(({ deploys }) => useOf(deploys, byUri));
  for (const { spec, deploys } of compose) {
    const [uri = ''] = deploys.files;
    const project = byUri.get(uri);
    if (!project || isShown(spec, deploys) || used.has(uri) || wordOf(uri) !== undefined) continue;
    if (isApart(relativePath(root, folderOf(uri)) ?? '')) continue;
    const parts = partsOf(project, folderOf(uri));
    const real = inPlaceOf(project, parts, byUri) ?? uses.find((use) => replaces(use, project, parts))?.base;
    if (real && !isNamed(uri, known.texts)) result.set(uri, real);
  }
  return result;
}

function isShown(spec: EnvironmentSpec, deploys: ComposeDeploys): boolean {
  return deploys.files.length > 1 || spec.origin !== 'file names';
}

function useOf(
  { files, projectDirectory }: ComposeDeploys,
  byUri: ReadonlyMap<string, ComposeProject>,
): Use[] {
  const [uri = ''] = files;
  const base = byUri.get(uri);
  if (!base) return [];
  const folder = projectDirectory ?? folderOf(uri);
  const layers = files.flatMap((file) => byUri.get(file) ?? []);
  return [{ base, services: layers.flatMap((layer) => partsOf(layer, folder)) }];
}

/** The file that Compose takes in the same folder, where it has a service of this one. */
function inPlaceOf(
  { uri }: ComposeProject,
  parts: readonly Part[],
  byUri: ReadonlyMap<string, ComposeProject>,
): ComposeProject | undefined {
  const folder = folderOf(uri);
  const real = byUri.get(defaultFiles(folder, (each) => byUri.has(each))[0] ?? '');
  if (!real || real.uri === uri) return undefined;
  const others = partsOf(real, folder);
  const both = parts.filter((part) => others.some((other) => other.name === part.name));
  return both.length > 0 && 2 * both.length >= parts.length ? real : undefined;
}

/** Whether a deployed project has the services of another one that stands near it. */
function replaces({ base, services }: Use, project: ComposeProject, parts: readonly Part[]): boolean {
  const distance = distanceOf(folderOf(base.uri), folderOf(project.uri));
  if (distance === undefined) return false;
  const same = parts.filter((part) => services.some((other) => isSame(part, other)));
  // Public images are in many projects, the same sources in one.
  const sources = same.some(
    ({ build }) => build !== undefined && services.some((each) => each.build === build),
  );
  if (sources) return same.length >= Math.min(2, parts.length) && 2 * same.length >= parts.length;
  const named = parts.filter((part) =>
    services.some((other) => other.name === part.name && isSame(part, other)),
  );
  return distance === 'line' && named.length >= 2 && named.length === parts.length;
}

function isSame(a: Part, b: Part): boolean {
  if (a.build !== undefined && b.build !== undefined) return a.build === b.build;
  return a.image !== undefined && a.image === b.image;
}

/** How two folders lie: one within the other, or side by side; undefined for those that are further apart. */
function distanceOf(one: string, other: string): 'line' | 'beside' | undefined {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  if (a === b || (b.startsWith(`${a}/`) && b.slice(a.length).split('/').length <= 3)) return 'line';
  return folderOf(a) === folderOf(b) ? 'beside' : undefined;
}

function partsOf({ services }: ComposeProject, folder: string): Part[] {
  return services.map((service) => ({
    name: service.name,
    image: imageOf(service),
    build: buildOf(service, folder),
  }));
}

function imageOf({ image }: ComposeService): string | undefined {
  const parsed = image === undefined ? undefined : parseImage(image);
  return parsed && canonicalRepository(parsed.repository);
}

function buildOf({ node }: ComposeService, folder: string): string | undefined {
  const build = get(node, 'build');
  if (!build) return undefined;
  const context = resolvePath(folder, stringOf(build) ?? stringOf(get(build, 'context')) ?? '.');
  return context === undefined ? undefined : `${context} ${stringOf(get(build, 'target')) ?? ''}`.trimEnd();
}

/** Folders whose projects stand for themselves: samples, tests, what a tool or an environment has for its own. */
const APART =
  /^(?:\..*|.*(?:example|sample|demo|tutorial|quickstart|template|fixture|test|e2e|bench|playground|vendor|third.?party|docs?$|documentation|ci$).*)$/i;

function isApart(path: string): boolean {
  return path.split('/').some((segment) => APART.test(segment) || kindOfName(segment) !== undefined);
}

/** Whether a text names the file, or goes to its folder. */
function isNamed(uri: string, texts: ReadonlyMap<string, string>): boolean {
  const [name, folder] = [baseName(uri), folderOf(uri)];
  const last = escaped(baseName(folder));
  const path = new RegExp(`(?<![\\w-])${last}/${escaped(name)}`);
  const way = new RegExp(
    `(?:\\bcd\\s+|-C\\s*|directory[=:\\s]+)["']?[^\\s"']*(?<![\\w-])${last}/?["']?(?:[\\s;&]|$)`,
  );
  const beside = new RegExp(`(?<![\\w./-])(?:\\./)?${escaped(name)}`);
  for (const [text, content] of texts) {
    if (text === uri) continue;
    if (path.test(content) || way.test(content)) return true;
    // What Compose files say of each other is mostly said from the folder above.
    if (hasComposeName(text)) continue;
    const own = folderOf(text);
    if (own === folder && beside.test(content)) return true;
    if (own.startsWith(`${folder}/`) && content.includes(name)) return true;
  }
  return false;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
