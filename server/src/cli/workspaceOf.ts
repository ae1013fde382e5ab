import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that a path is judged in: the nearest one above it with a configuration file or a git repository; else
 * the working directory where the path is below it; else the path's own folder. A path that is only a name, and whose
 * folder is not there, is judged in the working directory, too.
 */
export function workspaceOf(target: string, cwd: string): string {
  const start = existsSync(target) && statSync(target).isDirectory() ? target : path.dirname(target);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.plumbline.yaml')) || existsSync(path.join(folder, '.plumbline.yml')))
      return folder;
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) break;
  }
  const relative = path.relative(cwd, start);
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return outside && existsSync(start) ? start : cwd;
}
