import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { URI } from 'vscode-uri';
import { KUSTOMIZATION_NAMES } from '../core/kustomize/kustomization.ts';
import { readFile, type YamlFile } from '../core/model/file.ts';

/** Larger files are nothing that someone wrote. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The files that one request of a person reaches, wherever they are, as Compose and kubectl read them: each is read from
 * the disk when it is asked for, and nothing else is.
 */
export class DiskSource {
  private readonly texts = new Map<string, string | undefined>();
  private readonly parsed = new Map<string, YamlFile>();

  /** A file as YAML; undefined where there is none. */
  yaml(uri: string): YamlFile | undefined {
    const text = this.text(uri);
    if (text === undefined) return undefined;
    const file = this.parsed.get(uri) ?? readFile(uri, text, undefined);
    this.parsed.set(uri, file);
    return file;
  }

  /** The text of a file; undefined where there is none. */
  text(uri: string): string | undefined {
    if (!this.texts.has(uri)) this.texts.set(uri, readText(uri));
    return this.texts.get(uri);
  }

  /** The URI of the kustomization file in a folder. */
  kustomizationIn(folder: string): string | undefined {
    return KUSTOMIZATION_NAMES.map((name) => `${folder}/${name}`).find((uri) => isFile(uri));
  }
}

function readText(uri: string): string | undefined {
  const file = fileOf(uri);
  if (file === undefined) return undefined;
  if (file === '/dev/null') return '';
  try {
    const status = statSync(file);
    // A shell hands in the output of a command as a pipe.
    const readable = status.isFIFO() || (status.isFile() && status.size <= MOST_BYTES);
    return readable ? readFileSync(file, 'utf8') : undefined;
  } catch {
    // Looked for in vain, as many are: what that means the merging says.
    return undefined;
  }
}

function isFile(uri: string): boolean {
  const file = fileOf(uri);
  return file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function fileOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? path.normalize(parsed.fsPath) : undefined;
}
