/** A program to be run, as a value: what is run is what is shown, and tests need no process. */
export interface Invocation<T = void> {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What the output means. Called with exit code 0 and with those in `expected`. */
  parse(output: Output): T;
  /** Exit codes besides 0 that are an answer and not a failure. */
  readonly expected?: readonly number[];
}

/** What a program printed. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The command line as a person would type it, for showing only: it is never given to a shell. */
export function commandLine({ program, args }: Pick<Invocation, 'program' | 'args'>): string {
  return [program, ...args]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
