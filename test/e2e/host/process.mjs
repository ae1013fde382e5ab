import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** Runs a program without a shell and gives what it printed; an error carries the end of what it complained of. */
export async function output(program, args, options = {}) {
  try {
    const { stdout } = await start(program, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    return stdout;
  } catch (error) {
    const said = String(error.stderr || error.stdout || error.message).trim();
    throw new Error(`${path.basename(program)} ${args[0] ?? ''}: ${said.split('\n').slice(-3).join(' ')}`, {
      cause: error,
    });
  }
}

/** The first of these programs that there is, by name on the PATH or by path. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => (path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name))))
    .find(isExecutable);
}

/** Whether there is a program at this path. */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
