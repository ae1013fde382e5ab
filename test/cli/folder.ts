import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../server/src/cli/io.ts';
import { run } from '../../server/src/cli/run.ts';
import { SCHEMAS } from '../support/analysis.ts';

export type Files = { readonly [path: string]: string | Buffer };

/** A temporary folder for one test; a workspace of its own, wherever the machine keeps such folders. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'plumbline-cli-')));

  constructor(files: Files = {}) {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    mkdirSync(this.at('.git'));
    this.write(files);
  }

  at(file: string): string {
    return path.join(this.path, file);
  }

  write(files: Files): void {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(this.at(file)), { recursive: true });
      writeFileSync(this.at(file), content);
    }
  }

  read(file: string): string {
    return this.bytes(file).toString('utf8');
  }

  bytes(file: string): Buffer {
    return readFileSync(this.at(file));
  }

  /** `plumbline lint ...` in this folder. */
  lint(...argv: string[]): Promise<Outcome> {
    return call(['lint', ...argv], { cwd: this.path });
  }

  /** `plumbline lint ...` in this folder, with a text on standard input. */
  lintText(input: string, ...argv: string[]): Promise<Outcome> {
    return call(['lint', ...argv], { cwd: this.path, input });
  }

  /** The findings of `plumbline lint ...`, as `file:line:column rule`. */
  async findings(...argv: string[]): Promise<string[]> {
    const { code, out, err } = await this.lint(...argv, '--format', 'jsonl');
    if (code === 2) throw new Error(err);
    return rowsOf(out).map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
  }
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings extends Partial<Pick<Io, 'cwd' | 'colour' | 'interactive' | 'variables'>> {
  readonly input?: string;
}

/** Calls the command line as a program would be called. */
export async function call(argv: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { input, ...rest } = surroundings;
  let out = '';
  let err = '';
  const code = await run(argv, {
    cwd: process.cwd(),
    variables: new Map(),
    colour: false,
    interactive: false,
    schemas: SCHEMAS,
    ...rest,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: async () => {
      if (input === undefined) throw new Error('Nobody gave anything on standard input.');
      return input;
    },
  });
  return { code, out, err };
}

/** A finding in the formats `json` and `jsonl`. */
export interface JsonRow {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly environments: readonly string[];
  readonly fixable: boolean;
}

export function rowsOf(jsonl: string): JsonRow[] {
  return jsonl
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
