import { type ComposeProject, isOverrideName } from '../compose/project.ts';
import { get, itemsOf, stringOf } from '../model/read.ts';
import { baseName, folderOf, resolvePath } from '../text/uri.ts';

/** Compose's own names of a project's first file, the one it prefers first. */
const BASE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** Compose files that belong together by their names. */
export interface ComposeSet {
  readonly files: readonly string[];
  /** `prod` of `docker-compose.prod.yml`; undefined for the files that Compose takes by itself. */
  readonly word: string | undefined;
}

/** The file that Compose takes in a folder where none is named; undefined where there is none. */
function baseIn(folder: string, has: (uri: string) => boolean): string | undefined {
  return BASE_NAMES.map((name) => `${folder}/${name}`).find(has);
}

/** The files that Compose takes in a folder where none is named: the base, and its override. */
export function defaultFiles(folder: string, has: (uri: string) => boolean): string[] {
  const base = baseIn(folder, has);
  if (base === undefined) return [];
  const stem = base.replace(/\.ya?ml$/, '');
  const override = [`${stem}.override.yaml`, `${stem}.override.yml`]
    .sort((a) => (a.endsWith(base.slice(base.lastIndexOf('.'))) ? -1 : 1))
    .find(has);
  return override === undefined ? [base] : [base, override];
}

/**
 * The sets that the names of Compose files tell: `docker-compose.prod.yml` is laid over the base beside it or in the
 * folder above; any other file stands for itself.
 */
export function setsByName(projects: readonly ComposeProject[], has: (uri: string) => boolean): ComposeSet[] {
  const reached = reachedFiles(projects);
  const result: ComposeSet[] = [];
  for (const project of projects) {
    const { uri } = project;
    if (reached.has(uri)) continue;
    const folder = folderOf(uri);
    const defaults = defaultFiles(folder, has);
    if (defaults[0] === uri) result.push({ files: defaults, word: undefined });
    else if (defaults.includes(uri)) continue;
    else result.push(namedSet(uri, folder, has));
  }
  return result;
}

function namedSet(uri: string, folder: string, has: (uri: string) => boolean): ComposeSet {
  const word = wordOf(uri);
  if (!isOverrideName(uri) || word === 'override') return { files: [uri], word };
  const base = baseIn(folder, has) ?? baseIn(folderOf(folder), has);
  return { files: base === undefined ? [uri] : [base, uri], word };
}

/** `prod` of `docker-compose.prod.yml`, `compose-prod.yaml` and `prod.compose.yml`. */
export function wordOf(uri: string): string | undefined {
  const name = baseName(uri).replace(/\.ya?ml$/i, '');
  if (/^(?:docker-)?compose$/i.test(name)) return undefined;
  const word = /^(?:docker-)?compose[.-](.+)$/i.exec(name) ?? /^(.+?)[.-](?:docker-)?compose$/i.exec(name);
  return word?.[1] ?? name;
}

/** `prod` of `prod.env` and `.env.prod`; undefined for a plain `.env`. */
export function envWordOf(uri: string): string | undefined {
  const name = baseName(uri);
  return (/^(.+)\.env$/i.exec(name) ?? /^\.?env[.-](.+)$/i.exec(name))?.[1];
}

/** The files that are judged through others. Of those that only reach each other in a circle, the first is nobody's. */
function reachedFiles(projects: readonly ComposeProject[]): ReadonlySet<string> {
  const next = new Map(projects.map((project) => [project.uri, reachedFrom(project)]));
  const named = new Set([...next.values()].flat());
  const seen = new Set<string>();
  const reached = new Set<string>();
  const visit = (uri: string): void => {
    seen.add(uri);
    for (const each of next.get(uri) ?? []) {
      if (!seen.has(each)) {
        reached.add(each);
        visit(each);
      }
    }
  };
  const uris = [...next.keys()];
  for (const uri of uris) if (!named.has(uri)) visit(uri);
  const circular = uris.filter((uri) => BASE_NAMES.includes(baseName(uri)));
  for (const uri of [...circular, ...uris]) if (!seen.has(uri)) visit(uri);
  return reached;
}

/** The files that a Compose file includes or extends: they are judged through it. */
function reachedFrom({ uri, root, services }: ComposeProject): string[] {
  const folder = folderOf(uri);
  const includes = itemsOf(get(root, 'include')).flatMap((item) => {
    const path = item.kind === 'map' ? get(item, 'path') : item;
    return path?.kind === 'seq' ? itemsOf(path) : path ? [path] : [];
  });
  const extended = services.flatMap(({ node }) => get(node, 'extends', 'file') ?? []);
  return [...includes, ...extended].flatMap((node) => resolvePath(folder, stringOf(node) ?? '') ?? []);
}

/** The Compose files that a `COMPOSE_FILE` variable in a `.env` file names; none where there is no such variable. */
export function filesOfVariable(text: string, folder: string): string[] {
  const value = (name: string): string | undefined =>
    new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*["']?([^"'\\r\\n#]*)`, 'm')
      .exec(text)?.[1]
      ?.trim();
  const files = splitFiles(value('COMPOSE_FILE') ?? '', value('COMPOSE_PATH_SEPARATOR'));
  return files.flatMap((path) => resolvePath(folder, path) ?? []);
}

/** The paths in the value of `COMPOSE_FILE`. */
export function splitFiles(value: string, separator: string | undefined): string[] {
  return value
    .split(separator || (value.includes(';') ? ';' : ':'))
    .map((path) => path.trim())
    .filter((path) => path !== '');
}
