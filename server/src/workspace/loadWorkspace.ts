import { type Dirent, promises as fs } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { URI } from 'vscode-uri';
import type { Snapshot, SnapshotFile } from '../core/analysis/snapshot.ts';
import { ignoreMatcher } from '../core/config/ignore.ts';

/** What went wrong with a file or folder while a workspace was read; the rest was read all the same. */
export interface ReadProblem {
  readonly path: string;
  readonly message: string;
}

export interface LoadOptions {
  /** Globs of what is left alone, relative to the root. */
  readonly ignore?: readonly string[];
  /** Paths that are read even where `.gitignore` or a glob would leave them out. */
  readonly always?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  /** Called with the number of files read so far. */
  readonly progress?: (files: number) => void;
}

const ALWAYS_SKIPPED = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.venv',
  '__pycache__',
  '.vscode-test',
]);
const YAML_OR_DOCKER = /\.ya?ml$|^(?:.*\.)?dockerfile(?:\..*)?$|^Kustomization$/i;
/** What shows how the files are deployed, and kept. */
const SHOWS_DEPLOYS =
  /^(?:readme(?:\..*)?|(?:gnu)?makefile|.*\.mk|\.?justfile|package\.json|.*\.sh|jenkinsfile|\.env|\.gitignore|\.trivyignore)$/i;
/** Files beyond this size are cut off: enough to say that they are too large. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
const AT_ONCE = 32;

/** The URI of a file, in the form that the engine uses throughout. */
export function uriOf(file: string): string {
  return URI.file(file).toString();
}

/** Whether a file is one that the engine may have use for, by its name. */
export function isWanted(file: string): boolean {
  const name = path.basename(file);
  return YAML_OR_DOCKER.test(name) || SHOWS_DEPLOYS.test(name);
}

/**
 * Reads the files of a folder that the engine may have use for. What git ignores is left out. Never throws: folders
 * and files that can't be read are reported.
 */
export async function loadWorkspace(
  root: string,
  options: LoadOptions = {},
): Promise<{ snapshot: Snapshot; problems: readonly ReadProblem[] }> {
  const problems: ReadProblem[] = [];
  const files: string[] = [];
  await walk(root, root, [], ignoreMatcher(options.ignore ?? []), options, files, problems);
  const snapshot = new Map<string, SnapshotFile>();
  for (let at = 0; at < files.length && !options.signal?.aborted; at += AT_ONCE) {
    const read = await Promise.all(
      files.slice(at, at + AT_ONCE).map((file) => readSnapshotFile(file, isIgnoreFile(file) ? [] : problems)),
    );
    for (const file of read) if (file) snapshot.set(file.uri, file);
    options.progress?.(snapshot.size);
  }
  for (const file of await repositoryOf(root)) snapshot.set(file.uri, file);
  return { snapshot: { root: uriOf(root), files: snapshot }, problems };
}

/** What shows that a folder is in a git repository: its `HEAD`, and what it ignores from above the folder. */
async function repositoryOf(root: string): Promise<SnapshotFile[]> {
  const ignoring: string[] = [];
  for (let folder = root; ; folder = path.dirname(folder)) {
    if (folder !== root) ignoring.push(path.join(folder, '.gitignore'));
    const git = path.join(folder, '.git');
    try {
      await fs.stat(git);
    } catch {
      if (path.dirname(folder) === folder) return [];
      continue;
    }
    // In a worktree and a submodule `.git` is a file; that there is one is all that counts.
    const head: SnapshotFile = { uri: uriOf(path.join(git, 'HEAD')), text: '' };
    const read = [path.join(git, 'info', 'exclude'), ...ignoring].map((file) => readSnapshotFile(file, []));
    return [head, ...(await Promise.all(read)).filter((file) => file !== undefined)];
  }
}

/** One that can't be read ignores nothing: nobody has to be told. */
function isIgnoreFile(file: string): boolean {
  return path.basename(file) === '.gitignore';
}

interface GitIgnore {
  readonly folder: string;
  readonly rules: Ignore;
}

async function walk(
  root: string,
  folder: string,
  above: readonly GitIgnore[],
  ignored: (path: string) => boolean,
  options: LoadOptions,
  files: string[],
  problems: ReadProblem[],
): Promise<void> {
  if (options.signal?.aborted) return;
  const entries = await readFolder(folder, problems);
  const git = await gitIgnoreAmong(folder, entries);
  const rules = git ? [...above, git] : above;
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    const relative = path.relative(root, full).split(path.sep).join('/');
    // Links are not followed, but where they are named: they may lead in circles, and what they lead to is mostly
    // read anyway.
    if (entry.isDirectory()) {
      if (ignored(relative)) continue;
      const inside = rulesInside(full, rules, options.always ?? new Set());
      if (inside) await walk(root, full, inside, ignored, options, files, problems);
    } else if (isWanted(entry.name)) {
      const left = !entry.isFile() || ignored(relative) || isGitIgnored(rules, full, false);
      if (!left || options.always?.has(full)) files.push(full);
    }
  }
}

/** What git ignores in a folder; undefined where the whole of it is left out, and nothing in it is read always. */
function rulesInside(
  folder: string,
  rules: readonly GitIgnore[],
  always: ReadonlySet<string>,
): readonly GitIgnore[] | undefined {
  if (ALWAYS_SKIPPED.has(path.basename(folder))) return undefined;
  if (!isGitIgnored(rules, folder, true)) return rules;
  if (always.has(folder)) return [];
  return [...always].some((each) => each.startsWith(folder + path.sep)) ? rules : undefined;
}

async function readFolder(folder: string, problems: ReadProblem[]): Promise<Dirent[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push({ path: folder, message: reasonOf(error) });
    return [];
  }
}

async function gitIgnoreAmong(folder: string, entries: readonly Dirent[]): Promise<GitIgnore | undefined> {
  const there = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  return there ? await gitIgnoreOf(folder) : undefined;
}

async function gitIgnoreOf(folder: string): Promise<GitIgnore | undefined> {
  try {
    return { folder, rules: ignore().add(await fs.readFile(path.join(folder, '.gitignore'), 'utf8')) };
  } catch {
    // An ignore file that is not there, or can't be read, ignores nothing.
    return undefined;
  }
}

function isGitIgnored(rules: readonly GitIgnore[], full: string, isFolder: boolean): boolean {
  // The nearest ignore file that says anything about it decides.
  for (const { folder, rules: each } of [...rules].reverse()) {
    const relative = path.relative(folder, full).split(path.sep).join('/');
    const { ignored, unignored } = each.test(isFolder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** Whether a file below a root is one that {@link loadWorkspace} leaves out, by git or by the folder it stands in. */
export async function isLeftOut(root: string, file: string): Promise<boolean> {
  const names = path.relative(root, file).split(path.sep);
  const rules: GitIgnore[] = [];
  let at = root;
  for (const [index, name] of names.entries()) {
    const isFolder = index < names.length - 1;
    const git = await gitIgnoreOf(at);
    if (git) rules.push(git);
    at = path.join(at, name);
    if ((isFolder && ALWAYS_SKIPPED.has(name)) || isGitIgnored(rules, at, isFolder)) return true;
  }
  return false;
}

/** Reads one file; undefined, and a problem, where it can't be read. */
export async function readSnapshotFile(
  file: string,
  problems: ReadProblem[],
): Promise<SnapshotFile | undefined> {
  try {
    const { size } = await fs.stat(file);
    const text = size > 4 * MOST_CHARACTERS ? await readStart(file) : await fs.readFile(file, 'utf8');
    return { uri: uriOf(file), text: text.slice(0, MOST_CHARACTERS) };
  } catch (error) {
    problems.push({ path: file, message: reasonOf(error) });
    return undefined;
  }
}

async function readStart(file: string): Promise<string> {
  const handle = await fs.open(file);
  try {
    const buffer = Buffer.alloc(MOST_CHARACTERS);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'it can not be read: permission denied';
    case 'ENOENT':
      return 'it does not exist';
    default:
      return `it can not be read${code ? ` (${code})` : ''}`;
  }
}
