import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { world } from '../support/fakeVscode.ts';

// Writes down its folder and its arguments, then answers by its first argument.
const SCRIPT = `#!/bin/sh
here=$(dirname "$0")
{ pwd; for word in "$@"; do printf '%s\\n' "$word"; done; echo ----; } >> "$here/calls"
if [ -f "$here/answer-$1" ]; then cat "$here/answer-$1"; fi
if [ -f "$here/code-$1" ]; then exit "$(cat "$here/code-$1")"; fi
`;

export interface Call {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** A program in the place of docker and kubectl, and a folder on a real disk for it to run in. */
export class FakeTool {
  readonly root: string;
  readonly program: string;
  private readonly bin: string;

  constructor(base: string) {
    this.root = path.join(base, 'work space');
    this.bin = path.join(base, 'bin');
    for (const folder of [this.root, this.bin]) mkdirSync(folder);
    this.program = this.script('tool', SCRIPT);
    for (const tool of ['docker', 'kubectl']) world.settings.set(`plumbline.tools.${tool}`, this.program);
  }

  /** What the program answers to its first argument. */
  answer(first: string, text: string, code = 0): void {
    writeFileSync(path.join(this.bin, `answer-${first}`), text);
    writeFileSync(path.join(this.bin, `code-${first}`), String(code));
  }

  /** Every call so far. */
  get calls(): Call[] {
    const file = path.join(this.bin, 'calls');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('----\n')
      .filter((call) => call !== '')
      .map((call) => {
        const [cwd = '', ...args] = call.trimEnd().split('\n');
        return { cwd, args };
      });
  }

  script(name: string, text: string, mode = 0o755): string {
    const file = path.join(this.bin, name);
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  }
}

/** Makes a tool for one test; all go when the test file ends. */
export function toolMaker(): () => FakeTool {
  const bases: string[] = [];
  afterAll(() => {
    for (const base of bases) rmSync(base, { recursive: true, force: true });
  });
  return () => {
    const base = mkdtempSync(path.join(tmpdir(), 'plumbline-tool-'));
    bases.push(base);
    return new FakeTool(base);
  };
}
