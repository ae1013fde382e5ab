import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { URI } from 'vscode-uri';

/** A folder on disk, with files by their paths, that goes with the test. */
export class DiskFolder {
  readonly path: string;

  constructor(files: { readonly [path: string]: string } = {}) {
    this.path = mkdtempSync(path.join(tmpdir(), 'plumbline-lsp-'));
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  get uri(): string {
    return URI.file(this.path).toString();
  }

  pathOf(file: string): string {
    return path.join(this.path, file);
  }

  uriOf(file: string): string {
    return URI.file(this.pathOf(file)).toString();
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.pathOf(file)), { recursive: true });
    writeFileSync(this.pathOf(file), text);
  }

  remove(file: string): void {
    rmSync(this.pathOf(file), { recursive: true });
  }
}
