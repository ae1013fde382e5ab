import { spawn } from 'node:child_process';

/**
 * Runs a program without a shell.
 * @returns {Promise<{code: number, output: string, seconds: number}>} its exit code, all it printed, and how long it took
 */
export function run(program, args, { env = {}, show = false, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    const start = Date.now();
    let output = '';
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
    });
    const take = (chunk) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const end = (code, note = '') =>
      resolve({ code, output: output + note, seconds: (Date.now() - start) / 1000 });
    child.once('error', (error) => end(127, String(error)));
    child.once('close', (code) => end(code ?? 1));
  });
}
