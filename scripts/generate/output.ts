import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A generated file and what should be in it. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the files that differ, and removes what else lies in a folder that holds generated files only; with `check`
 * it only names them.
 */
export function settle(outputs: readonly Output[], check: boolean, folder?: string): string[] {
  const stale: string[] = [];
  for (const output of outputs) {
    if (existsSync(output.path) && readFileSync(output.path, 'utf8') === output.text) continue;
    stale.push(output.path);
    if (check) continue;
    mkdirSync(path.dirname(output.path), { recursive: true });
    writeFileSync(output.path, output.text);
  }
  for (const file of folder !== undefined && existsSync(folder) ? filesIn(folder) : []) {
    if (outputs.some((output) => output.path === file)) continue;
    stale.push(file);
    if (!check) rmSync(file);
  }
  return stale;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath, entry.name));
}
