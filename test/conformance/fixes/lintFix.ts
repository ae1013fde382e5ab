import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../../server/src/cli/run.ts';
import { uriOf } from '../../../server/src/workspace/loadWorkspace.ts';
import { schemaBookIn } from '../../../server/src/workspace/schemaFiles.ts';
import { countsOf, newIn } from './findings.ts';
import type { Oracles } from './oracles.ts';
import type { FixProperty } from './property.ts';
import type { Workspace } from './workspace.ts';

/** Runs `lint --fix` in the copy of a workspace, twice. @returns how many files it changed, and what is wrong */
export async function lintFix(
  workspace: Workspace,
  property: FixProperty,
  oracles: Oracles | undefined,
): Promise<{ readonly changed: number; readonly faults: readonly string[] }> {
  const before = textsIn(workspace.folder);
  await fix(workspace.folder);
  const once = textsIn(workspace.folder);
  await fix(workspace.folder);
  const twice = textsIn(workspace.folder);
  const faults = differing(once, twice).map((path) => `a second run changes ${path}`);
  const change = new Map(
    differing(before, once).map((path) => [uriOf(join(workspace.folder, path)), once.get(path) ?? '']),
  );
  const after = workspace.after(change);
  for (const key of newIn(countsOf(workspace.before), countsOf(after))) faults.push(`it is new: ${key}`);
  if (oracles) faults.push(...(await property.contradictions(oracles, change, after)));
  return { changed: change.size, faults };
}

async function fix(cwd: string): Promise<void> {
  const ignore = (): void => {};
  const io = {
    cwd,
    variables: new Map<string, string>(),
    colour: false,
    interactive: false,
    schemas: schemaBookIn(resolve('dist/schemas')),
    out: ignore,
    err: (text: string): void => {
      throw new Error(text);
    },
    stdin: () => Promise.resolve(''),
  };
  await run(['lint', '--fix', '--preset', 'all', '.'], io);
}

function textsIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function differing(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}
