import path from 'node:path';
import { URI } from 'vscode-uri';
import type { Io } from './io.ts';

/** A file as it is printed: relative to the working directory. */
export function nameOf(file: string, io: Io): string {
  return path.relative(io.cwd, file).split(path.sep).join('/') || '.';
}

/** As {@link nameOf}, of a URI. */
export function nameOfUri(uri: string, io: Io): string {
  return nameOf(URI.parse(uri).fsPath, io);
}
