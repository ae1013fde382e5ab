import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A generated file and what should be in it. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

/** Writes the files that differ; with `check`, only names them. */
export function settle(outputs: readonly Output[], check: boolean): string[] {
  const stale: string[] = [];
  for (const { path, text } of outputs) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale.push(path);
    if (!check) writeFileSync(path, text);
  }
  return stale;
}
