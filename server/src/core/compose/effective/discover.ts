import { at, projectEnvironment } from './envFiles.ts';
import { type ComposeSource, Session } from './session.ts';

const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

const NO_SHELL: ReadonlyMap<string, string> = new Map();

/**
 * The files that Compose takes in a folder when none is named: those of `COMPOSE_FILE`, from the shell or `.env`, else
 * the first of the known names and its override.
 */
export function discoverFiles(
  folder: string,
  source: ComposeSource,
  shell: ReadonlyMap<string, string> = NO_SHELL,
): readonly string[] {
  const session = new Session(source, folder);
  const environment = projectEnvironment(session, shell, undefined);
  const listed = environment.lookup('COMPOSE_FILE');
  if (listed) {
    const separator = environment.lookup('COMPOSE_PATH_SEPARATOR') || ':';
    return listed
      .split(separator)
      .filter((path) => path !== '')
      .map((path) => at(folder, path));
  }
  const there = (name: string) => source.text(`${folder}/${name}`) !== undefined;
  const base = BASES.find(there);
  if (base === undefined) return [];
  const override = OVERRIDES.find(there);
  return [base, ...(override === undefined ? [] : [override])].map((name) => `${folder}/${name}`);
}
