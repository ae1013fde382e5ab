import type { SchemaBook } from '../core/schema/schemaBook.ts';

/** What the command line needs of its surroundings. */
export interface Io {
  readonly cwd: string;
  /** The shell's variables, which Compose files refer to. */
  readonly variables: ReadonlyMap<string, string>;
  readonly colour: boolean;
  /** Whether a person watches, so that progress may be shown. */
  readonly interactive: boolean;
  /** What objects must look like. */
  readonly schemas: SchemaBook;
  out(text: string): void;
  err(text: string): void;
  stdin(): Promise<string>;
}

/** A fault in how the command was called: shown as it is, exit code 2. */
export class UsageError extends Error {}
