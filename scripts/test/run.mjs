import { spawn } from 'node:child_process';

const running = new Set();
const end = (child) => {
  try {
    // The whole group: a browser or a server that a suite started must not outlive it.
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
};
const endAll = () => {
  for (const child of running) end(child);
};
process.once('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

/**
 * Runs a program without a shell, in a process group of its own.
 * @returns {Promise<{code: number, output: string, seconds: number}>} its exit code, all it printed, and how long it took
 */
export function run(program, args, { env = {}, timeout = 300_000 } = {}) {
  return new Promise((resolve) => {
    const start = Date.now();
    const chunks = [];
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let note = '';
    const timer = setTimeout(() => {
      note = `\nStopped after ${timeout / 1000} s without an end.\n`;
      end(child);
    }, timeout);
    const finish = (code, message = '') => {
      clearTimeout(timer);
      running.delete(child);
      const output = Buffer.concat(chunks).toString() + note + message;
      resolve({ code, output, seconds: (Date.now() - start) / 1000 });
    };
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => finish(127, `${program} did not start: ${error.message}`));
    child.once('close', (code) => finish(code ?? 1));
  });
}
