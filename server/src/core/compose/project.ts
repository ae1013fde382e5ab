import type { Entry, MapNode, Node } from '../model/node.ts';
import { asMap, entriesOf, get, isNull, stringOf } from '../model/read.ts';
import type { SourceText } from '../text/span.ts';
import { baseName } from '../text/uri.ts';

/** A Compose file, read by itself. */
export interface ComposeProject {
  readonly uri: string;
  readonly root: MapNode;
  readonly source: SourceText;
  readonly services: readonly ComposeService[];
  /** Whether the file only adds to another one: nothing it lacks may be held against it. */
  readonly override: boolean;
}

/** A service of a Compose file. */
export interface ComposeService {
  readonly name: string;
  readonly entry: Entry;
  readonly node: MapNode;
  readonly image: string | undefined;
  /** Whether the image is built from source. */
  readonly built: boolean;
  readonly project: ComposeProject;
}

const COMPOSE_NAME = /^(?:docker-)?compose(?:[.-][^/]*)?\.ya?ml$|^[^/]*[.-](?:docker-)?compose\.ya?ml$/i;
const TOP_LEVEL = new Set([
  'services',
  'version',
  'name',
  'networks',
  'volumes',
  'secrets',
  'configs',
  'include',
  'models',
]);
const SERVICE_KEYS = new Set([
  'build',
  'image',
  'command',
  'container_name',
  'depends_on',
  'environment',
  'env_file',
  'extends',
  'ports',
  'expose',
  'volumes',
  'networks',
  'restart',
  'healthcheck',
  'deploy',
  'entrypoint',
  'privileged',
  'user',
  'links',
  'profiles',
]);

/** Whether a file's name is one that Compose, or people who use it, give to Compose files. */
export function hasComposeName(uri: string): boolean {
  return COMPOSE_NAME.test(baseName(uri));
}

/**
 * Whether a document is a Compose file: by its file's name and a top level that fits, or, under any other name,
 * by a `services` mapping whose members have at least one key that only Compose services have.
 */
export function looksLikeCompose(uri: string, root: Node | undefined): root is MapNode {
  const map = asMap(root);
  if (!map || get(map, 'apiVersion') || get(map, 'kind')) return false;
  const fits = map.entries.every(({ key }) => TOP_LEVEL.has(key) || key.startsWith('x-') || key === '<<');
  const services = entriesOf(get(map, 'services'));
  if (hasComposeName(uri)) return fits || services.some(({ value }) => looksLikeService(value));
  return (
    services.length > 0 &&
    services.every(({ value }) => value.kind === 'map' || isNull(value)) &&
    fits &&
    services.some(({ value }) => looksLikeService(value))
  );
}

function looksLikeService(node: Node): boolean {
  return entriesOf(node).some(({ key }) => SERVICE_KEYS.has(key));
}

/**
 * Reads a Compose file.
 * @param override whether the file is known to be an override of another (see {@link isOverrideName})
 */
export function composeProject(uri: string, root: MapNode, override: boolean): ComposeProject {
  const services: ComposeService[] = [];
  const project: ComposeProject = { uri, root, source: root.span.source, services, override };
  for (const each of entriesOf(get(root, 'services'))) {
    const node = asMap(each.value);
    if (!node || each.key === '<<') continue;
    services.push({
      name: each.key,
      entry: each,
      node,
      image: stringOf(get(node, 'image')),
      built: !isNull(get(node, 'build')),
      project,
    });
  }
  return project;
}

const BASE_NAME = /^(?:docker-)?compose\.ya?ml$/i;

/**
 * Whether a Compose file's name says that it is laid over another one: `compose.override.yaml`,
 * `docker-compose.prod.yml`. A base beside it, or above it, has to exist for that; the caller checks.
 */
export function isOverrideName(uri: string): boolean {
  return hasComposeName(uri) && !BASE_NAME.test(baseName(uri));
}
