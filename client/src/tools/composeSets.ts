/** Compose files that are deployed together, in their order. */
export interface ComposeSet {
  /** `docker-compose.yml + docker-compose.prod.yml` */
  readonly label: string;
  /** The folder of the base, relative to the workspace folder; empty for the folder itself. */
  readonly folder: string;
  /** Paths relative to the workspace folder. */
  readonly files: readonly string[];
}

const BASE = /^(?:docker-)?compose\.ya?ml$/i;
const OVERRIDE = /^(?:docker-)?compose[.-].+\.ya?ml$/i;

/**
 * The sets that a workspace's Compose files form: each base by itself, and with each override that stands beside it
 * or in a folder directly below it; an override that no base goes with, by itself.
 * @param paths relative to the workspace folder, with `/`
 */
export function composeSets(paths: readonly string[]): ComposeSet[] {
  const bases = paths.filter((path) => BASE.test(nameOf(path)));
  const overrides = paths.filter((path) => OVERRIDE.test(nameOf(path)));
  const goesWith = (base: string, path: string): boolean =>
    folderOf(path) === folderOf(base) || isChild(folderOf(base), folderOf(path));
  const lone = overrides.filter((path) => !bases.some((base) => goesWith(base, path)));
  return [
    ...bases.flatMap((base) => [
      alone(base),
      ...overrides
        .filter((path) => goesWith(base, path))
        .map((path) => ({ label: `${base} + ${path}`, folder: folderOf(base), files: [base, path] })),
    ]),
    ...lone.map(alone),
  ];
}

function alone(path: string): ComposeSet {
  return { label: path, folder: folderOf(path), files: [path] };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Whether a folder stands directly in another. */
function isChild(parent: string, folder: string): boolean {
  return folder !== '' && folderOf(folder) === parent;
}
