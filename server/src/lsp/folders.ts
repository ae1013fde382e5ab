import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { isLeftOut, isWanted, loadWorkspace, readSnapshotFile } from '../workspace/loadWorkspace.ts';
import { asEditorsShow, CONFIGURATIONS, Folder, type FolderHost, isConfiguration } from './folder.ts';

/** The workspace folders, and one more for files outside them. */
export class Folders {
  private readonly host: FolderHost;
  private readonly byRoot = new Map<string, Folder>();
  /** Files that belong to no folder: each open one is judged beside the others. */
  readonly loose: Folder;
  /** What is on disk is taken up in its order: a slow reading must not undo what came after it. */
  private reading: Promise<unknown> = Promise.resolve();

  constructor(host: FolderHost) {
    this.host = host;
    this.loose = new Folder(undefined, host);
  }

  get all(): readonly Folder[] {
    return [...this.byRoot.values(), this.loose];
  }

  /** The innermost folder that holds a file: it answers for it. */
  of(uri: string): Folder {
    let best: Folder | undefined;
    for (const [root, folder] of this.byRoot) {
      if (uri.startsWith(`${root}/`) && root.length > (best?.root?.length ?? -1)) best = folder;
    }
    return best ?? this.loose;
  }

  /** The folders that a file or folder stands in: one may be opened within another. */
  around(uri: string): readonly Folder[] {
    return [...this.byRoot].flatMap(([root, folder]) => (uri.startsWith(`${root}/`) ? folder : []));
  }

  /**
   * Opens a folder and reads what is on its disk; one that is not on a disk has only what the editor opens.
   * @param before what has to be done before it is read
   */
  async add(uri: string, before: Promise<void> = Promise.resolve()): Promise<Folder> {
    const root = normalized(uri).replace(/\/$/, '');
    const known = this.byRoot.get(root);
    if (known) return known;
    const folder = new Folder(root, this.host);
    this.byRoot.set(root, folder);
    const loaded = before.then(() => this.load(folder));
    this.reading = Promise.all([this.reading, loaded]);
    await loaded;
    return folder;
  }

  /** Closes a folder. @returns the folder that was open */
  remove(uri: string): Folder | undefined {
    const root = normalized(uri).replace(/\/$/, '');
    const folder = this.byRoot.get(root);
    folder?.dispose();
    this.byRoot.delete(root);
    return folder;
  }

  private async load(folder: Folder): Promise<void> {
    const { root } = folder;
    if (root === undefined || !root.startsWith('file:')) return;
    const start = performance.now();
    const path = URI.parse(root).fsPath;
    // The configuration counts, though a person may keep it out of git.
    const always = new Set(CONFIGURATIONS.map((name) => join(path, name)));
    const { snapshot, problems } = await loadWorkspace(path, { always });
    for (const [uri, file] of snapshot.files) folder.disk.set(uri, asEditorsShow(file));
    for (const problem of problems) this.host.log.warn(`${problem.path}: ${problem.message}`);
    const took = Math.round(performance.now() - start);
    this.host.log.info(`Read ${snapshot.files.size} files of ${root} in ${took} ms.`);
  }

  /** Takes up what a document was saved as: not every editor watches files, and it may be closed before one tells. */
  saved(uri: string, text: string): void {
    for (const { disk } of this.around(uri)) if (disk.has(uri)) disk.set(uri, { uri, text });
  }

  /** Takes up what happened to a file on disk. @returns the folders that it concerns */
  fileChanged(uri: string, deleted: boolean): Promise<readonly Folder[]> {
    const taken = this.reading.then(async () => {
      const key = normalized(uri);
      if (!key.startsWith('file:')) return [];
      const around = this.around(key);
      const concerned = await Promise.all(
        around.map((folder) => (deleted ? forget(folder, key) : take(folder, key))),
      );
      return around.filter((_, index) => concerned[index]);
    });
    this.reading = taken.catch(() => undefined);
    return taken;
  }
}

/** A deleted folder takes all that was in it along. @returns whether anything was */
function forget({ disk, tried }: Folder, uri: string): boolean {
  const isIn = (each: string): boolean => each === uri || each.startsWith(`${uri}/`);
  const gone = [...disk.keys()].filter(isIn);
  for (const each of gone) disk.delete(each);
  // It is looked for again, and what was read of it meanwhile is not taken.
  for (const each of [...tried].filter(isIn)) tried.delete(each);
  return gone.length > 0;
}

/** Reads a file that may have changed. @returns whether it has */
async function take({ root, disk, tried }: Folder, uri: string): Promise<boolean> {
  const file = URI.parse(uri).fsPath;
  const known = disk.has(uri) || tried.has(uri) || isConfiguration(uri);
  if (root === undefined || !(known || isWanted(file))) return false;
  if (!known && (await isLeftOut(URI.parse(root).fsPath, file))) return false;
  const read = await readSnapshotFile(file, []);
  if (!read) return disk.delete(uri);
  const shown = asEditorsShow(read);
  if (disk.get(uri)?.text === shown.text) return false;
  disk.set(uri, shown);
  return true;
}

/** A URI in the one form that is used throughout: editors differ in what they escape. */
export function normalized(uri: string): string {
  return URI.parse(uri).toString();
}
