import type { Invocation } from './invocation.ts';

/** `docker compose config`: merges the files, and fails where Compose would refuse them. Prints nothing: the model may hold secrets. */
export function composeConfig(program: string, cwd: string, files: readonly string[]): Invocation {
  const args = ['compose', ...files.flatMap((file) => ['-f', file]), 'config', '--quiet'];
  return { program, args, cwd, parse: () => undefined };
}
