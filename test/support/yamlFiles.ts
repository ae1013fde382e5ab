import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of YAML files to try things on: the fixtures, and what `PLUMBLINE_CORPORA` names, separated by colons. */
export function yamlFolders(): string[] {
  const extra = (process.env['PLUMBLINE_CORPORA'] ?? '')
    .split(':')
    .filter((folder) => folder !== '' && existsSync(folder));
  return [join(import.meta.dirname, '../fixtures'), ...extra];
}

/** Every YAML file below a folder, with its text. */
export function yamlFiles(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .sort()
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }));
}
