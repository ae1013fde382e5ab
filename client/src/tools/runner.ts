import { type ChildProcess, spawn } from 'node:child_process';
import type { Invocation, Output } from './invocation.ts';

/** What came of running a program. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly code: number }
  | { readonly kind: 'failed'; readonly code: number; readonly stderr: string }
  /** The program is not installed, or not where the settings say. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'untrusted' };

export interface RunOptions {
  /** Whether the workspace is trusted: nothing is started in one that is not. */
  readonly trusted: boolean;
  readonly signal?: AbortSignal;
  /** Called with what the program prints, as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** What is kept of a program's output, in bytes. */
const MOST_OUTPUT = 8 * 1024 * 1024;

/** How long a program may take to end when it is asked to, in milliseconds. */
const GRACE = 5000;

/** Runs a program without a shell. Cancelling it ends the program and all that it started. */
export function runInvocation<T>(invocation: Invocation<T>, options: RunOptions): Promise<Outcome<T>> {
  if (!options.trusted) return Promise.resolve({ kind: 'untrusted' });
  if (options.signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const { program, args, cwd, expected = [] } = invocation;
    // A group of its own, so that cancelling reaches what the program starts.
    const child = spawn(program, [...args], {
      cwd,
      shell: false,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    let cancelled = false;
    const keep = (name: 'stdout' | 'stderr') => (text: string) => {
      if (texts[name].length < MOST_OUTPUT) texts[name] += text;
      options.onOutput?.(text);
    };
    let last: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      cancelled = true;
      kill(child, 'SIGTERM');
      last = setTimeout(() => kill(child, 'SIGKILL'), GRACE);
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    // Decoded by the stream: a character may come in two pieces.
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    child.stdout.on('data', keep('stdout'));
    child.stderr.on('data', keep('stderr'));
    child.once('error', (error) => {
      const missing = 'code' in error && error.code === 'ENOENT';
      if (!missing) options.onOutput?.(`${error.message}\n`);
      resolve(missing ? { kind: 'missing' } : { kind: 'failed', code: -1, stderr: error.message });
    });
    child.once('close', (exit) => {
      clearTimeout(last);
      options.signal?.removeEventListener('abort', cancel);
      const code = exit ?? -1;
      const output: Output = { ...texts, code };
      if (cancelled) resolve({ kind: 'cancelled' });
      else if (code === 0 || expected.includes(code))
        resolve({ kind: 'done', value: invocation.parse(output), code });
      else resolve({ kind: 'failed', code, stderr: texts.stderr });
    });
  });
}

function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { shell: false });
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
