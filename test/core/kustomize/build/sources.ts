import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KustomizeSource } from '../../../../server/src/core/kustomize/build/build.ts';
import { readFile, type YamlFile } from '../../../../server/src/core/model/file.ts';
import { resolvePath } from '../../../../server/src/core/text/uri.ts';

export const ROOT = 'file:///w';

/** Files of a case, by their paths. */
export type Files = Readonly<Record<string, string>>;

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A source whose files can be changed; a file that is not changed stays the same. */
export class MemorySource implements KustomizeSource {
  private readonly texts = new Map<string, string>();
  private readonly parsed = new Map<string, YamlFile>();

  constructor(files: Files) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string | undefined): void {
    const uri = uriOf(path);
    if (text === undefined) this.texts.delete(uri);
    else this.texts.set(uri, text);
  }

  yaml(uri: string): YamlFile | undefined {
    const text = this.texts.get(uri);
    return text === undefined || !isYaml(uri) ? undefined : reread(this.parsed, uri, text);
  }

  text(uri: string): string | undefined {
    return this.texts.get(uri);
  }

  kustomizationIn(folder: string): string | undefined {
    return NAMES.map((name) => `${folder}/${name}`).find((uri) => this.texts.has(uri));
  }
}

/** A source that reads from the disk. */
export class DiskSource implements KustomizeSource {
  private readonly parsed = new Map<string, YamlFile>();

  yaml(uri: string): YamlFile | undefined {
    const text = isYaml(uri) ? this.text(uri) : undefined;
    return text === undefined ? undefined : reread(this.parsed, uri, text);
  }

  text(uri: string): string | undefined {
    const path = fileURLToPath(uri);
    return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  }

  kustomizationIn(folder: string): string | undefined {
    return NAMES.map((name) => `${folder}/${name}`).find((uri) => this.text(uri) !== undefined);
  }
}

function reread(parsed: Map<string, YamlFile>, uri: string, text: string): YamlFile {
  const known = parsed.get(uri);
  if (known?.text === text) return known;
  const file = readFile(uri, text, known);
  parsed.set(uri, file);
  return file;
}

function isYaml(uri: string): boolean {
  return /\.ya?ml$|\/Kustomization$/.test(uri);
}

/** The URI of a case's file. */
export function uriOf(path: string): string {
  return resolvePath(ROOT, path) ?? ROOT;
}
