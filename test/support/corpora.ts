import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A YAML file to try things on. */
export interface Sample {
  /** Relative to the folder it was found in. */
  readonly path: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '../..');

/** The YAML files of the project's own fixtures. */
export function fixtureFiles(): Sample[] {
  return samples(join(ROOT, 'test/fixtures'));
}

/** The YAML files of public repositories in the folder that `PLUMBLINE_CORPORA` names; none where it is absent. */
export function corpusFiles(): Sample[] {
  const folder = process.env['PLUMBLINE_CORPORA'];
  return folder === undefined ? [] : samples(folder);
}

function samples(folder: string): Sample[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}
